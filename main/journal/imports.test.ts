import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleFolder } from '../imports/testing/read-all.ts';
import { sourceFromBytes, sourceFromFile, type ImportSource } from '../imports/containers/source.ts';
import { temporaryFolder } from '../store/testing.ts';
import { bench, setUp } from './testing/bench.ts';
import type { FileImported } from './journal.ts';

const SAMPLE = join(sampleFolder, 'tradovate-performance.csv');

function count(folder: string, table: string): number {
  const db = new Database(join(folder, 'journal.db'), { readonly: true });
  try {
    return (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  } finally {
    db.close();
  }
}

describe('a killed import', () => {
  it.each(['reading', 'taking'])('leaves nothing half-written when it dies while %s', (moment) => {
    const folder = temporaryFolder();
    const died = spawnSync(process.execPath, [join(import.meta.dirname, 'testing', 'import-and-die.ts'), folder, SAMPLE, moment], { encoding: 'utf8' });
    expect(died.signal).toBe('SIGKILL');
    for (const table of ['accounts', 'imports', 'imported_fills', 'trades', 'books', 'decision_log']) expect([table, count(folder, table)]).toEqual([table, 0]);
    const again = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'cli', 'index.ts'), 'import', SAMPLE, '--account', 'A', '--zone', 'America/New_York', '--data', folder, '--json'], { encoding: 'utf8' });
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ newFills: 7, duplicates: 0 });
    expect([count(folder, 'imports'), count(folder, 'accounts')]).toEqual([1, 1]);
  }, 60_000);
});

describe('imports of an open journal', () => {
  const into = (made: ReturnType<typeof bench>, source: ImportSource, signal?: AbortSignal): Promise<FileImported> =>
    made.journal.importFile({ source, account: 'Evaluation', answers: { accountCurrency: null, zone: 'America/New_York' }, newAccountZone: 'America/New_York' }, signal === undefined ? {} : { signal });

  it('go to the account of that name, and are told to the subscribers once', async () => {
    const made = bench();
    setUp(made);
    const before = made.journal.revision;
    expect(await into(made, await sourceFromFile(SAMPLE))).toMatchObject({ ok: true, value: { importId: 1 } });
    expect(made.journal.revision).toBe(before + 1);
    expect(await into(made, await sourceFromFile(SAMPLE))).toMatchObject({ ok: true, value: { importId: null, newFills: 0 } });
    expect(made.journal.revision).toBe(before + 1);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('are refused as a whole when they are cancelled or ask something', async () => {
    const made = bench();
    setUp(made);
    const stop = new AbortController();
    stop.abort();
    expect(await into(made, await sourceFromFile(SAMPLE), stop.signal)).toMatchObject({ ok: false, refusal: { code: 'cancelled' } });
    expect(await into(made, sourceFromBytes(new Uint8Array(), 'empty.csv'))).toMatchObject({ ok: false, refusal: { code: 'empty' } });
    expect(count(made.folder, 'imports')).toBe(0);
  });

  it('come one after the other', async () => {
    const made = bench();
    setUp(made);
    const first = into(made, await sourceFromFile(SAMPLE));
    await expect(into(made, await sourceFromFile(SAMPLE))).rejects.toMatchObject({ code: 'conflict' });
    expect(await first).toMatchObject({ ok: true });
  });
});
