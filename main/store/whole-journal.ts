/**
 * The whole journal as tables of plain values, for exports: read generically from the file's own schema, so that a table that a
 * later version adds comes along by itself, and built again into a file of its own.
 *
 * Indexes and triggers are not values: they come from the migrations. A search table is one where it holds its words itself;
 * where it only points at those of another table, it is filled from that.
 */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { verifyChain, type LogHead } from './decision-log.ts';
import { asStoreError, StoreError } from './errors.ts';
import { SqliteExecutor, type SqlValue } from './executor.ts';
import { checkIdentity, fileVersion, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** As SQLite's strict tables have it. */
export type ColumnType = 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB' | 'ANY';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: number;
}

export interface WholeJournal {
  /** Version of the layout. */
  readonly layout: number;
  readonly log: LogHead;
  /** In the order of their names. */
  readonly tables: readonly Table[];
  /** The rows of a table in the order in which they were written, one at a time. */
  rows(table: Table): IterableIterator<readonly SqlValue[]>;
}

/**
 * Reads the journal as it is at one moment, also while another process writes it. Throws StoreError as `openStore` does for
 * reading, and `store-damaged` when the log is broken: what is not what was written is not handed on as if it were.
 */
export async function withWholeJournal<T>(path: string, work: (journal: WholeJournal) => Promise<T>): Promise<T> {
  if (!existsSync(path)) throw new StoreError('store-missing', `There is no journal at ${path}.`);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, timeout: 2_000 });
    checkIdentity(db, migrations.at(-1)?.version ?? 0);
    db.exec('BEGIN');
    const { events, brokenAt } = verifyChain(new SqliteExecutor(db));
    if (brokenAt !== null) throw new StoreError('store-damaged', `The decision log is broken at entry ${brokenAt}: restore a backup first.`);
    const head = db.prepare('SELECT seq, hash FROM log_head').get() as LogHead | undefined;
    const open = db;
    return await work({
      layout: fileVersion(db),
      log: head ?? { seq: events, hash: '' },
      tables: tablesOf(db),
      *rows({ name, columns }) {
        yield* open.prepare(`SELECT ${columns.map((column) => quoted(column.name)).join(', ')} FROM ${quoted(name)} ORDER BY ${order(open, name)}`).raw().iterate() as IterableIterator<SqlValue[]>;
      },
    });
  } catch (error) {
    throw asStoreError(error);
  } finally {
    db?.close();
  }
}

/** Every table that holds values: neither views nor what search tables keep for themselves. */
function tablesOf(db: Database.Database): Table[] {
  const found = db.prepare("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT IN ('sqlite_schema', 'sqlite_stat1', 'sqlite_stat4') ORDER BY name").all() as { name: string; type: 'table' | 'virtual' }[];
  const pointing = pointingTables(db);
  return found
    .filter(({ name }) => !pointing.includes(name))
    .map(({ name, type }) => ({ name, columns: type === 'virtual' ? searchColumns(db, name) : columnsOf(db, name), rows: db.prepare(`SELECT count(*) FROM ${quoted(name)}`).pluck().get() as number }));
}

/** Columns that are computed are not values. */
function columnsOf(db: Database.Database, table: string): Column[] {
  const found = db.prepare('SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid').all(table) as { name: string; type: string }[];
  return found.map(({ name, type }) => ({ name, type: isColumnType(type) ? type : 'ANY' }));
}

/** Words by the number of what they are about. */
function searchColumns(db: Database.Database, table: string): Column[] {
  return [{ name: 'rowid', type: 'INTEGER' }, ...columnsOf(db, table).map(({ name }) => ({ name, type: 'TEXT' as const }))];
}

function isColumnType(type: string): type is ColumnType {
  return ['INTEGER', 'REAL', 'TEXT', 'BLOB'].includes(type);
}

function order(db: Database.Database, table: string): string {
  const withoutRowid = db.prepare("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?").pluck().get(table) as number;
  if (withoutRowid === 0) return 'rowid';
  return (db.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk').pluck().all(table) as string[]).map(quoted).join(', ');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export interface JournalBuilder {
  /** The tables of the layout that is built. */
  readonly tables: ReadonlyMap<string, readonly Column[]>;
  /** Makes ready to insert into a table's columns, in the order given. */
  inserter(table: string, columns: readonly string[]): (row: readonly SqlValue[]) => void;
}

/**
 * Builds a journal of an older or this layout in a new file from rows exactly as they were written, and brings it up to date.
 * Throws `store-newer` for a layout that this build does not know, `store-damaged` when the rows do not make a sound journal;
 * the file is to be thrown away then.
 */
export async function buildJournal<T>(path: string, layout: number, fill: (builder: JournalBuilder) => Promise<T>): Promise<T> {
  const latest = migrations.at(-1)?.version ?? 0;
  if (layout > latest) throw new StoreError('store-newer', `A newer Holdfast wrote this journal (layout ${layout}; this one reads up to ${latest}). Update Holdfast to open it.`);
  const db = new Database(path);
  try {
    // A file of its own that is thrown away unless it is finished: it may be written fast.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    migrate(db, migrations.filter(({ version }) => version <= layout), () => undefined);
    db.pragma('foreign_keys = OFF');
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[];
    const tables = tablesOf(db);
    db.exec('BEGIN');
    // The triggers guard the journal against whoever would change its past; here its past is put down for the first time.
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${quoted(name)}`);
    for (const { name } of tables) db.exec(`DELETE FROM ${quoted(name)}`);
    const filled = await fill({
      tables: new Map(tables.map(({ name, columns }) => [name, columns])),
      inserter(table, columns) {
        const statement = db.prepare(`INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
        return (row) => void statement.run(row);
      },
    });
    // SQLite counted while the numbered rows came; the count that was written with them counts.
    db.exec('DELETE FROM sqlite_sequence WHERE EXISTS (SELECT 1 FROM sqlite_sequence AS other WHERE other.name = sqlite_sequence.name AND (other.seq > sqlite_sequence.seq OR (other.seq = sqlite_sequence.seq AND other.rowid < sqlite_sequence.rowid)))');
    for (const { sql } of triggers) db.exec(sql);
    for (const name of pointingTables(db)) db.exec(`INSERT INTO ${quoted(name)} (${quoted(name)}) VALUES ('rebuild')`);
    db.exec('COMMIT');
    db.pragma('foreign_keys = ON');
    const broken = db.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get() as number;
    if (broken > 0) throw new StoreError('store-damaged', `${broken} rows refer to rows that are missing.`);
    migrate(db, migrations, () => undefined);
    return filled;
  } catch (error) {
    throw asBuildError(error);
  } finally {
    db.close();
  }
}

/** A value that its table refuses is damage, whatever SQLite calls it. */
function asBuildError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!/^SQLITE_(CONSTRAINT|MISMATCH)/.test(code)) return asStoreError(error);
  return new StoreError('store-damaged', `A row does not fit its table (${error instanceof Error ? error.message : ''}).`, { cause: error });
}

/** Full-text tables that search what another table holds. */
function pointingTables(db: Database.Database): string[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%content=%'").pluck().all() as string[];
}
