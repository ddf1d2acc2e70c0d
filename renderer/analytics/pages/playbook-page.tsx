/** The trader's own vocabulary: setups with their criteria, tags and mistakes. */
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { CRITERIA_MAX, type Label, type LabelKind, type Setup, type SetupWords } from '../../../preload/contract/notebook.ts';
import { Button } from '../../components/button.tsx';
import { AlertDialog, CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { Tag } from '../../components/tag.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notifyError, notifyUndo } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import styles from '../journal/journal.module.css';

export function PlaybookPage() {
  return (
    <div className={styles['playbook']}>
      <Setups />
      <Names kind="tag" title="Tags" none="A tag is put on a trade or a day in the journal; it is listed here then." />
      <Names kind="mistake" title="Mistakes" none="A mistake is named on a trade or a day in the journal; it is listed here then." />
    </div>
  );
}

function Setups() {
  const { value, error, reload } = useLoaded('notebook.setups', undefined);
  const [editing, setEditing] = useState<Setup | 'new' | null>(null);
  const retire = async (setup: Setup, retired: boolean): Promise<void> => {
    const result = await call('notebook.setup.retire', { id: setup.id, retired });
    if (!result.ok) return notifyError(result.error);
    if (retired) notifyUndo(`“${setup.name}” is no longer offered`, () => void retire(setup, false));
  };
  return (
    <section aria-label="Setups" className={styles['section']}>
      <div className={styles['section-head']}>
        <h2>Setups</h2>
        <Button size="sm" icon={Plus} onClick={() => setEditing('new')}>
          New setup
        </Button>
      </div>
      {value === null ? (
        error !== null && (
          <ErrorState title="The playbook could not be read" actions={<Button onClick={reload}>Try again</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : value.length === 0 ? (
        <EmptyState title="No setup yet">Write down what you trade: its name, what it is, and what has to be there. Tickets that state the same name belong to it.</EmptyState>
      ) : (
        <ul>
          {value.map((setup) => (
            <li key={setup.id} className={styles['setup']}>
              <header>
                <h3>
                  {setup.name} {setup.retired && <Tag>Not offered</Tag>}
                </h3>
                <Button size="sm" variant="ghost" onClick={() => void retire(setup, !setup.retired)}>
                  {setup.retired ? 'Offer again' : 'Stop offering'}
                </Button>
                <IconButton label={`Edit ${setup.name}`} icon={Pencil} size="sm" onClick={() => setEditing(setup)} />
              </header>
              {setup.formerNames.length > 0 && <p className={styles['soft']}>Also: {setup.formerNames.join(', ')}</p>}
              {setup.description !== '' && <p className={styles['text']}>{setup.description}</p>}
              {setup.criteria.length > 0 && (
                <ul aria-label={`Criteria of ${setup.name}`} className={styles['criteria']}>
                  {setup.criteria.map((criterion) => (
                    <li key={criterion}>{criterion}</li>
                  ))}
                </ul>
              )}
              {setup.example !== '' && (
                <p className={styles['text']}>
                  <span className={styles['soft']}>Example:</span> {setup.example}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing !== null && <SetupDialog setup={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </section>
  );
}

function SetupDialog({ setup, onClose }: { setup: Setup | null; onClose: () => void }) {
  const [name, setName] = useState(setup?.name ?? '');
  const [description, setDescription] = useState(setup?.description ?? '');
  const [criteria, setCriteria] = useState((setup?.criteria ?? []).join('\n'));
  const [example, setExample] = useState(setup?.example ?? '');
  const [problem, setProblem] = useState<{ field: string | undefined; message: string } | null>(null);
  const lines = criteria.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const save = async (): Promise<void> => {
    if (name.trim() === '') return setProblem({ field: 'words.name', message: 'Give the setup a name, as you state it on a ticket.' });
    if (lines.length > CRITERIA_MAX) return setProblem({ field: 'words.criteria', message: `At most ${CRITERIA_MAX} criteria: keep those that decide.` });
    const words: SetupWords = { name: name.trim(), description, criteria: [...new Set(lines)], example };
    const result = await call('notebook.setup.save', { id: setup?.id ?? null, words });
    if (result.ok) onClose();
    else setProblem({ field: result.error.field, message: result.error.message });
  };
  const about = (field: string): string | null => (problem?.field?.startsWith(field) === true ? problem.message : null);
  return (
    <Dialog
      open
      size="lg"
      title={setup === null ? 'New setup' : `Edit ${setup.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()}>
            Save setup
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField label="Name" value={name} onChange={setName} maxLength={200} error={about('words.name')} hint={setup === null ? 'As you state it on a ticket' : 'Trades stated under the old name stay with it'} autoFocus />
        <TextField label="What it is" rows={3} value={description} onChange={setDescription} maxLength={8000} error={about('words.description')} />
        <TextField label="Criteria" rows={5} value={criteria} onChange={setCriteria} hint="One a line" error={about('words.criteria')} />
        <TextField label="Example" rows={3} value={example} onChange={setExample} maxLength={8000} hint="What it looked like when it was right" error={about('words.example')} />
        {problem !== null && problem.field?.startsWith('words.') !== true && <p role="alert">{problem.message}</p>}
      </div>
    </Dialog>
  );
}

function Names({ kind, title, none }: { kind: LabelKind; title: string; none: string }) {
  const labels = (useLoaded('notebook.labels', undefined).value ?? []).filter((label) => label.kind === kind);
  const [renaming, setRenaming] = useState<Label | null>(null);
  const [deleting, setDeleting] = useState<(Label & { uses: number }) | null>(null);
  const remove = async (label: Label): Promise<void> => {
    setDeleting(null);
    const result = await call('notebook.label.delete', { id: label.id });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <section aria-label={title} className={styles['section']}>
      <h2>{title}</h2>
      {labels.length === 0 ? (
        <p className={styles['soft']}>{none}</p>
      ) : (
        <ul className={styles['names']}>
          {labels.map((label) => (
            <li key={label.id}>
              <span>{label.name}</span>
              <span className={styles['soft']}>{label.uses === 1 ? 'on 1' : `on ${label.uses}`}</span>
              <IconButton label={`Rename ${label.name}`} icon={Pencil} size="sm" onClick={() => setRenaming(label)} />
              <IconButton label={`Delete ${label.name}`} icon={Trash2} size="sm" onClick={() => setDeleting(label)} />
            </li>
          ))}
        </ul>
      )}
      {renaming !== null && <RenameDialog label={renaming} onClose={() => setRenaming(null)} />}
      <AlertDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        description={`It is taken off ${deleting?.uses === 1 ? 'the one trade or day it is on' : `all ${deleting?.uses ?? 0} trades and days it is on`}. The trades and days stay.`}
        confirm={kind === 'tag' ? 'Delete tag' : 'Delete mistake'}
        danger
        onCancel={() => setDeleting(null)}
        onConfirm={() => deleting !== null && void remove(deleting)}
      />
    </section>
  );
}

function RenameDialog({ label, onClose }: { label: Label; onClose: () => void }) {
  const [name, setName] = useState(label.name);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const result = await call('notebook.label.rename', { id: label.id, name });
    if (result.ok) onClose();
    else setProblem(result.error.message);
  };
  return (
    <Dialog
      open
      title={`Rename “${label.name}”`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()} disabled={name.trim() === ''}>
            Rename
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={setName} maxLength={60} error={problem} autoFocus onKeyDown={(event) => event.key === 'Enter' && void save()} />
    </Dialog>
  );
}
