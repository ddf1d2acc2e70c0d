import type { ReactNode } from 'react';
import styles from './visually-hidden.module.css';

/** Text for screen readers only. */
export function VisuallyHidden({ children, id, live }: { children: ReactNode; id?: string | undefined; live?: 'polite' | 'assertive' | undefined }) {
  return (
    <span className={styles['hidden']} id={id} aria-live={live}>
      {children}
    </span>
  );
}
