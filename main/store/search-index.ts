/**
 * Full-text search: one document for each trade, day and setup about which there are words. Documents follow from the other
 * tables; triggers note which have to be made again (`search_stale`), and {@link refreshSearch} makes them within the
 * transaction.
 *
 * Words are found whole or by their beginning, without regard to case and accents. Chinese and Japanese, which are written
 * without spaces, are indexed sign by sign. What is not found: the middle of a word, another form of it (“trading” for
 * “trade”), letters that are no accented form of another (“ø” for “o”), and other scripts than the Latin without their accents.
 */
import { sql } from 'kysely';
import { query, type Executor } from './executor.ts';

export interface SearchKey {
  readonly subject: 'trade' | 'day' | 'setup';
  /** Empty for a setup, which belongs to no account. */
  readonly accountId: string;
  readonly subjectId: string;
}

export interface SearchWords {
  /** What it is: symbol, side, setup. */
  readonly name: string;
  /** Tags and mistakes. */
  readonly labels: string;
  /** Notes, lessons, captions … */
  readonly words: string;
}

export interface FoundDocument extends SearchKey {
  /** Excerpts of each part, with {@link HIT_BEGINS} and {@link HIT_ENDS} around what was found. */
  readonly name: string;
  readonly labels: string;
  readonly words: string;
}

export const HIT_BEGINS = '\u0001';
export const HIT_ENDS = '\u0002';

/** Up to so many matches are ranked; ranking reads every one of them. */
const RANKED_MAX = 2_000;
/** Words around a hit. */
const EXCERPT_TOKENS = 24;

/** Documents made again in one transaction; more than a person changes at once, and done within a frame. */
const REFRESH_MAX = 40;

export function hasStale(db: Executor): boolean {
  return db.first(query.selectFrom('search_stale').select('subject').limit(1)) !== undefined;
}

/** Makes stale documents again, at most `limit` of them. `wordsOf` answers null where nothing is to be found any more. */
export function refreshSearch(db: Executor, wordsOf: (key: SearchKey) => SearchWords | null, limit = REFRESH_MAX): void {
  for (const { subject, account_id: accountId, subject_id: subjectId } of db.all(query.selectFrom('search_stale').selectAll().limit(limit))) {
    const words = wordsOf({ subject, accountId, subjectId });
    const known = db.first(query.selectFrom('search_docs').select('id').where('subject', '=', subject).where('account_id', '=', accountId).where('subject_id', '=', subjectId));
    if (known !== undefined) db.run(compiled(sql`DELETE FROM search WHERE rowid = ${known.id}`));
    if (words === null) {
      if (known !== undefined) db.run(query.deleteFrom('search_docs').where('id', '=', known.id));
    } else {
      const id = known?.id ?? addDocument(db, { subject, accountId, subjectId });
      db.run(compiled(sql`INSERT INTO search (rowid, account, name, labels, words) VALUES (${id}, ${accountToken(accountId)}, ${spread(words.name)}, ${spread(words.labels)}, ${spread(words.words)})`));
    }
    db.run(query.deleteFrom('search_stale').where('subject', '=', subject).where('account_id', '=', accountId).where('subject_id', '=', subjectId));
  }
}

function addDocument(db: Executor, { subject, accountId, subjectId }: SearchKey): number {
  db.run(query.insertInto('search_docs').values({ subject, account_id: accountId, subject_id: subjectId }));
  return db.first(compiled<{ id: number }>(sql`SELECT last_insert_rowid() AS id`))?.id ?? 0;
}

export interface Found {
  readonly documents: readonly FoundDocument[];
  /** `newest`: too many match to rank them; the newest documents come first. */
  readonly order: 'best' | 'newest';
}

