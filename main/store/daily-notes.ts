/** Daily notes: every kept version stays; what is being typed is a draft beside them. */
import { query, type Executor } from './executor.ts';

export interface NoteVersion {
  readonly text: string;
  readonly at: number;
}

/** @param seq of the log entry that records the version */
export function insertDailyNote(db: Executor, seq: number, accountId: string, date: string, { text, at }: NoteVersion): void {
  db.run(query.insertInto('daily_notes').values({ seq, account_id: accountId, session_date: date, text, at }));
}

/** Newest first. */
export function dailyNoteVersions(db: Executor, accountId: string, date: string): NoteVersion[] {
  return db.all(query.selectFrom('daily_notes').select(['text', 'at']).where('account_id', '=', accountId).where('session_date', '=', date).orderBy('seq', 'desc'));
}

export function saveDailyDraft(db: Executor, accountId: string, date: string, text: string | null, at: number): void {
  if (text === null) {
    db.run(query.deleteFrom('daily_note_drafts').where('account_id', '=', accountId).where('session_date', '=', date));
    return;
  }
  db.run(
    query.insertInto('daily_note_drafts').values({ account_id: accountId, session_date: date, text, at })
      .onConflict((conflict) => conflict.columns(['account_id', 'session_date']).doUpdateSet({ text, at })),
  );
}

export function dailyDraft(db: Executor, accountId: string, date: string): string | null {
  return db.first(query.selectFrom('daily_note_drafts').select('text').where('account_id', '=', accountId).where('session_date', '=', date))?.text ?? null;
}
