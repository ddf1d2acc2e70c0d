import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appState } from '../../preload/contract/state.ts';
import { backUp } from '../backups/back-up.ts';
import { unwatched } from '../backups/checkpoint.ts';
import { goodBackups } from '../store/backup.ts';
import { temporaryFolder } from '../store/testing.ts';
import { JournalError } from './errors.ts';
import { ACCOUNT, FRIDAY_MORNING, bench, goodTicket, prepare, setUp, type Bench } from './testing/bench.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalError) return error.code;
    throw error;
  }
  return 'done';
}

const durable = { durable: true };

/** A journal with something in it, closed. */
function left(): { folder: string; path: string } {
  const made = bench(undefined, durable);
  setUp(made);
  prepare(made);
  made.journal.close();
  return { folder: made.folder, path: made.journal.path };
}

function reopen(folder: string): Bench {
  return bench(undefined, { ...durable, folder });
}

describe('a damaged file', () => {
  it('is noticed at once, nothing is written to it, and the last good backup is offered', async () => {
    const made = bench(undefined, durable);
    const account = setUp(made);
    prepare(made);
    for (let ticket = 0; ticket < 20; ticket += 1) made.journal.sealTicket(goodTicket(account, { stop: null }));
    await backUpNow(made);
    made.journal.close();
    const file = openSync(made.journal.path, 'r+');
    for (let page = 2; page * 4096 < statSync(made.journal.path).size; page += 3) writeSync(file, Buffer.alloc(16, 0xee), 0, 16, page * 4096);
    closeSync(file);
    const damaged = readFileSync(made.journal.path);
    const again = reopen(made.folder);
    const state = appState.parse(again.state());
    expect(state).toMatchObject({ profile: 'none', health: { status: 'damaged' } });
    expect(goodBackups(again.journal.backupFolder)).toMatchObject([{ kind: 'manual' }]);
    expect(state.health.message).toMatch(/damaged/);
    expect(codeOf(() => again.journal.saveSettings({ theme: 'dark' }))).toBe('store-damaged');
    expect(codeOf(() => again.journal.getRules())).toBe('store-damaged');
    await expect(backUpNow(again)).rejects.toThrow(/damaged/);
    expect(readFileSync(made.journal.path).equals(damaged)).toBe(true);
  });

  it('of any single flipped byte is refused, or reads as it was written', () => {
    const { path } = left();
    const bytes = readFileSync(path);
    const sound = reopen(join(path, '..')).journal;
    const events = sound.verify().events;
    sound.close();
    const outcomes = { refused: 0, unharmed: 0, found: 0 };
    for (let index = 37; index < bytes.length; index += Math.floor(bytes.length / 60)) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ 0xff;
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'journal.db'), flipped);
      const { journal, state } = bench(undefined, { folder });
      if (state().health.status !== 'ok') outcomes.refused += 1;
      else {
        const { chain, events: counted } = journal.verify();
        if (chain === 'intact' && counted === events) outcomes.unharmed += 1;
        else outcomes.found += 1;
      }
      journal.close();
    }
    expect(outcomes.refused + outcomes.unharmed + outcomes.found).toBeGreaterThan(55);
    expect(outcomes.refused + outcomes.found).toBeGreaterThan(0);
  });
});