/** Documents of one account, and setups. `expression` is made by {@link searchExpression} and by nothing else. */
export function searchDocuments(db: Executor, accountId: string, expression: string, limit: number): Found {
  const said = `{name labels words} : (${expression})`;
  const match = `account : ("${accountToken(accountId)}" OR "${EVERY_ACCOUNT}") AND ${said}`;
  const own = db.all(compiled<{ id: number }>(sql`SELECT rowid AS id FROM search WHERE search MATCH ${match} LIMIT ${RANKED_MAX + 1}`)).map(({ id }) => id);
  // Ranking weighs every word by how many documents have it. Nearly all have the word of their account, and weighing it takes
  // longer than all the rest: it is left out, and the account's own are picked from what was ranked.
  const many = own.length > RANKED_MAX || db.all(compiled(sql`SELECT 1 FROM search WHERE search MATCH ${said} LIMIT ${RANKED_MAX + 1}`)).length > RANKED_MAX;
  const chosen = many ? db.all(compiled<{ id: number }>(sql`SELECT rowid AS id FROM search WHERE search MATCH ${match} ORDER BY rowid DESC LIMIT ${limit}`)).map(({ id }) => id) : ranked(db, said, new Set(own)).slice(0, limit);
  const excerpt = (column: number) => sql<string>`snippet(search, ${sql.lit(column)}, ${HIT_BEGINS}, ${HIT_ENDS}, '…', ${EXCERPT_TOKENS})`;
  // Excerpts are made of the chosen only, each looked up by its number.
  const rows = db.all(
    compiled<FoundDocument & { id: number }>(sql`
      SELECT search.rowid AS id, subject, account_id AS accountId, subject_id AS subjectId, ${excerpt(1)} AS name, ${excerpt(2)} AS labels, ${excerpt(3)} AS words
      FROM json_each(${JSON.stringify(chosen)}) AS chosen CROSS JOIN search ON search.rowid = chosen.value CROSS JOIN search_docs ON search_docs.id = search.rowid WHERE search MATCH ${said}`),
  );
  const byId = new Map(rows.map(({ id, name, labels, words, ...key }) => [id, { ...key, name: unspread(name), labels: unspread(labels), words: unspread(words) }]));
  return { documents: chosen.flatMap((id) => byId.get(id) ?? []), order: many ? 'newest' : 'best' };
}

/** Best first: what a thing is says more than its labels, and those more than a sentence. */
function ranked(db: Executor, expression: string, own: ReadonlySet<number>): number[] {
  return db
    .all(compiled<{ id: number }>(sql`SELECT rowid AS id FROM search WHERE search MATCH ${expression} AND rank MATCH 'bm25(0, 6, 4, 1)' ORDER BY rank, rowid DESC`))
    .map(({ id }) => id)
    .filter((id) => own.has(id));
}

const MOST_WORDS = 12;

/**
 * What a person typed as an expression of FTS5. Every word is quoted, so that no sign of it is syntax; text in double quotes
 * is looked for as it stands; the last word may be unfinished. @returns null when nothing in it can be looked for.
 */
export function searchExpression(typed: string): string | null {
  const words = [...typed.replaceAll(/[\u0000-\u001f]/g, ' ').matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  const unfinished = /[\p{L}\p{N}]$/u.test(typed);
  return words
    .slice(0, MOST_WORDS)
    .map((word, index, all) => `"${spread(word)}"${unfinished && index === all.length - 1 && word.length > 1 ? '*' : ''}`)
    .join(' AND ');
}

/** A separator that nobody sees. */
const UNSEEN = '\u200b';
const WRITTEN_WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Parts signs that are written without spaces, so that each is a word of the index; takes out what marks hits. */
function spread(text: string): string {
  return text.replaceAll(/[\u0000-\u0002\u200b]/g, '').replaceAll(WRITTEN_WITHOUT_SPACES, `${UNSEEN}$&${UNSEEN}`);
}

function unspread(text: string): string {
  return text.replaceAll(UNSEEN, '');
}

const EVERY_ACCOUNT = 'holdfasteveryaccount';

/** The account as one word of the index. */
function accountToken(accountId: string): string {
  return accountId === '' ? EVERY_ACCOUNT : `holdfastaccount${Buffer.from(accountId).toString('hex')}`;
}

function compiled<T = unknown>(text: ReturnType<typeof sql>) {
  return { compile: () => (text as ReturnType<typeof sql<T>>).compile(query) };
}
