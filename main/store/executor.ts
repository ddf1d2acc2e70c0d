/**
 * Queries are written with kysely, which checks them against the tables, and run synchronously on better-sqlite3.
 *
 * kysely's own SQLite driver is asynchronous although SQLite answers at once: a transaction of several awaits lets other
 * work of the process in between, and a query on the outer handle waits for ever. Run synchronously, a transaction is one
 * uninterrupted piece of work, and statements are prepared once.
 */
import type Database from 'better-sqlite3';
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely';
import { asStoreError } from './errors.ts';
import type { Tables } from './tables.ts';

/** Builds queries; it has no connection. Hand what it builds to an {@link Executor}. */
export const query: Kysely<Tables> = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A statement as it is written, for what has no values and kysely no words. */
export function sqlOf<T = unknown>(text: string): Compilable<T> {
  return { compile: () => sql.raw<T>(text).compile(query) };
}

/** Runs queries. Store functions take one as their first argument, so that the caller decides the transaction. */
export interface Executor {
  all<T>(statement: Compilable<T>): T[];
  first<T>(statement: Compilable<T>): T | undefined;
  /**
   * Rows as lists of values, in the order of the columns: for reading by the hundred thousand, a thousand at a time. A thousand
   * objects of one kind that live at once teach the engine that their kind lives long, and it frees the later ones late.
   */
  rows<T extends readonly SqlValue[]>(statement: Compilable<unknown>): T[];
  /** Rows one at a time, for reading what does not fit in memory. Nothing may be written until it is finished. */
  each<T>(statement: Compilable<T>): IterableIterator<T>;
  /** Number of rows changed. */
  run(statement: Compilable<unknown>): number;
  /**
   * For what runs thousands of times: compiles once, and each call runs it with other values, in the order of its parameters.
   * The values that the statement was built with only hold the places.
   */
  prepare(statement: Compilable<unknown>): (values: readonly SqlValue[]) => number;
  /** The same for a question with one answer at most. */
  prepareFirst<T>(statement: Compilable<T>): (values: readonly SqlValue[]) => T | undefined;
}

export type SqlValue = string | number | null | Uint8Array;

/** Enough for every query of the application; texts built from filters vary, so the cache must not grow without end. */
const PREPARED_MAX = 256;

export class SqliteExecutor implements Executor {
  readonly #db: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();

  constructor(db: Database.Database) {
    this.#db = db;
  }

  all<T>(statement: Compilable<T>): T[] {
    const { sql, parameters } = statement.compile();
    return guarded(() => this.#prepare(sql).all(...parameters) as T[]);
  }

  first<T>(statement: Compilable<T>): T | undefined {
    const { sql, parameters } = statement.compile();
    return guarded(() => this.#prepare(sql).get(...parameters) as T | undefined);
  }

  rows<T extends readonly SqlValue[]>(statement: Compilable<unknown>): T[] {
    const { sql, parameters } = statement.compile();
    return guarded(() => this.#prepare(sql, 'rows').all(...parameters) as unknown as T[]);
  }

  *each<T>(statement: Compilable<T>): IterableIterator<T> {
    const { sql, parameters } = statement.compile();
    // A statement of its own: a prepared one is busy until its iteration ends.
    const rows = guarded(() => this.#db.prepare(sql).iterate(...parameters) as IterableIterator<T>);
    try {
      yield* rows;
    } catch (error) {
      throw asStoreError(error);
    }
  }

  run(statement: Compilable<unknown>): number {
    const { sql, parameters } = statement.compile();
    return guarded(() => this.#prepare(sql).run(...parameters).changes);
  }

  prepare(statement: Compilable<unknown>): (values: readonly SqlValue[]) => number {
    const prepared = this.#db.prepare(statement.compile().sql);
    return (values) => guarded(() => prepared.run(...values).changes);
  }

  prepareFirst<T>(statement: Compilable<T>): (values: readonly SqlValue[]) => T | undefined {
    const prepared = this.#db.prepare(statement.compile().sql);
    return (values) => guarded(() => prepared.get(...values) as T | undefined);
  }

  #prepare(sql: string, as: 'objects' | 'rows' = 'objects'): Database.Statement {
    const key = as === 'rows' ? `rows of ${sql}` : sql;
    let statement = this.#prepared.get(key);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (as === 'rows') statement.raw();
      if (this.#prepared.size >= PREPARED_MAX) this.#prepared.clear();
      this.#prepared.set(key, statement);
    }
    return statement;
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStoreError(error);
  }
}

/** JSON that this store wrote itself. */
export function readJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
