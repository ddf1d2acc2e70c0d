/** The daily note. What is kept stays: a change is a new version beside it, in the log and in the table. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import { dailyNoteVersions, insertDailyNote, saveDailyDraft } from '../../store/daily-notes.ts';
import type { Recording } from '../recording.ts';
import { requireNotebookAccount } from './subject.ts';

/** Keeps the text as a version, unless it is the one kept already; its draft is done with. */
export function keepDailyNote(recording: Recording, { accountId, date, text }: CallInput<'notebook.keep'>): void {
  const { tx, now } = recording;
  requireNotebookAccount(tx, accountId);
  saveDailyDraft(tx, accountId, date, null, now);
  if ((dailyNoteVersions(tx, accountId, date)[0]?.text ?? '') === text) return;
  const seq = recording.note({ type: 'daily-note-kept', accountId, sessionDate: date, text, at: now });
  insertDailyNote(tx, seq, accountId, date, { text, at: now });
}
