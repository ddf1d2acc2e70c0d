/** Writes rows by the hundred thousand: several of them with one statement, each kind of statement compiled once. */
import type { Compilable } from 'kysely';
import type { Executor, SqlValue } from './executor.ts';

export interface GroupedWriterOptions {
  /** Values of a row. */
  readonly width: number;
  /** Rows of one statement. */
  readonly size: number;
  /** The insertion of so many rows; its parameters are their values, row after row. */
  readonly insert: (rows: number) => Compilable<unknown>;
}

/** What is added is in the table when its group is full, all of it after {@link finish}. */
export class GroupedWriter {
  readonly #db: Executor;
  readonly #options: GroupedWriterOptions;
  /** Compiled when a group is full, which few rows never make. */
  #insertGroup: ((values: readonly SqlValue[]) => number) | null = null;
  #waiting: SqlValue[] = [];

  constructor(db: Executor, options: GroupedWriterOptions) {
    this.#db = db;
    this.#options = options;
  }

  add(...values: readonly SqlValue[]): void {
    this.#waiting.push(...values);
    const { width, size, insert } = this.#options;
    if (this.#waiting.length < width * size) return;
    this.#insertGroup ??= this.#db.prepare(insert(size));
    this.#insertGroup(this.#waiting);
    this.#waiting = [];
  }

  /** After the last row. */
  finish(): void {
    if (this.#waiting.length === 0) return;
    const { width, insert } = this.#options;
    const insertOne = this.#db.prepare(insert(1));
    for (let at = 0; at < this.#waiting.length; at += width) insertOne(this.#waiting.slice(at, at + width));
    this.#waiting = [];
  }
}
