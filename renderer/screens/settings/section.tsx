import type { ReactNode } from 'react';
import styles from './settings.module.css';

/** Settings that belong together, under one heading. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className={styles['section']}>
      <div>
        <h2>{title}</h2>
        {note !== undefined && <p className={styles['soft']}>{note}</p>}
      </div>
      {children}
    </section>
  );
}
