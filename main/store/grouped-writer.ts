/** Writes rows by the hundred thousand: several of them with one statement, each kind of statement compiled once. */
import { sql } from 'kysely';
import { query, type Executor, type SqlValue } from './executor.ts';

export interface GroupedWriterOptions {
  readonly into: string;
  /** Their names, with commas. */
  readonly columns: string;
  /** What stands for the values of a row; a question mark for each by default. */
  readonly places?: string;
  /** Rows of one statement. */
  readonly size: number;
}

/** What is added is in the table when its group is full, all of it after {@link finish}. */
export class GroupedWriter {
  readonly #insert: (rows: number) => (values: readonly SqlValue[]) => number;
  readonly #width: number;
  readonly #size: number;
  /** Compiled when they are needed: few rows never make a group. */
  #insertGroup: ((values: readonly SqlValue[]) => number) | null = null;
  #insertOne: ((values: readonly SqlValue[]) => number) | null = null;
  #waiting: SqlValue[] = [];

  constructor(db: Executor, { into, columns, places, size }: GroupedWriterOptions) {
    this.#width = columns.split(',').length;
    this.#size = size;
    const row = `(${places ?? Array.from({ length: this.#width }, () => '?').join(', ')})`;
    this.#insert = (rows) => db.prepare({ compile: () => sql.raw(`INSERT INTO ${into} (${columns}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`).compile(query) });
  }

  /** @param row as many values as there are columns */
  add(row: readonly SqlValue[]): void {
    this.#waiting.push(...row);
    if (this.#waiting.length < this.#width * this.#size) return;
    this.#insertGroup ??= this.#insert(this.#size);
    this.#insertGroup(this.#waiting);
    this.#waiting = [];
  }

  /** After the last row. */
  finish(): void {
    if (this.#waiting.length === 0) return;
    this.#insertOne ??= this.#insert(1);
    for (let at = 0; at < this.#waiting.length; at += this.#width) this.#insertOne(this.#waiting.slice(at, at + this.#width));
    this.#waiting = [];
  }
}
