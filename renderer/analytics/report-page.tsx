/** The frame of every report: what is on its way, what went wrong, what to know, and the content. */
import type { ReactNode } from 'react';
import type { Remark } from '../../preload/contract/analytics.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { EmptyState, ErrorState } from '../components/state-message.tsx';
import { useReadingFocus } from '../components/use-reading-focus.ts';
import styles from './report-page.module.css';
import type { Asked } from './use-report.ts';

export interface ReportPageProps<R extends { readonly remarks: readonly Remark[] }> {
  asked: Asked<R>;
  /** The report above it on the page: what that one says already is not said again. */
  above?: Asked<{ readonly remarks: readonly Remark[] }> | undefined;
  children: (report: R) => ReactNode;
}

export function ReportPage<R extends { readonly remarks: readonly Remark[] }>({ asked, above, children }: ReportPageProps<R>) {
  const { report, error, busy, progress, cancelled, cancel, retry } = asked;
  // What was refused for an answer the trader gave is refused again until another one is given.
  const tryAgain = (size: 'sm' | 'md') => (error?.field === undefined ? <Button size={size} onClick={retry}>Try again</Button> : undefined);
  const said = above?.report?.remarks ?? [];
  const remarks = report?.remarks.filter(({ title, text }) => !said.some((other) => other.title === title && other.text === text)) ?? [];
  return (
    <div className={styles['page']} aria-busy={busy}>
      <Working busy={busy && (report === null || progress !== null)} progress={progress} onCancel={cancel} />
      {cancelled && <Left newer={report !== null} onMake={retry} />}
      {error !== null && !cancelled && report === null && (
        <ErrorState title="This report could not be made" actions={tryAgain('md')}>
          {error.message}
        </ErrorState>
      )}
      {error !== null && !cancelled && report !== null && (
        <Notice tone="problem" title="This is an older reading" actions={tryAgain('sm')}>
          {error.message}
        </Notice>
      )}
      {report !== null && (
        <>
          {remarks.map((remark) => (
            <Notice key={remark.title} tone={remark.tone} title={remark.title} role="note">
              {remark.text}
            </Notice>
          ))}
          {children(report)}
        </>
      )}
    </div>
  );
}

function Working({ busy, progress, onCancel }: { busy: boolean; progress: Asked<unknown>['progress']; onCancel: () => void }) {
  if (!busy) return null;
  const known = progress !== null && progress.total > 0;
  return (
    <div className={styles['working']} role="status">
      <span>{known ? `Reading the journal: ${Math.floor((100 * progress.done) / progress.total)} %` : 'Reading the journal…'}</span>
      <progress aria-label="Progress" {...(known ? { value: progress.done, max: progress.total } : {})} />
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

/** In the place of a report that was cancelled: what is shown instead, and the way back to it. */
function Left({ newer, onMake }: { newer: boolean; onMake: () => void }) {
  const make = useReadingFocus<HTMLButtonElement>();
  const action = (size: 'sm' | 'md') => (
    <Button ref={make} size={size} onClick={onMake}>
      Make it now
    </Button>
  );
  if (!newer) return <EmptyState title="This report was cancelled" actions={action('md')} />;
  return (
    <Notice title="This is an older reading" actions={action('sm')}>
      The newer one was cancelled.
    </Notice>
  );
}
