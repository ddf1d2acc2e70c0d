/** A journal with a month in it, made once for a file of tests; each test works on a copy. */
import Database from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { dataFiles } from '../../data-folder.ts';
import { buildDemo } from '../../journal/demo/build-demo.ts';
import { FRIDAY_MORNING } from '../../journal/testing/bench.ts';
import { temporaryFolder } from '../../store/testing.ts';

export interface DemoCopy {
  readonly folder: string;
  readonly path: string;
}

/** To be called once, outside of tests. */
export function demoCopies(): () => DemoCopy {
  const demo = mkdtempSync(join(tmpdir(), 'holdfast-'));
  beforeAll(() => buildDemo(demo, FRIDAY_MORNING));
  afterAll(() => rmSync(demo, { recursive: true, force: true }));
  return () => {
    const folder = temporaryFolder();
    const path = join(folder, dataFiles.journal);
    copyFileSync(join(demo, dataFiles.journal), path);
    return { folder, path };
  };
}

/** Everything in a database that is a value, by table; read without the code that is under test. */
export function everything(path: string): Readonly<Record<string, readonly unknown[]>> {
  const db = new Database(path, { readonly: true });
  try {
    const names = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name <> 'sqlite_schema' ORDER BY name").pluck().all() as string[];
    return Object.fromEntries(names.map((name) => [name, (db.prepare(`SELECT * FROM "${name}"`).all() as unknown[]).map((row) => JSON.stringify(row)).toSorted()]));
  } finally {
    db.close();
  }
}

/** Tables, indexes and triggers, as they are defined. */
export function definitions(path: string): readonly unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
  } finally {
    db.close();
  }
}

/** Puts rows with every kind of awkward value into tables that refer to nothing else, and words into each search table. */
export function filled(path: string, rows = 1): void {
  const db = new Database(path);
  try {
    const put = db.prepare('INSERT INTO settings (key, value_json) VALUES (?, ?)');
    const awkward = ['', '\'', '=1+1', '-1', '-x', '+1', '@here', '\ttab', 'a,b', 'say "yes"', 'two\r\nlines', 'one\nline', 'null', '😀 ü \u2028', '\u0000zero', '0012.50', ' padded '];
    awkward.forEach((text, index) => put.run(`awkward.${index}`, text));
    for (let row = 0; row < rows; row += 1) put.run(`row.${row}`, '1');
    db.prepare("INSERT INTO pictures (hash, media_type, width, height, bytes, content) VALUES (?, 'image/png', 1, 1, 7, ?)").run('ab'.repeat(32), Buffer.from([0, 1, 2, 0xff, 0x0a, 0x2c, 0x22]));
    // Numbers that SQLite gives out and counts: the last one given is no longer there.
    const imported = db.prepare("INSERT INTO imports (account_id, file_name, file_hash, format, fills, new_fills, duplicates, rejected, at) SELECT id, 'a.csv', '', 'f', 0, 0, 0, 0, 0 FROM accounts LIMIT 1");
    for (let twice = 0; twice < 2; twice += 1) imported.run();
    db.exec('DELETE FROM imports WHERE id = (SELECT max(id) FROM imports)');
    db.prepare("INSERT INTO search (rowid, account, name, labels, words) VALUES (7000077, 'a', 'n', 'l', 'some words, =and 2+2')").run();
  } finally {
    db.close();
  }
}
