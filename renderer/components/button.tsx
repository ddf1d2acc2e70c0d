import { Button as BaseButton } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { cx } from './class-names.ts';
import { ariaKeys, Kbd } from './kbd.tsx';

export interface ButtonProps {
  children: ReactNode;
  onClick?: (() => void) | undefined;
  /** `primary` once a screen; `secondary` beside it; `ghost` in rows and bars; `danger` for what cannot be undone. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  icon?: LucideIcon | undefined;
  /** Chord that does the same, shown as key caps and announced. Registering it is the screen's job. */
  keys?: string | undefined;
  disabled?: boolean | undefined;
  /** Keeps a disabled button reachable, so that its description says why. */
  focusableWhenDisabled?: boolean | undefined;
  type?: 'button' | 'submit' | undefined;
  wide?: boolean | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
  'aria-describedby'?: string | undefined;
  'aria-expanded'?: boolean | undefined;
  'aria-pressed'?: boolean | undefined;
  'aria-label'?: string | undefined;
  className?: string | undefined;
}

export function Button({ children, variant = 'secondary', size = 'md', icon: Icon, keys, wide, type = 'button', className, focusableWhenDisabled = false, ...rest }: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      type={type}
      focusableWhenDisabled={focusableWhenDisabled}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      className={cx(styles['button'], styles[variant], styles[size], wide && styles['wide'], className)}
    >
      {Icon && <Icon size={size === 'lg' ? 17 : 15} aria-hidden="true" strokeWidth={1.9} />}
      <span className={styles['label']}>{children}</span>
      {keys !== undefined && <Kbd keys={keys} />}
    </BaseButton>
  );
}
