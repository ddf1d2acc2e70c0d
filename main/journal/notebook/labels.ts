/** Tags and mistakes on trades and days. They are names given to the record, not part of it, and may be changed freely. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import { LABELS_MAX, type Label } from '../../../preload/contract/notebook.ts';
import type { Executor } from '../../store/executor.ts';
import { deleteLabel, findLabel, insertLabel, labelNamed, labelsOf, renameLabel, takeLabel, putLabel } from '../../store/labels.ts';
import { findTrade } from '../../store/trades.ts';
import { JournalError } from '../errors.ts';
import type { Recording } from '../recording.ts';
import { requireSubject, subjectIds } from './subject.ts';

/** Puts a name on a trade or a day; one that differs in case only is the one that is there. */
export function labelSubject({ tx, now, newId }: Recording, { subject, kind, name }: CallInput<'notebook.label'>): Label {
  const key = requireSubject(tx, subject);
  const known = labelNamed(tx, kind, name);
  const label = known ?? { id: newId(), kind, name };
  if (known === null) insertLabel(tx, label, now);
  if ((labelsOf(tx, key.accountId, key.subject, [key.subjectId]).get(key.subjectId) ?? []).length >= LABELS_MAX) throw new JournalError('refused', `There are ${LABELS_MAX} tags and mistakes here already: take one away first.`, { field: 'name' });
  putLabel(tx, label.id, key, now);
  return label;
}

export function unlabelSubject({ tx }: Recording, { subject, labelId }: CallInput<'notebook.unlabel'>): void {
  requireLabel(tx, labelId);
  const key = requireSubject(tx, subject);
  const trade = key.subject === 'trade' ? findTrade(tx, key.subjectId) : null;
  // It may have been put on the typed trade that an imported one stands for.
  for (const subjectId of trade === null ? [key.subjectId] : subjectIds(trade)) takeLabel(tx, labelId, { ...key, subjectId });
}

export function renameLabelTo({ tx }: Recording, { id, name }: CallInput<'notebook.label.rename'>): Label {
  const label = requireLabel(tx, id);
  const other = labelNamed(tx, label.kind, name);
  if (other !== null && other.id !== id) throw new JournalError('refused', `There is a ${label.kind} “${other.name}” already.`, { field: 'name' });
  renameLabel(tx, id, name);
  return { ...label, name };
}

export function deleteLabelNamed({ tx }: Recording, id: string): void {
  requireLabel(tx, id);
  deleteLabel(tx, id);
}

function requireLabel(db: Executor, id: string): Label {
  const label = findLabel(db, id);
  if (label === null) throw new JournalError('not-found', 'This tag or mistake is gone.', { field: 'id' });
  return label;
}