describe('a file that cannot be used', () => {
  it('of a newer Holdfast is left alone', () => {
    const { folder, path } = left();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.from([0, 0, 3, 0]), 0, 4, 60); // user_version in SQLite's header
    closeSync(file);
    const before = readFileSync(path);
    const again = reopen(folder);
    expect(again.state().health).toMatchObject({ status: 'newer', message: expect.stringMatching(/Update Holdfast/) as string });
    expect(codeOf(() => again.journal.saveSettings({ theme: 'dark' }))).toBe('store-newer');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each(['file', 'folder'] as const)('is read when its %s is read-only, and says so', (what) => {
    const { folder, path } = left();
    chmodSync(what === 'file' ? path : folder, what === 'file' ? 0o444 : 0o555);
    if (what === 'file') chmodSync(folder, 0o777);
    else onTestFinished(() => chmodSync(folder, 0o755));
    const told = otherProcess(folder, true);
    expect(told).toMatchObject({ status: 'read-only', account: ACCOUNT.name, write: 'store-read-only', message: expect.stringMatching(/read-only/) as string });
  });

  it('says so when another program holds it for itself, and is open again once that let go', () => {
    const { folder, path } = left();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    const made = reopen(folder);
    expect(made.state()).toMatchObject({ health: { status: 'locked', message: expect.stringMatching(/Close it/) as string } });
    expect(codeOf(() => made.journal.saveSettings({ theme: 'dark' }))).toBe('store-read-only');
    made.journal.close();
    other.exec('ROLLBACK');
    other.close();
    expect(reopen(folder).state().health.status).toBe('ok');
  });

  it('is read while another process writes it, which is named', () => {
    const made = bench(undefined, { ...durable, owner: 'Holdfast' });
    setUp(made);
    expect(otherProcess(made.folder, false)).toMatchObject({ status: 'locked', account: ACCOUNT.name, write: 'store-read-only', message: expect.stringContaining(`Holdfast (process ${process.pid})`) as string });
    made.journal.saveSettings({ theme: 'light' });
    made.journal.close();
    expect(otherProcess(made.folder, false)).toMatchObject({ status: 'ok', write: 'done' });
  });
});

/** What another process is told about the journal; as another user when this one is the super-user, whom no permission stops. */
function otherProcess(folder: string, unprivileged: boolean): unknown {
  const root = process.getuid?.() === 0;
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'testing', 'report-health.ts'), folder], {
    encoding: 'utf8',
    ...(unprivileged && root ? { uid: 65534, gid: 65534 } : {}),
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

/** A disk of its own of two megabytes; only the super-user of a Linux machine can make one. */
function smallDisk(): string | null {
  const folder = temporaryFolder();
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0;
  if (!mounted) return null;
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!canMount)(`a full disk${canMount ? '' : ' (skipped: making a small disk takes the super-user of Linux)'}`, () => {
  it('refuses the change as a whole, says so, and goes on when there is room', () => {
    const disk = smallDisk();
    if (disk === null) throw new Error('the small disk could not be made');
    const folder = join(disk, 'data');
    mkdirSync(folder);
    const made = reopen(folder);
    const account = setUp(made);
    prepare(made);
    const filler = join(disk, 'filler');
    fill(filler);
    let sealed = 0;
    let code = 'done';
    while (code === 'done' && sealed < 1_000) {
      code = codeOf(() => made.journal.sealTicket(goodTicket(account, { stop: null })));
      if (code === 'done') sealed += 1;
    }
    expect(code).toBe('store-full');
    expect(made.state().health).toMatchObject({ status: 'full', message: expect.stringMatching(/free some space/) as string });
    expect(made.session().waiting).toHaveLength(sealed);
    rmSync(filler);
    expect(made.journal.sealTicket(goodTicket(account, { stop: null })).status).toBe('blocked');
    expect(made.state().health.status).toBe('ok');
    made.journal.close();
    const again = reopen(folder);
    expect(again.session().waiting).toHaveLength(sealed + 1);
    expect(again.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { recomputed: sealed + 1, mismatched: 0 } });
  });

  it('makes no journal, and says why', () => {
    const disk = smallDisk();
    if (disk === null) throw new Error('the small disk could not be made');
    fill(join(disk, 'filler'));
    const folder = join(disk, 'data');
    const made = reopen(folder);
    expect(made.state()).toMatchObject({ profile: 'none', health: { status: 'full' } });
    expect(codeOf(() => made.journal.saveSettings({ theme: 'dark' }))).toBe('store-full');
  });

  it('keeps no half of a backup', async () => {
    const disk = smallDisk();
    if (disk === null) throw new Error('the small disk could not be made');
    const folder = join(disk, 'data');
    const made = reopen(folder);
    setUp(made);
    fill(join(disk, 'filler'));
    await expect(backUpNow(made)).rejects.toMatchObject({ code: 'store-full' });
    expect(goodBackups(made.journal.backupFolder)).toEqual([]);
  });
});

function backUpNow({ journal }: Bench): Promise<unknown> {
  return backUp({ journal: journal.path, scratch: journal.backupFolder, folder: { path: journal.backupFolder, make: true }, kind: 'manual', at: FRIDAY_MORNING, passphrase: null }, unwatched);
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}
