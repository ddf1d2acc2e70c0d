import { Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { RulesView } from '../../../preload/contract/rules.ts';
import { Button } from '../../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { baseOf, draftOf, type RulesDraft } from './rules-draft.ts';
import styles from './rules.module.css';

const LARGEST_FILE = 1_000_000;

/** Rules out of Holdfast as JSON, and back in. What comes in is looked at as a change before it is saved. */
export function TransferDialog({ open, view, onClose, onImport }: { open: boolean; view: RulesView; onClose: () => void; onImport: (draft: RulesDraft) => void }) {
  const [json, setJson] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const file = useRef<HTMLInputElement>(null);

  const exportRules = async (): Promise<void> => {
    const written = await call('rules.export');
    if (!written.ok) return notifyError(written.error, 'The rules were not exported');
    const saved = await call('file.save', { suggestedName: written.value.fileName, content: written.value.json });
    if (!saved.ok) notifyError(saved.error, 'The file was not saved');
    else if (saved.value.saved) notify('success', 'Rules exported');
  };
  const choose = async (input: HTMLInputElement): Promise<void> => {
    const chosen = input.files?.[0];
    // The same file again, once it was mended, is a choice too.
    input.value = '';
    if (chosen === undefined) return;
    if (chosen.size > LARGEST_FILE) return setError({ code: 'invalid-input', message: 'This file is larger than a rule set can be. Choose a file that Holdfast exported.' });
    const text = await chosen.text();
    setJson(text);
    setError(text.trim() === '' ? { code: 'invalid-input', message: 'This file is empty. Choose a file that Holdfast exported.' } : null);
  };
  const type = (text: string): void => {
    setJson(text);
    setError(null);
  };
  const importRules = async (): Promise<void> => {
    const parsed = await call('rules.parse', { json });
    if (!parsed.ok) return setError(parsed.error);
    onImport(draftOf(parsed.value.name, parsed.value.content, baseOf(view).hash));
    type('');
    onClose();
  };

  return (
    <Dialog open={open} onClose={onClose} title="Import and export" description="A rule set is one JSON file. Importing opens it as a change that you look at before saving.">
      <div className={styles['dialog']}>
        <section className={styles['transfer']} aria-label="Export">
          <h3>Export</h3>
          <Button icon={Download} onClick={() => void exportRules()}>
            Save as a file
          </Button>
        </section>
        <section className={styles['transfer']} aria-label="Import">
          <h3>Import</h3>
          <input ref={file} type="file" accept=".json,application/json" aria-label="Rule-set file" className={styles['file']} tabIndex={-1} onChange={(event) => void choose(event.target)} />
          <Button icon={FileUp} onClick={() => file.current?.click()}>
            Choose a file
          </Button>
          <TextField label="Or paste JSON" value={json} onChange={type} rows={6} mono maxLength={LARGEST_FILE} error={error?.message} />
          <div>
            <Button variant="primary" keys={CONFIRM_KEYS} disabled={json.trim() === ''} onClick={() => void importRules()}>
              Look at it
            </Button>
          </div>
        </section>
      </div>
    </Dialog>
  );
}
