import Database from 'better-sqlite3';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bench, close, goodTicket, prepare, setUp, type Bench } from '../journal/testing/bench.ts';
import { backupName } from '../store/backup.ts';
import { temporaryFolder } from '../store/testing.ts';
import { FACT_EXAMPLE } from './fact-file.ts';
import { COMMANDS, runDesk } from './run-desk.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function desk(data: string, ...words: string[]): Promise<Run> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runDesk(words, { data: (stated) => stated ?? data, out: (line) => void out.push(line), error: (line) => void error.push(line) });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

/** A journal with a session in it, open. */
function filled(): Bench {
  const made = bench(undefined, { durable: true });
  const account = setUp(made);
  prepare(made);
  close(made, made.journal.sealTicket(goodTicket(account)), '6003');
  made.journal.sealTicket(goodTicket(account, { stop: null }));
  return made;
}

describe('desk', () => {
  it('explains itself and every command', async () => {
    expect(await desk('', '--help')).toMatchObject({ code: 0, error: '' });
    for (const { name, summary } of COMMANDS) {
      expect((await desk('', '--help')).out).toContain(summary);
      const help = await desk('', name, '--help');
      expect(help).toMatchObject({ code: 0, error: '' });
      expect(help.out).toContain(`Usage: desk ${name}`);
    }
  });

  it.each([[[]], [['nonsense']], [['verify', '--nonsense']], [['verify', 'too', 'much']], [['backup']], [['log', '--limit', 'many']], [['stats', '--account', 'A', '--from', '2026-02-30']], [['rules']], [['verdict', '--rules', 'founder']], [['verdict', '--facts', 'x']]])('takes %j for wrong usage', async (words) => {
    const run = await desk('', ...words);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toMatch(/^desk: /);
    const [command = ''] = words;
    expect(run.error).toContain(COMMANDS.some(({ name }) => name === command) ? `\nTry: desk ${command} --help` : '\nTry: desk --help');
    const json = await desk('', ...words, '--json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.error)).toMatchObject({ error: { code: 'usage' } });
  });

  it('runs as a program, reads while the app writes, and takes the folder from the environment', () => {
    const made = filled();
    const index = join(import.meta.dirname, 'index.ts');
    const env = { ...process.env, HOLDFAST_DATA: made.folder };
    expect(JSON.parse(execFileSync(process.execPath, [index, 'verify', '--json'], { encoding: 'utf8', env }))).toEqual(made.journal.verify());
    const wrong = spawnSync(process.execPath, [index, 'verify', '--data', join(made.folder, 'nowhere'), '--json'], { encoding: 'utf8', env });
    expect(wrong.status).toBe(1);
    expect(JSON.parse(wrong.stderr)).toMatchObject({ error: { code: 'store-missing' } });
    const denied = spawnSync(process.execPath, [index, 'restore', made.journal.path], { encoding: 'utf8', env });
    expect(denied).toMatchObject({ status: 1, stdout: '' });
    expect(denied.stderr).toContain(`process ${process.pid}`);
  }, 60_000);
});

describe('verify', () => {
  it('is exact about what it recomputed', async () => {
    const made = filled();
    const run = await desk(made.folder, 'verify', '--json');
    const { events } = made.journal.verify();
    expect(run).toMatchObject({ code: 0, out: `{"events":${events},"chain":"intact","verdicts":{"recomputed":2,"mismatched":0}}` });
    expect((await desk(made.folder, 'verify')).out).toMatch(/the chain is intact\n2 verdicts recomputed, all match/);
  });

  it('finds a changed event, a changed verdict and changed rules', async () => {
    const tampered = async (sql: string): Promise<Run> => {
      const made = filled();
      made.journal.close();
      const db = new Database(made.journal.path);
      for (const trigger of ['decision_log_no_update', 'verdicts_no_update', 'verdict_bites_no_delete', 'rule_sets_no_update', 'tickets_sealed']) db.exec(`DROP TRIGGER ${trigger}`);
      db.exec(sql);
      db.close();
      return desk(made.folder, 'verify', '--json');
    };
    expect(await tampered("UPDATE decision_log SET payload = replace(payload, '6000', '6001') WHERE seq = 8")).toMatchObject({ code: 1, out: expect.stringContaining('"chain":{"brokenAt":8}') as string });
    expect(await tampered("UPDATE verdicts SET content = replace(content, 'skull', 'diamond')")).toMatchObject({ code: 1, out: expect.stringContaining('"chain":"intact","verdicts":{"recomputed":2,"mismatched":1}') as string });
    expect(await tampered(`UPDATE rule_sets SET content = replace(content, '"maximum":6', '"maximum":7')`)).toMatchObject({ code: 1, out: expect.stringContaining('"mismatched":2') as string });
    // What repeats parts of a verdict or a ticket for reading, and texts that are none.
    const changes: readonly [statement: string, mismatched: number][] = [
      ["UPDATE verdicts SET grade = 'diamond' WHERE grade = 'skull'", 1], ['DELETE FROM verdict_bites', 1], ["UPDATE tickets SET content = replace(content, '5994', '5993') WHERE stop_amount IS NOT NULL", 1],
      ["UPDATE tickets SET side = 'short'", 2], ["UPDATE verdicts SET content = '{}'", 2], ["UPDATE rule_sets SET content = '{}'", 2], ["UPDATE rule_sets SET content = 'nothing'", 2],
    ];
    for (const [statement, mismatched] of changes) expect({ statement, ...(await tampered(statement)) }).toMatchObject({ statement, code: 1, out: expect.stringContaining(`"chain":"intact","verdicts":{"recomputed":2,"mismatched":${mismatched}}`) as string });
  });
});

describe('verdict', () => {
  function facts(change: Record<string, unknown> = {}): string {
    const path = join(temporaryFolder(), 'facts.json');
    writeFileSync(path, JSON.stringify({ ...FACT_EXAMPLE, facts: { ...FACT_EXAMPLE.facts, ...change } }));
    return path;
  }

  it('judges the example clear, byte for byte the same each time', async () => {
    const path = join(temporaryFolder(), 'facts.json');
    writeFileSync(path, (await desk('', 'verdict', '--example')).out);
    const run = await desk('', 'verdict', '--rules', 'founder', '--facts', path, '--json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ outcome: 'clear', grade: 'diamond', at: Date.UTC(2026, 10, 20, 14, 45) });
    expect((await desk('', 'verdict', '--rules', 'founder', '--facts', path, '--json')).out).toBe(run.out);
  });

  it('reads files as Windows writes them', async () => {
    const path = join(temporaryFolder(), 'facts.json');
    const example = (await desk('', 'verdict', '--example')).out;
    const asked = ['verdict', '--rules', 'founder', '--facts', path, '--json'];
    writeFileSync(path, example);
    const plain = await desk('', ...asked);
    for (const bytes of [Buffer.from(`\ufeff${example}`), Buffer.from(`\ufeff${example}`, 'utf16le')]) {
      writeFileSync(path, bytes);
      expect(await desk('', ...asked)).toEqual(plain);
    }
  });

  it('says what a fact file has to be', async () => {
    const path = join(temporaryFolder(), 'facts.json');
    const said = async (text: string): Promise<string> => {
      writeFileSync(path, text);
      const run = await desk('', 'verdict', '--rules', 'founder', '--facts', path);
      expect(run).toMatchObject({ code: 1, out: '' });
      return run.error.replace(`desk: ${path}: `, '');
    };
    expect(await said('')).toMatch(/^This is not JSON: /);
    expect(await said('[]')).toBe('the file: an object with “now” and “facts” is needed');
    expect(await said('{"facts":{}}')).toMatch(/^now: not a time: ISO 8601/);
    expect(await said('{"now":"yesterday","facts":[]}')).toMatch(/^now: not a time: .*; facts: an object of facts by name is needed$/);
    expect(await said('{"now":0,"facts":{"ticket.side":{"value":"long","asOf":1e18}}}')).toMatch(/^ticket\.side\.asOf: not a time/);
    expect(await said('{"now":0,"facts":{},"more":1}')).toContain('"more"');
  });

  it('blocks what the rules block, with exit code 0, and never passes what is missing', async () => {
    const blocked = await desk('', 'verdict', '--rules', 'founder', '--facts', facts({ 'ticket.side': 'short', 'ticket.stop': 6006.25 }), '--json');
    expect(blocked.code).toBe(0);
    expect(JSON.parse(blocked.out)).toMatchObject({ outcome: 'soft-block' });
    const { lines } = JSON.parse((await desk('', 'verdict', '--rules', 'founder', '--facts', facts({ 'map.trend': null }), '--json')).out) as { lines: { ruleId: string; status: string }[] };
    expect(lines.find(({ ruleId }) => ruleId === 'counter-trend')).toMatchObject({ status: 'insufficient' });
  });

  it('says what is wrong with a file', async () => {
    for (const [change, words] of [[{ nonsense: 1 }, /no fact has this name/], [{ instrument: 'NOPE' }, /starter catalogue/], [{ 'map.atr': { value: '4', asOf: 'yesterday' } }, /map\.atr\.asOf/]] as const) {
      const run = await desk('', 'verdict', '--rules', 'founder', '--facts', facts(change));
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(run.error).toMatch(words);
    }
    expect((await desk('', 'verdict', '--rules', '/nowhere.json', '--facts', facts())).error).toContain('There is no file /nowhere.json.');
  });
});

describe('the journal’s other commands', () => {
  it('log prints the last events, oldest first', async () => {
    const made = filled();
    const events = JSON.parse((await desk(made.folder, 'log', '--limit', '3', '--json')).out) as { seq: number; at: string; type: string; payload: { type: string } }[];
    expect(events.map(({ type }) => type)).toEqual(['outcome-recorded', 'ticket-sealed', 'verdict-given']);
    expect(events[0]).toMatchObject({ at: '2026-11-20T14:45:00.000Z', payload: { type: 'outcome-recorded' } });
    expect((await desk(made.folder, 'log', '--type', 'rehab-step-done')).out.split('\n')).toHaveLength(5);
  });

  it('backup copies, restore puts back, and neither overwrites', async () => {
    const made = filled();
    const target = join(made.folder, 'copy.db');
    const copied = JSON.parse((await desk(made.folder, 'backup', target, '--json')).out) as { events: number };
    expect(copied.events).toBe(made.journal.verify().events);
    expect(await desk(made.folder, 'backup', target)).toMatchObject({ code: 1 });
    made.journal.saveSettings({ theme: 'dark' });
    expect(await desk(made.folder, 'restore', target)).toMatchObject({ code: 1, error: expect.stringMatching(/is writing this journal/) as string });
    made.journal.close();
    const restored = JSON.parse((await desk(made.folder, 'restore', target, '--json')).out) as { replaced: string; events: number };
    expect(restored.events).toBe(copied.events);
    expect(existsSync(restored.replaced)).toBe(true);
    made.restart();
    expect(made.state().settings.theme).toBe('system');
    writeFileSync(join(made.folder, 'text.db'), 'not a journal'.repeat(100));
    made.journal.close();
    expect(JSON.parse((await desk(made.folder, 'restore', join(made.folder, 'text.db'), '--json')).error)).toMatchObject({ error: { code: 'store-damaged', message: expect.stringMatching(/^text\.db is no backup/) as string } });
  });

  it('an encrypted backup takes its passphrase, and an export is read back as it was', async () => {
    const made = filled();
    const [passphrase, other] = [join(made.folder, 'passphrase.txt'), join(made.folder, 'other.txt')];
    writeFileSync(passphrase, 'correct horse battery\n');
    writeFileSync(other, 'incorrect horse battery\n');
    const verified = (folder: string) => desk(folder, 'verify', '--json').then(({ out }) => JSON.parse(out) as object);
    const before = await verified(made.folder);
    const [locked, json, csv] = [join(made.folder, 'copy.db.age'), join(made.folder, 'journal.json'), join(made.folder, 'journal-csv')];
    expect(await desk(made.folder, 'backup', locked, '--passphrase-file', passphrase)).toMatchObject({ code: 0 });
    expect(await desk(made.folder, 'export', json)).toMatchObject({ code: 0 });
    expect(await desk(made.folder, 'export', json)).toMatchObject({ code: 1 });
    expect(await desk(made.folder, 'export', csv, '--form', 'csv', '--json')).toMatchObject({ code: 0 });
    expect(await desk(made.folder, 'export', csv, '--form', 'xml')).toMatchObject({ code: 2 });
    expect(JSON.parse((await desk(made.folder, 'restore', locked, '--json')).error)).toMatchObject({ error: { code: 'store-locked' } });
    made.journal.close();
    expect(await desk(made.folder, 'restore', locked)).toMatchObject({ code: 1, error: expect.stringMatching(/encrypted: .*--passphrase-file/) as string });
    expect(await desk(made.folder, 'restore', locked, '--passphrase-file', other)).toMatchObject({ code: 1, error: expect.stringMatching(/does not open/) as string });
    const fresh = temporaryFolder();
    expect(JSON.parse((await desk(fresh, 'restore', json, '--dry-run', '--json')).out)).toMatchObject({ restored: null, kind: 'json-export', tickets: 2, replaced: null });
    expect(existsSync(join(fresh, 'journal.db'))).toBe(false);
    for (const source of [json, csv, locked]) {
      const folder = temporaryFolder();
      expect(await desk(folder, 'restore', source, ...(source === locked ? ['--passphrase-file', passphrase] : []))).toMatchObject({ code: 0 });
      expect(await verified(folder)).toEqual(before);
    }
  }, 60_000);

  it('rules are shown, exported and imported by the asymmetry law', async () => {
    const made = filled();
    const file = join(made.folder, 'rules.json');
    expect(await desk(made.folder, 'rules', 'export', file)).toMatchObject({ code: 0 });
    expect(await desk(made.folder, 'rules', 'export', file)).toMatchObject({ code: 1 });
    const text = readFileSync(file, 'utf8');
    expect((await desk(made.folder, 'rules', 'export')).out).toBe(text.trimEnd());
    writeFileSync(file, text.replace('"maximum": 6', '"maximum": 9').replace('"noteMinLength": 20', '"noteMinLength": 40'));
    expect(await desk(made.folder, 'rules', 'import', file)).toMatchObject({ code: 1, error: expect.stringMatching(/is writing this journal/) as string });
    made.journal.close();
    const { changes } = JSON.parse((await desk(made.folder, 'rules', 'import', file, '--json')).out) as { changes: { effect: string }[] };
    expect(changes.length).toBeGreaterThan(0);
    expect(await desk(made.folder, 'rules', 'show')).toMatchObject({ code: 0, out: expect.stringMatching(/ticket-cap/) as string });
    const shown = (await desk(made.folder, 'rules', 'show', '--json')).out;
    expect(JSON.parse(shown)).toMatchObject({ current: { override: { noteMinLength: 40 } }, pending: { version: 3 } });
    // The same file again changes nothing, and makes no version.
    expect(await desk(made.folder, 'rules', 'import', file)).toMatchObject({ code: 0, out: expect.stringContaining('there already') as string });
    expect((await desk(made.folder, 'rules', 'show', '--json')).out).toBe(shown);
    writeFileSync(file, text.replace('"kind": "ticket-cap"', '"kind": "ticket-hat"'));
    expect(await desk(made.folder, 'rules', 'import', file)).toMatchObject({ code: 1 });
  });

  it('doctor finds nothing where nothing is wrong, and names what is', async () => {
    const made = filled();
    expect(await desk(made.folder, 'backup', join(made.journal.backupFolder, backupName({ kind: 'manual', at: Date.now(), journal: null, encrypted: false })))).toMatchObject({ code: 0 });
    const healthy = JSON.parse((await desk(made.folder, 'doctor', '--json')).out) as { findings: { check: string; status: string }[] };
    expect(healthy.findings.map(({ check }) => check)).toEqual(['folder', 'disk', 'writer', 'journal', 'references', 'log', 'verdicts', 'clock', 'backups']);
    made.journal.close();
    const db = new Database(made.journal.path);
    db.pragma('foreign_keys = OFF');
    db.exec("DELETE FROM session_calendars WHERE id = 'cme-globex'");
    db.close();
    const sick = await desk(made.folder, 'doctor');
    expect(sick.code).toBe(1);
    expect(sick.out).toMatch(/problem +references/);
    writeFileSync(made.journal.path, 'gone'.repeat(5_000));
    expect(await desk(made.folder, 'doctor')).toMatchObject({ code: 1, out: expect.stringMatching(/problem +journal .*not a database/) as string });
    expect(await desk(join(made.folder, 'nowhere'), 'doctor')).toMatchObject({ code: 0 });
  });
});
