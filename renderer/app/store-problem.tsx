/** The journal cannot be opened at all: what happened, and what to do about it. */
import { DatabaseZap, FileInput, FolderOpen, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { AppState } from '../../preload/contract/state.ts';
import { Button } from '../components/button.tsx';
import { ageText } from '../format/display.ts';
import { call } from '../ipc.ts';
import { useApp } from '../store/store.ts';
import { fetchState } from '../store/subscriber.ts';
import { useAppState } from '../store/use-state.ts';
import styles from './full-page.module.css';
import { megabytes, RestoreDialog, type RestoreFrom } from './restore-dialog.tsx';

type Status = AppState['health']['status'];

const titles: Partial<Record<Status, string>> = {
  'damaged': 'The journal file is damaged',
  'newer': 'This journal needs a newer Holdfast',
  'locked': 'Another program has this journal open',
  'read-only': 'Holdfast cannot write to its data folder',
  'full': 'The disk is full',
};

/** True when no screen can work: the journal is not open. One that cannot be written is shown all the same, unless there is none to show. */
export function stopsWork({ health: { status }, profile }: AppState): boolean {
  return status in titles && ((status !== 'read-only' && status !== 'full') || profile === 'none');
}

export function StoreProblem() {
  const health = useAppState((state) => state.health);
  const folder = useAppState((state) => state.dataFolder);
  const now = useApp((store) => store.now);
  const backups = useAppState((state) => state.backups.files);
  const [asked, setAsked] = useState<RestoreFrom | null>(null);

  return (
    <main className={styles['page']}>
      <div className={styles['column']}>
        <div className={styles['lead']} role="alert">
          <DatabaseZap size={28} strokeWidth={1.5} aria-hidden="true" />
          <h1>{titles[health.status]}</h1>
          <p className={styles['soft']}>{health.message}</p>
        </div>
        {health.status === 'damaged' &&
          (backups.length === 0 ? (
            <p className={styles['soft']}>There is no backup in this folder. If you keep one elsewhere, restore it from its file.</p>
          ) : (
            <section className={styles['list']} aria-label="Backups">
              <h2>Restore a backup</h2>
              <p className={styles['soft']}>What it holds is shown first. The damaged file is kept in the backups folder.</p>
              {backups.map((backup, index) => (
                <div key={backup.name} className={styles['backup']}>
                  <div>
                    <div>{ageText(now - backup.at)}</div>
                    <div className={styles['meta']}>
                      {megabytes(backup.bytes)}, checked and sound{backup.encrypted ? ', encrypted' : ''}
                    </div>
                  </div>
                  <Button variant={index === 0 ? 'primary' : 'secondary'} icon={RotateCcw} onClick={() => setAsked({ type: 'backup', name: backup.name })} aria-label={`Restore ${backup.name}`}>
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
          {health.status === 'damaged' && (
            <Button icon={FileInput} onClick={() => setAsked({ type: 'file' })}>
              Restore from a file
            </Button>
          )}
          <Button icon={RotateCcw} variant="ghost" onClick={() => void fetchState()}>
            Look again
          </Button>
        </div>
        <p className={styles['meta']}>{folder}</p>
      </div>
      {asked !== null && <RestoreDialog from={asked} onClose={() => setAsked(null)} />}
    </main>
  );
}
