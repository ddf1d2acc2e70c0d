import { useState, type KeyboardEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useOnce } from '../../components/use-once.ts';
import { call } from '../../ipc.ts';
import styles from './settings.module.css';

const SHORTEST = 8;

/** A new passphrase, typed twice; or, `known`, the one that backups are locked with already. */
export function PassphraseDialog({ known, onClose }: { known: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<{ field: 'typed' | 'again'; message: string } | null>(null);
  const [busy, once] = useOnce();

  const save = (): Promise<void> => once(async () => {
    if (typed.length < SHORTEST) return setProblem({ field: 'typed', message: `At least ${SHORTEST} characters; four or five random words are good` });
    if (!known && typed !== again) return setProblem({ field: 'again', message: 'This is not the same' });
    const result = await call('backup.encrypt', { passphrase: typed });
    if (result.ok) onClose();
    else setProblem({ field: 'typed', message: known && result.error.field === 'passphrase' ? 'This is not the passphrase of your last encrypted backup. For a new one, switch encryption off and on again.' : result.error.message });
  });

  const saveOnEnter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void save();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={known ? 'Passphrase of the backups' : 'Encrypt backups'}
      description={known ? undefined : 'Write the passphrase down and keep it away from this computer. Nobody can open an encrypted backup without it.'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} disabled={busy} onClick={() => void save()}>
            {known ? 'Use it' : 'Encrypt from now on'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField label="Passphrase" secret value={typed} onChange={setTyped} onKeyDown={saveOnEnter} error={problem?.field === 'typed' ? problem.message : null} maxLength={1000} autoFocus />
        {!known && <TextField label="The same again" secret value={again} onChange={setAgain} onKeyDown={saveOnEnter} error={problem?.field === 'again' ? problem.message : null} maxLength={1000} />}
      </div>
    </Dialog>
  );
}
