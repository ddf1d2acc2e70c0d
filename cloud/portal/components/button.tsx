import type { ComponentProps } from 'react';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'disabled'> {
  kind?: 'primary' | 'secondary' | 'ghost' | 'danger';
  small?: boolean;
  /** Something is under way: it stays focusable and says so, but does nothing. */
  busy?: boolean;
}

export function Button({ kind = 'secondary', small = false, busy = false, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button ${kind}${small ? ' small' : ''}`}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
