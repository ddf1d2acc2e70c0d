import { DatabaseBackup, FolderOpen, Keyboard, LogOut, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { AlertDialog } from '../../components/dialog.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { formatAge, formatClock, formatSessionDate } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { report } from './save-settings.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

type Backup = AppState['health']['backups'][number];
const healthWords: Readonly<Record<AppState['health']['status'], string>> = { 'ok': 'sound', 'read-only': 'read only', 'damaged': 'damaged', 'newer': 'from a newer Holdfast', 'full': 'the disk is full', 'locked': 'open elsewhere' };

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Where the journal is, its backups, and what this Holdfast is made of. */
export function DataSettings() {
  const health = useAppState((state) => state.health);
  const folder = useAppState((state) => state.dataFolder);
  const version = useAppState((state) => state.version);
  const update = useAppState((state) => state.update.message);
  const demo = useAppState((state) => state.profile === 'demo');
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const now = useApp((store) => store.now);
  const openOverlay = useApp((store) => store.openOverlay);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<Backup | 'file' | null>(null);

  const backUp = async (): Promise<void> => {
    setBusy(true);
    const result = await call('backup.now');
    setBusy(false);
    if (result.ok) notify('success', 'Backup written and checked', `${result.value.events.toLocaleString('en')} events, ${megabytes(result.value.bytes)}`);
    else notifyError(result.error, 'No backup was written');
  };
  const restore = async (): Promise<void> => {
    const name = asked === 'file' || asked === null ? null : asked.name;
    setAsked(null);
    setBusy(true);
    await report(call('backup.restore', { name }), 'The backup was not restored', 'Backup restored');
    setBusy(false);
  };
  const when = (at: number): string => `${formatSessionDate(new Date(at).toISOString().slice(0, 10))}, ${formatClock(at, zone)}`;

  return (
    <>
      <Section title="Journal" note={demo ? 'The demo’s own folder. Nothing of it mixes with your data.' : undefined}>
        <dl className={styles['pairs']}>
          <dt>Folder</dt>
          <dd className={styles['path']}>{folder}</dd>
          <dt>State</dt>
          <dd>{healthWords[health.status]}</dd>
        </dl>
        <div className={styles['buttons']}>
          <Button icon={FolderOpen} onClick={() => void report(call('data.openFolder'), 'The folder could not be opened')}>
            Open folder
          </Button>
          <Button icon={DatabaseBackup} onClick={() => void backUp()} disabled={busy}>
            Back up now
          </Button>
          {demo && (
            <Button icon={LogOut} onClick={() => void report(call('demo.leave'), 'The demo could not be left')}>
              Leave demo
            </Button>
          )}
        </div>
      </Section>
      <Section title="Backups" note="Copies of the whole journal, checked when they are made.">
        {health.backups.length === 0 ? (
          <p className={styles['soft']}>None yet. One is made before every change of the journal’s format, and whenever you ask.</p>
        ) : (
          <ul aria-label="Backups" className={styles['rows']}>
            {health.backups.map((backup) => (
              <li key={backup.name} className={styles['row']}>
                <div className={styles['row-text']}>
                  <span className={styles['row-title']}>{when(backup.at)}</span>
                  <span className={styles['soft']}>
                    {formatAge(Math.max(0, now - backup.at))} old · {megabytes(backup.bytes)} · {backup.verified ? 'checked' : 'not checked'}
                  </span>
                </div>
                <Button size="sm" icon={RotateCcw} disabled={busy} onClick={() => setAsked(backup)} aria-label={`Restore the backup of ${when(backup.at)}`}>
                  Restore
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div>
          <Button size="sm" variant="ghost" onClick={() => setAsked('file')} disabled={busy}>
            Restore from a file
          </Button>
        </div>
      </Section>
      <Section title="About">
        <dl className={styles['pairs']}>
          <dt>Holdfast</dt>
          <dd>{version.app}</dd>
          <dt>Engine</dt>
          <dd>{version.engine}</dd>
          <dt>Runtime</dt>
          <dd>{version.runtime}</dd>
          <dt>Updates</dt>
          <dd>{update}</dd>
        </dl>
        <p className={styles['soft']}>A guardrail, not a guarantee: Holdfast cannot stop an order at your broker. The journal stays on this computer.</p>
        <div>
          <Button size="sm" variant="ghost" icon={Keyboard} keys="?" onClick={() => openOverlay('shortcuts')}>
            Keyboard shortcuts
          </Button>
        </div>
      </Section>
      <AlertDialog
        open={asked !== null}
        onCancel={() => setAsked(null)}
        onConfirm={() => void restore()}
        danger
        title={asked === 'file' ? 'Restore from a file?' : 'Restore this backup?'}
        confirm={asked === 'file' ? 'Choose the file' : 'Restore backup'}
        description={
          asked === 'file'
            ? 'You choose a backup file next. The journal becomes what it holds; the present one is kept beside it.'
            : 'The journal goes back to what it was then. The present one is kept beside it, so nothing is thrown away.'
        }
      >
        {asked !== null && asked !== 'file' && (
          <dl className={styles['pairs']}>
            <dt>Made</dt>
            <dd>{when(asked.at)}</dd>
            <dt>Goes back</dt>
            <dd>{formatAge(Math.max(0, now - asked.at))}</dd>
            <dt>Size</dt>
            <dd>{megabytes(asked.bytes)}</dd>
            <dt>Checked</dt>
            <dd>{asked.verified ? 'yes, sound' : 'not yet; it is checked before anything is replaced'}</dd>
          </dl>
        )}
      </AlertDialog>
    </>
  );
}
