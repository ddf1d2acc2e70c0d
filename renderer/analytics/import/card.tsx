import { useId, type ReactNode } from 'react';
import styles from './card.module.css';

/** A part of the page under a heading of its own. */
export function Card({ title, lead, tools, children }: { title: string; lead?: ReactNode; tools?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles['card']}>
      <div className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      {children}
    </section>
  );
}
