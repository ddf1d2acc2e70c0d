import { useId } from 'react';
import type { ReactNode } from 'react';

/** One subject of a page. */
export function Card({ title, lead, actions, children }: { title: string; lead?: string; actions?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <div>
          <h2 id={id}>{title}</h2>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        {actions !== undefined && <div className="row-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
