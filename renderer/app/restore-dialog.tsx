/** Looks at a backup or an export, shows what it holds beside the present journal, and puts it in its place when that is wished. */
import { useEffect, useRef, useState } from 'react';
import type { RestorePreview } from '../../preload/contract/backups.ts';
import type { CallInput } from '../../preload/contract/calls.ts';
import type { CallError } from '../../preload/contract/result.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { Table } from '../components/table.tsx';
import { TextField } from '../components/text-field.tsx';
import { notify } from '../components/toast.tsx';
import { call, subscribe } from '../ipc.ts';
import styles from './restore-dialog.module.css';

export type RestoreFrom = CallInput<'backup.look'>['from'];

const kinds: Readonly<Record<RestorePreview['kind'], string>> = { 'backup': 'Backup', 'encrypted-backup': 'Encrypted backup', 'json-export': 'Export as JSON', 'csv-export': 'Export as CSV' };

export function RestoreDialog({ from, onClose }: { from: RestoreFrom; onClose: () => void }) {
  const [preview, setPreview] = useState<RestorePreview | null>(null);
  const [problem, setProblem] = useState<CallError | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState<'looking' | 'restoring' | null>('looking');
  const [progress, setProgress] = useState<number | null>(null);
  const asked = useRef(false);

  const look = async (source: RestoreFrom, typed: string | null): Promise<void> => {
    setBusy('looking');
    setProblem(null);
    const result = await call('backup.look', { from: source, passphrase: typed });
    setBusy(null);
    setProgress(null);
    if (!result.ok) setProblem(result.error);
    else if (result.value === null) onClose();
    else setPreview(result.value);
  };

  useEffect(() => subscribe('backup.progress', ({ done, total }) => setProgress(total === 0 ? null : Math.min(1, done / total))), []);
  useEffect(() => {
    // Strict mode mounts twice; the system's dialog must open once.
    if (asked.current) return;
    asked.current = true;
    void look(from, null);
  });

  const restore = async (id: string): Promise<void> => {
    setBusy('restoring');
    const result = await call('backup.restore', { id });
    setBusy(null);
    if (!result.ok) return setProblem(result.error);
    notify('success', 'Restored', 'What was there is kept as a file in the backups folder.');
    onClose();
  };
  const close = (): void => {
    if (busy === 'looking') void call('backup.cancel');
    if (busy !== 'restoring') onClose();
  };

  const locked = problem?.field === 'passphrase';
  return (
    <Dialog
      open
      onClose={close}
      title={preview === null ? 'Restore' : 'Restore this?'}
      footer={
        <>
          <Button onClick={close} disabled={busy === 'restoring'}>
            Cancel
          </Button>
          {locked && (
            <Button variant="primary" disabled={busy !== null || passphrase === ''} onClick={() => void look({ type: 'again' }, passphrase)}>
              Open
            </Button>
          )}
          {preview !== null && (
            <Button variant="danger" disabled={busy !== null} onClick={() => void restore(preview.id)}>
              Restore
            </Button>
          )}
        </>
      }
    >
      <div className={styles['content']}>
        {busy === 'looking' && (
          <p role="status">
            Reading and checking every page{progress === null ? '' : `, ${Math.round(progress * 100)} %`}…
          </p>
        )}
        {problem !== null && !locked && (
          <Notice tone="problem" role="alert" title="This cannot be restored">
            {problem.message} Nothing was changed.
          </Notice>
        )}
        {locked && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (busy === null && passphrase !== '') void look({ type: 'again' }, passphrase);
            }}
          >
            <TextField label="Passphrase" secret value={passphrase} onChange={setPassphrase} error={problem.message} autoFocus />
          </form>
        )}
        {preview !== null && <Preview preview={preview} />}
      </div>
    </Dialog>
  );
}

/** With the year: a backup may be of another one. */
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

function Preview({ preview }: { preview: RestorePreview }) {
  const { present } = preview;
  const count = (value: number): string => value.toLocaleString('en');
  const date = (value: string | null): string => (value === null ? 'none' : dates.format(Date.parse(value)));
  const rows: readonly { key: string; what: string; there: string; now: string }[] = [
    { key: 'first', what: 'First session', there: date(preview.firstSession), now: present === null ? '' : date(present.firstSession) },
    { key: 'last', what: 'Last session', there: date(preview.lastSession), now: present === null ? '' : date(present.lastSession) },
    { key: 'sessions', what: 'Sessions', there: count(preview.sessions), now: present === null ? '' : count(present.sessions) },
    { key: 'tickets', what: 'Tickets', there: count(preview.tickets), now: present === null ? '' : count(present.tickets) },
    { key: 'trades', what: 'Trades', there: count(preview.trades), now: present === null ? '' : count(present.trades) },
    { key: 'events', what: 'Log entries', there: count(preview.events), now: present === null ? '' : count(present.events) },
  ];
  return (
    <>
      <p className={styles['name']}>{preview.name}</p>
      <p>
        {kinds[preview.kind]}, {megabytes(preview.bytes)}, layout {preview.layout}. Intact: every page and the whole log were checked just now.
      </p>
      <p>
        <span className={styles['soft']}>Accounts: </span>
        {preview.accounts.join(', ') || 'none'}
        {present !== null && present.accounts.join() !== preview.accounts.join() && <span className={styles['soft']}> (now: {present.accounts.join(', ') || 'none'})</span>}
      </p>
      <Table
        caption="What it holds"
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: 'what', header: 'Holds', cell: ({ what }) => what },
          { key: 'there', header: 'In it', cell: ({ there }) => there, numeric: true },
          ...(present === null ? [] : [{ key: 'now', header: 'Now', cell: ({ now }: { readonly now: string }) => now, numeric: true }]),
        ]}
      />
      {present !== null && present.events > preview.events && (
        <Notice tone="caution" title={`${count(present.events - preview.events)} log entries are not in it`} role="note">
          What was recorded since then leaves the journal with this.
        </Notice>
      )}
      <p className={styles['soft']}>{present === null ? 'The present journal cannot be read. Its file is kept beside it, so nothing is thrown away.' : 'The present journal is kept as a file in the backups folder, so nothing is thrown away.'}</p>
    </>
  );
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
