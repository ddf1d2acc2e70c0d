/** Tags and mistakes of one trade or day: put on by typing a name, taken off again with a way back. */
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import type { Label, LabelKind, Subject } from '../../../preload/contract/notebook.ts';
import { Field } from '../../components/field.tsx';
import inputStyles from '../../components/input.module.css';
import { notifyError, notifyUndo } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import styles from './journal.module.css';

const words = {
  tag: { title: 'Tags', add: 'Add a tag', hint: 'A name of your own' },
  mistake: { title: 'Mistakes', add: 'Add a mistake', hint: 'As you call it' },
} as const;

export function LabelsField({ subject, kind, labels }: { subject: Subject; kind: LabelKind; labels: readonly Label[] }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const all = useLoaded('notebook.labels', undefined);
  const list = useId();
  const own = labels.filter((label) => label.kind === kind);
  const put = async (name: string): Promise<void> => {
    const result = await call('notebook.label', { subject, kind, name });
    setProblem(result.ok ? null : result.error.message);
    if (result.ok) setTyped('');
  };
  const takeOff = async (label: Label): Promise<void> => {
    const result = await call('notebook.unlabel', { subject, labelId: label.id });
    if (!result.ok) return notifyError(result.error);
    notifyUndo(`${kind === 'tag' ? 'Tag' : 'Mistake'} “${label.name}” taken off`, () => void put(label.name));
  };
  return (
    <div className={styles['labels']}>
      <Field label={words[kind].add} labelContent={words[kind].title} error={problem}>
        {(control) => (
          <input
            {...control}
            className={inputStyles['input']}
            list={list}
            placeholder={words[kind].hint}
            maxLength={60}
            autoComplete="off"
            aria-label={words[kind].add}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setProblem(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              if (typed.trim() !== '') void put(typed.trim());
            }}
          />
        )}
      </Field>
      <datalist id={list}>
        {(all.value ?? [])
          .filter((label) => label.kind === kind && !own.some(({ id }) => id === label.id))
          .map((label) => (
            <option key={label.id}>{label.name}</option>
          ))}
      </datalist>
      {own.length > 0 && (
        <ul aria-label={words[kind].title} className={styles['chips']}>
          {own.map((label) => (
            <li key={label.id}>
              <button type="button" className={styles['chip']} onClick={() => void takeOff(label)} aria-label={`Take off ${label.name}`}>
                {label.name}
                <X size={12} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
