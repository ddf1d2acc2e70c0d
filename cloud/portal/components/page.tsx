import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { wasNavigated } from '../app/router.tsx';
import { Button } from './button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { Loaded } from './use-load.ts';

/** A page: its title in the tab and as the heading, where a keyboard or a screen reader continues after a link. */
export function Page({ title, lead, actions, children }: { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (wasNavigated()) heading.current?.focus();
  }, []);
  return (
    <div className="page">
      <title>{`${title} · Holdfast`}</title>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="row-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** What was fetched, or that it is on its way, or why it is not there. */
export function Await<T>({ from, children }: { from: Loaded<T>; children: (data: T) => ReactNode }) {
  if (from.data !== null) return children(from.data);
  if (from.error === null) return <p className="soft">Loading…</p>;
  return (
    <>
      <ProblemNotice error={from.error} />
      <div>
        <Button onClick={from.reload}>Try again</Button>
      </div>
    </>
  );
}
