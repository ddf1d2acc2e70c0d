/** The journal cannot be opened at all: what happened, and what to do about it. */
import { DatabaseZap, FolderOpen, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { AppState } from '../../preload/contract/state.ts';
import { Button } from '../components/button.tsx';
import { AlertDialog } from '../components/dialog.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { formatAge } from '../format/display.ts';
import { call } from '../ipc.ts';
import { useApp } from '../store/store.ts';
import { fetchState } from '../store/subscriber.ts';
import { useAppState } from '../store/use-state.ts';
import styles from './full-page.module.css';

type Status = AppState['health']['status'];

const titles: Partial<Record<Status, string>> = {
  damaged: 'The journal file is damaged',
  newer: 'This journal needs a newer Holdfast',
  locked: 'Another Holdfast has this journal open',
};

/** True when no screen can work: the journal is not open. */
export function stopsWork(status: Status): boolean {
  return status in titles;
}

export function StoreProblem() {
  const health = useAppState((state) => state.health);
  const folder = useAppState((state) => state.dataFolder);
  const now = useApp((store) => store.now);
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const restore = async (name: string): Promise<void> => {
    setAsked(null);
    setBusy(true);
    const result = await call('backup.restore', { name });
    setBusy(false);
    if (result.ok) notify('success', 'Backup restored');
    else notifyError(result.error, 'The backup was not restored');
  };

  return (
    <main className={styles['page']}>
      <div className={styles['column']}>
        <div className={styles['lead']} role="alert">
          <DatabaseZap size={28} strokeWidth={1.5} aria-hidden="true" />
          <h1>{titles[health.status]}</h1>
          <p className={styles['soft']}>{health.message}</p>
        </div>
        {health.status === 'damaged' &&
          (health.backups.length === 0 ? (
            <p className={styles['soft']}>There is no backup in this folder. If you keep one elsewhere, put it into the folder below and start Holdfast again.</p>
          ) : (
            <section className={styles['list']} aria-label="Backups">
              <h2>Restore a backup</h2>
              {health.backups.map((backup, index) => (
                <div key={backup.name} className={styles['backup']}>
                  <div>
                    <div>{formatAge(Math.max(0, now - backup.at))} old</div>
                    <div className={styles['meta']}>
                      {(backup.bytes / 1_048_576).toFixed(1)} MB, {backup.verified ? 'checked and sound' : 'not checked'}
                    </div>
                  </div>
                  <Button variant={index === 0 ? 'primary' : 'secondary'} icon={RotateCcw} disabled={busy} onClick={() => setAsked(backup.name)} aria-label={`Restore ${backup.name}`}>
                    Restore
                  </Button>
                </div>
              ))}
            </section>
          ))}
        <div className={styles['row']}>
          <Button icon={FolderOpen} onClick={() => void call('data.openFolder')}>
            Open data folder
          </Button>
          <Button icon={RotateCcw} variant="ghost" onClick={() => void fetchState()}>
            Look again
          </Button>
        </div>
        <p className={styles['meta']}>{folder}</p>
      </div>
      <AlertDialog
        open={asked !== null}
        onCancel={() => setAsked(null)}
        onConfirm={() => asked !== null && void restore(asked)}
        title="Restore this backup?"
        description="The journal goes back to what it was then. The damaged file is kept beside it, so nothing is thrown away."
        confirm="Restore backup"
      />
    </main>
  );
}
