import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
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

/** Whether the same request may go well later: a refusal stays one. */
function mayPass(error: unknown): boolean {
  const status = error instanceof ApiError ? error.problem?.status : undefined;
  return status === undefined || status >= 500 || status === 429;
}

interface AwaitProps<T> {
  from: Loaded<T>;
  children: (data: T) => ReactNode;
}

/** What was fetched, or that it is on its way, or why it is not there. */
export function Await<T>({ from, children }: AwaitProps<T>) {
  if (from.data !== null) return children(from.data);
  if (from.error === null) return <p className="soft">Loading…</p>;
  return (
    <>
      <ProblemNotice error={from.error} />
      {mayPass(from.error) && (
        <div>
          <Button onClick={from.reload}>Try again</Button>
        </div>
      )}
    </>
  );
}

/** The same for a whole page whose heading comes with the data; until then it has this title. */
export function AwaitPage<T>({ title, from, children }: AwaitProps<T> & { title: string }) {
  if (from.data !== null) return children(from.data);
  return (
    <Page title={title}>
      <Await from={from}>{() => null}</Await>
    </Page>
  );
}
