import { useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify } from '../../components/toast.tsx';
import { useOnce } from '../../components/use-once.ts';
import { call } from '../../ipc.ts';
import { ChangeList } from './change-list.tsx';
import { planSummary } from './rules-draft.ts';
import styles from './rules.module.css';
import { useNextSession } from './use-next-session.ts';
import type { RulesEditor } from './use-rules-editor.ts';

/** What saving would do and when it would bite, before it is done. */
export function ReviewDialog({ open, editor, onClose, onSaved }: { open: boolean; editor: RulesEditor; onClose: () => void; onSaved: () => void }) {
  const [error, setError] = useState<CallError | null>(null);
  const [busy, once] = useOnce();
  const changes = editor.plan?.changes ?? [];
  const next = useNextSession();
  const later = changes.some((change) => change.effect === 'next-session');

  const close = (): void => {
    setError(null);
    onClose();
  };
  const save = (): Promise<void> => once(async () => {
    const result = await call('rules.save', { name: editor.draft.name.trim(), content: editor.reading.content, baseHash: editor.draft.baseHash });
    if (!result.ok) return setError(result.error);
    editor.discard();
    notify('success', 'Rules saved', later ? 'Tighter limits hold from now; looser ones when the next session opens.' : 'They hold from now.');
    onSaved();
    close();
  });

  return (
    <Dialog
      open={open}
      onClose={close}
      size="lg"
      title="Save rules"
      description={`${planSummary(changes, next)}. Tightening applies now; loosening waits for the next session to open.`}
      footer={
        <>
          <Button onClick={close}>Back</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()} disabled={busy || editor.plan === null || editor.draft.name.trim() === ''}>
            Save new version
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        {error !== null && (
          <Notice
            tone="problem"
            role="alert"
            title={error.code === 'conflict' ? 'The rules changed in the meantime' : 'Not saved'}
            actions={
              error.code === 'conflict' && (
                <Button
                  size="sm"
                  onClick={() => {
                    editor.discard();
                    close();
                  }}
                >
                  Discard and read again
                </Button>
              )
            }
          >
            {error.message}
          </Notice>
        )}
        {changes.length === 0 ? <p className={styles['soft']}>Only the name or the order changes.</p> : <ChangeList changes={changes} label="Changes" />}
        <TextField label="Name of the rule set" value={editor.draft.name} onChange={(name) => editor.edit((draft) => ({ ...draft, name }))} maxLength={200} />
      </div>
    </Dialog>
  );
}
