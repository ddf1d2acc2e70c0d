import { Button as BaseButton } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { cx } from './class-names.ts';
import styles from './icon-button.module.css';
import { ariaKeys } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps {
  /** The accessible name, also shown as a tooltip. */
  label: string;
  icon: LucideIcon;
  onClick?: (() => void) | undefined;
  keys?: string | undefined;
  size?: 'sm' | 'md' | undefined;
  disabled?: boolean | undefined;
  pressed?: boolean | undefined;
  expanded?: boolean | undefined;
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button that shows only an icon; its name appears on hover and focus. */
export function IconButton({ label, icon: Icon, keys, size = 'md', pressed, expanded, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <BaseButton
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        aria-expanded={expanded}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        className={cx(styles['button'], styles[size], className)}
      >
        <Icon size={size === 'sm' ? 14 : 16} aria-hidden="true" strokeWidth={1.8} />
      </BaseButton>
    </Tooltip>
  );
}
