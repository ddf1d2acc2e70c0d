/** What is wrong or unusual while work goes on, above the screen. */
import { FolderOpen, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { notifyError } from '../components/toast.tsx';
import { useOnce } from '../components/use-once.ts';
import { call } from '../ipc.ts';
import { shortcutProblemText } from '../screens/settings/shortcut-problem.ts';
import { fetchState } from '../store/subscriber.ts';
import { useAppState, useClockWarning } from '../store/use-state.ts';
import styles from './banners.module.css';
import { useApp } from '../store/store.ts';

const waysOn: ReactNode = (
  <>
    <Button size="sm" icon={FolderOpen} onClick={() => void call('data.openFolder')}>
      Open data folder
    </Button>
    <Button size="sm" variant="ghost" icon={RotateCcw} onClick={() => void fetchState()}>
      Look again
    </Button>
  </>
);

export async function leaveDemo(): Promise<void> {
  const result = await call('demo.leave');
  if (!result.ok) notifyError(result.error);
}

/** What the partner says, the newest first, until it is dismissed. */
function Announcement() {
  const brand = useApp((store) => store.brand);
  const [busy, once] = useOnce();
  const newest = brand?.announcements[0];
  if (brand === null || newest === undefined) return null;
  const dismiss = (): Promise<void> => once(async () => {
    const result = await call('licence.dismiss', { id: newest.id });
    if (!result.ok) notifyError(result.error);
  });
  return (
    <Notice
      banner
      long
      title={`${brand.name}: ${newest.title}`}
      actions={
        <Button size="sm" disabled={busy} onClick={() => void dismiss()}>
          Dismiss
        </Button>
      }
    >
      {/* Nothing in it takes the focus, so the text does: a long one scrolls by keyboard. */}
      <div className={styles['announcement']} tabIndex={0} role="region" aria-label={newest.title}>
        {newest.body}
      </div>
    </Notice>
  );
}

export function Banners() {
  const status = useAppState((state) => state.health.status);
  const message = useAppState((state) => state.health.message);
  const demo = useAppState((state) => state.profile === 'demo');
  const clockWarning = useClockWarning();
  const shortcutProblems = useAppState((state) => state.shortcutProblems);
  const screen = useApp((store) => store.screen);
  return (
    <>
      {demo && (
        <Notice
          banner
          role="note"
          title="Demo"
          actions={
            <Button size="sm" onClick={() => void leaveDemo()}>
              Leave demo
            </Button>
          }
        >
          A made-up month, apart from your own data.
        </Notice>
      )}
      <Announcement />
      {status === 'read-only' && (
        <Notice banner tone="problem" role="alert" title="Read only: nothing is recorded" actions={waysOn}>
          {message}
        </Notice>
      )}
      {status === 'full' && (
        <Notice banner tone="problem" role="alert" title="The disk is full" actions={waysOn}>
          {message}
        </Notice>
      )}
      {clockWarning !== null && (
        <Notice
          banner
          tone="caution"
          title="The clock moved"
          actions={
            <Button size="sm" onClick={useApp.getState().putAwayClockWarning}>
              Dismiss
            </Button>
          }
        >
          {clockWarning}
        </Notice>
      )}
      {screen === 'settings' &&
        shortcutProblems.map((problem) => (
          <Notice key={problem.shortcut} banner tone="caution" title="Shortcut not available">
            {shortcutProblemText(problem)}
          </Notice>
        ))}
    </>
  );
}
