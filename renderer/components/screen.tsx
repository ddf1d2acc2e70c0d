import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './screen.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface ScreenProps {
  title: string;
  /** The title for screen readers only, where the screen explains itself. */
  hideTitle?: boolean | undefined;
  /** Buttons at the end of the title line. */
  actions?: ReactNode;
  /** Stays below the title while the rest scrolls: filters, steps, tabs. */
  top?: ReactNode;
  /** Stays at the bottom: what the screen is for. */
  dock?: ReactNode;
  /** `reading` keeps lines short on a wide window; `full` uses all of it. */
  width?: 'reading' | 'full' | undefined;
  children: ReactNode;
}

/** The frame every screen stands in: title, scrolling body, dock. */
export function Screen({ title, hideTitle, actions, top, dock, width = 'reading', children }: ScreenProps) {
  return (
    <div className={cx(styles['screen'], styles[width])}>
      {hideTitle ? (
        <h1 className={styles['no-title']}>
          <VisuallyHidden>{title}</VisuallyHidden>
        </h1>
      ) : (
        <header className={styles['header']}>
          <h1>{title}</h1>
          {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        </header>
      )}
      {top !== undefined && <div className={styles['top']}>{top}</div>}
      <div className={styles['body']}>
        <div className={styles['column']}>{children}</div>
      </div>
      {dock !== undefined && <div className={styles['dock']}>{dock}</div>}
    </div>
  );
}
