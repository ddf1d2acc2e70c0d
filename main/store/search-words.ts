/** What there is to be found about a trade, a day or a setup, read from the tables. */
import { sql } from 'kysely';
import { query, readJson, type Executor } from './executor.ts';
import { among, labelsOf } from './labels.ts';
import type { SearchKey, SearchWords } from './search-index.ts';
import { findSetup } from './setups.ts';

/** Null when there are no words about it, or it is no longer a part of the journal. */
export function searchWords(db: Executor, key: SearchKey): SearchWords | null {
  if (key.subject === 'setup') return wordsOfSetup(db, key.subjectId);
  return key.subject === 'trade' ? wordsOfTrade(db, key) : wordsOfDay(db, key);
}

function wordsOfTrade(db: Executor, { accountId, subjectId: id }: SearchKey): SearchWords | null {
  const trade = db.first(query.selectFrom('trades').select(['symbol', 'side', 'status', 'setup', 'note', 'lesson', 'ticket_id', 'replaces']).where('id', '=', id));
  // A trade that is away (its import was undone) keeps its document until it comes back changed: the list leaves it out.
  if (trade === undefined || trade.status === 'cancelled' || trade.status === 'replaced') return null;
  const subjects = trade.replaces === null ? [id] : [id, trade.replaces];
  const said = trade.ticket_id === null ? [] : ticketWords(db, [trade.ticket_id]);
  const labels = [...labelsOf(db, accountId, 'trade', subjects).values()].flat().map(({ name }) => name);
  const words = [trade.note, trade.lesson, ...said, ...pictureWords(db, accountId, 'trade', subjects)];
  if (trade.setup === null && labels.length === 0 && words.every((text) => text === '')) return null;
  return { name: [trade.symbol, trade.side, trade.setup].filter((text) => text !== null).join(' · '), labels: labels.join(' · '), words: joined(words) };
}

function wordsOfDay(db: Executor, { accountId, subjectId: date }: SearchKey): SearchWords | null {
  const note = db.first(query.selectFrom('daily_notes').select('text').where('account_id', '=', accountId).where('session_date', '=', date).orderBy('seq', 'desc').limit(1))?.text ?? '';
  const labels = [...labelsOf(db, accountId, 'day', [date]).values()].flat().map(({ name }) => name);
  const notTaken = db
    .all(query.selectFrom('limits_log').innerJoin('tickets', 'tickets.id', 'limits_log.ticket_id').select('tickets.id').distinct().where('limits_log.account_id', '=', accountId).where('limits_log.session_date', '=', date).where('tickets.status', '<>', 'taken'))
    .map(({ id }) => id);
  const words = [note, ...pictureWords(db, accountId, 'day', [date]), ...ticketWords(db, notTaken)];
  return labels.length === 0 && words.every((text) => text === '') ? null : { name: '', labels: labels.join(' · '), words: joined(words) };
}

function wordsOfSetup(db: Executor, id: string): SearchWords | null {
  const setup = findSetup(db, id);
  if (setup === null) return null;
  return { name: [setup.name, ...setup.formerNames].join(' · '), labels: '', words: joined([setup.description, ...setup.criteria, setup.example]) };
}

/** What was written on tickets: when they were stated, overridden, walked away from or cancelled. */
function ticketWords(db: Executor, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const stated = db.all(query.selectFrom('tickets').select('content').where('id', 'in', among(ids))).map(({ content }) => readJson<{ readonly idea: string | null }>(content).idea ?? '');
  const noted = db.all(query.selectFrom('limits_log').select('note').where('ticket_id', 'in', among(ids)).orderBy('seq')).map(({ note }) => note);
  return [...stated, ...noted];
}

/** Captions, and the names of their files. */
function pictureWords(db: Executor, accountId: string, subject: 'trade' | 'day', subjectIds: readonly string[]): string[] {
  return db
    .all(query.selectFrom('attachments').select(['caption', 'file_name']).where('account_id', '=', accountId).where('subject', '=', subject).where('subject_id', 'in', among(subjectIds)).where('removed_at', 'is', null).orderBy(sql`rowid`))
    .flatMap(({ caption, file_name: fileName }) => [caption, fileName]);
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' · ');
}
