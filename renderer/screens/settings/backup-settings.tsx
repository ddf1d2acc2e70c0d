import { DatabaseBackup, FileInput, FolderCog, FolderInput, KeyRound, LockKeyhole, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { megabytes, RestoreDialog, type RestoreFrom } from '../../app/restore-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Switch } from '../../components/switch.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { ageText, formatClock, formatMoment } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { report } from './save-settings.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const why = { 'daily': 'daily', 'manual': 'on your wish', 'before-migration': 'before an update of the format' } as const;

/** The copies of the journal: when they are made, where they go, whether they are locked, and the way back from one. */
export function BackupSettings() {
  const backups = useAppState((state) => state.backups);
  const demo = useAppState((state) => state.profile === 'demo');
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const now = useApp((store) => store.now);
  const [asked, setAsked] = useState<RestoreFrom | null>(null);
  const [typing, setTyping] = useState(false);
  const when = (at: number): string => formatMoment(at, zone);

  const backUp = async (): Promise<void> => {
    const result = await call('backup.now');
    if (result.ok) notify('success', 'Backup written and checked', `${result.value.events.toLocaleString('en')} log entries, ${megabytes(result.value.bytes)}`);
    else notifyError(result.error, 'No backup was written');
  };

  if (demo) {
    return (
      <Section title="Backups" note="The demo is made anew whenever you open it and has no backups. Leave it to see yours.">
        {null}
      </Section>
    );
  }
  return (
    <Section title="Backups" note="Copies of the whole journal. Each is opened and checked to the last log entry before it counts: 7 days, 4 weeks and 12 months are kept.">
      {/* While the passphrase is missing that is what to do, and trying again is not. */}
      {backups.problem !== null && backups.encryption !== 'locked' && (
        <Notice
          tone="problem"
          role="alert"
          title="The last backup was not written"
          actions={
            <Button size="sm" disabled={backups.running} onClick={() => void backUp()}>
              Try again
            </Button>
          }
        >
          {backups.problem.message}
          {backups.problem.retryAt !== null && ` Tried again at ${formatClock(backups.problem.retryAt, zone)}.`}
        </Notice>
      )}
      {backups.encryption === 'locked' && (
        <Notice
          tone="caution"
          title="The passphrase is needed"
          actions={
            <Button size="sm" icon={KeyRound} onClick={() => setTyping(true)}>
              Type the passphrase
            </Button>
          }
        >
          No backup is written until you type it. {backups.forgets}
        </Notice>
      )}
      <Switch label="Back up every day" note="Once a day while Holdfast runs." checked={backups.automatic} onChange={(automatic) => void report(call('backup.automatic', { automatic }), 'The setting was not saved')} />
      <Switch
        label="Encrypt backups"
        note={backups.encryption === 'on' && backups.forgets !== null ? backups.forgets : 'In the age format, with a passphrase of yours. Without it nobody can open them, you included.'}
        checked={backups.encryption !== 'off'}
        onChange={(encrypt) => (encrypt ? setTyping(true) : void report(call('backup.encrypt', { passphrase: null }), 'The setting was not saved'))}
      />
      <dl className={styles['pairs']}>
        <dt>Folder</dt>
        <dd className={styles['path']}>{backups.folder}</dd>
      </dl>
      <div className={styles['buttons']}>
        <Button icon={DatabaseBackup} onClick={() => void backUp()} disabled={backups.running}>
          {backups.running ? 'Backing up…' : 'Back up now'}
        </Button>
        <Button icon={FolderCog} onClick={() => void report(call('backup.folder', { standard: false }), 'The folder was not changed')}>
          Choose folder
        </Button>
        {!backups.standard && (
          <Button variant="ghost" onClick={() => void report(call('backup.folder', { standard: true }), 'The folder was not changed')}>
            Use the one beside the journal
          </Button>
        )}
      </div>
      {backups.files.length === 0 ? (
        <p className={styles['soft']}>{backups.automatic ? 'None yet. The first one is made by itself within a minute.' : 'None yet.'}</p>
      ) : (
        <ul aria-label="Backups" className={styles['rows']}>
          {backups.files.map((backup) => (
            <li key={backup.name} className={styles['row']}>
              <div className={styles['row-text']}>
                <span className={styles['row-title']}>
                  {when(backup.at)}
                  {backup.encrypted && <LockKeyhole size={13} role="img" aria-label="encrypted" />}
                </span>
                <span className={styles['soft']}>
                  {ageText(now - backup.at)} · {megabytes(backup.bytes)} · {why[backup.kind]}
                </span>
              </div>
              <Button size="sm" icon={RotateCcw} onClick={() => setAsked({ type: 'backup', name: backup.name })} aria-label={`Restore the backup of ${when(backup.at)}`}>
                Restore
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles['buttons']}>
        <Button size="sm" variant="ghost" icon={FileInput} onClick={() => setAsked({ type: 'file' })}>
          Restore from a file
        </Button>
        <Button size="sm" variant="ghost" icon={FolderInput} onClick={() => setAsked({ type: 'folder' })}>
          Restore from a CSV export
        </Button>
      </div>
      {asked !== null && <RestoreDialog from={asked} onClose={() => setAsked(null)} />}
      {typing && <PassphraseDialog known={backups.encryption === 'locked'} onClose={() => setTyping(false)} />}
    </Section>
  );
}
