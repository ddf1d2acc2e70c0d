/**
 * The journal's lists and its search over 1,000,000 generated trades, of which every fifth has words: processor milliseconds of one
 * answer, as the main process gives it to the window (waiting for a busy machine is not counted). Baselines in the same run: for a page of the list, better-sqlite3 reading the same rows and nothing
 * else; for a search, better-sqlite3 looking through the notes with LIKE.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { systemTime, TrustedClock } from '../../main/clock.ts';
import { Journal } from '../../main/journal/journal.ts';
import { query } from '../../main/store/executor.ts';
import { refreshSearch } from '../../main/store/search-index.ts';
import { searchWords } from '../../main/store/search-words.ts';
import { quantile, rounded } from './quantile.ts';

const ROUNDS = 30;

interface Line {
  readonly p50: number;
  readonly most: number;
}

export interface NotebookBench {
  readonly bench: 'notebook';
  readonly trades: number;
  readonly written: number;
  readonly megabytes: number;
  /** Milliseconds to index one trade's words. */
  readonly indexing: number;
  readonly answers: Readonly<Record<string, Line>>;
  readonly baselines: Readonly<Record<string, Line>>;
  /** Of the medians. */
  readonly ratios: Readonly<Record<string, number>>;
}

export function benchNotebook(trades = 1_000_000): NotebookBench {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-notebook-'));
  try {
    const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'bench', durable: false });
    journal.completeSetup({ account: { name: 'Bench', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } }, symbols: ['MES'], template: 'founder', texts: {} });
    const accountId = journal.account?.id ?? '';
    journal.close();
    generate(join(folder, 'journal.db'), accountId, trades);

    const open = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'bench', durable: false });
    const indexed = performance.now();
    const stale = (): number => open.read((db) => db.first(query.selectFrom('search_stale').select((row) => row.fn.countAll<number>().as('n')))?.n ?? 0);
    const written = stale();
    while (stale() > 0) open.write((tx) => refreshSearch(tx, (key) => searchWords(tx, key), 20_000));
    const indexing = (performance.now() - indexed) / Math.max(1, written);

    const { notebook } = open;
    const filter = { accountId, from: null, to: null, symbol: null, setup: null, labelId: null };
    const middle = notebook.trades({ filter: { ...filter, to: '2019-06-28' }, cursor: null, limit: 1 }).nextCursor;
    const label = (name: string): string => notebook.labels().find((entry) => entry.name === name)?.id ?? '';
    const search = (text: string) => () => void notebook.search({ accountId, text, limit: 50 });
    const asked: Readonly<Record<string, () => void>> = {
      'page of trades, newest': () => void notebook.trades({ filter, cursor: null, limit: 100 }),
      'page of trades, in the middle': () => void notebook.trades({ filter, cursor: middle, limit: 100 }),
      'page of a rare instrument': () => void notebook.trades({ filter: { ...filter, symbol: 'ZB' }, cursor: null, limit: 100 }),
      'page of a common instrument': () => void notebook.trades({ filter: { ...filter, symbol: 'MES' }, cursor: null, limit: 100 }),
      'page of a rare tag': () => void notebook.trades({ filter: { ...filter, labelId: label('Rare') }, cursor: null, limit: 100 }),
      'page of a common tag': () => void notebook.trades({ filter: { ...filter, labelId: label('Common') }, cursor: null, limit: 100 }),
      'page of days': () => void notebook.days({ filter, cursor: null, limit: 30 }),
      'one day': () => void notebook.day({ accountId, date: '2019-06-28' }),
      'search, a rare word': search('needle '),
      'search, two words': search('retest boredom '),
      'search, a word in half of them': search('level '),
      'search, while typing': search('re'),
      'search, two common words': search('level waited '),
    };
    const answers = Object.fromEntries(Object.entries(asked).map(([name, ask]) => [name, measured(ask)]));
    open.close();

    const raw = new Database(join(folder, 'journal.db'), { readonly: true });
    const page = raw.prepare('SELECT * FROM trades WHERE account_id = ? ORDER BY session_date DESC, entry_at DESC, id DESC LIMIT 100');
    const like = raw.prepare("SELECT id FROM trades WHERE account_id = ? AND (note LIKE '%needle%' OR lesson LIKE '%needle%') ORDER BY session_date DESC LIMIT 50");
    const baselines = { 'page of trades, newest': measured(() => void page.all(accountId)), 'search, a rare word': measured(() => void like.all(accountId), 3) };
    raw.close();
    const ratios = Object.fromEntries(Object.entries(baselines).map(([name, { p50 }]) => [name, Math.round(((answers[name]?.p50 ?? 0) / Math.max(0.01, p50)) * 10_000) / 10_000]));
    return { bench: 'notebook', trades, written, megabytes: Math.round(statSync(join(folder, 'journal.db')).size / 1e6), indexing: rounded(indexing), answers, baselines, ratios };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ten years of days with four hundred trades each. */
function generate(path: string, accountId: string, trades: number): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  db.function('words', { deterministic: true }, (n: unknown) => {
    const index = Number(n);
    const parts = [index % 2 === 0 ? 'waited for the level' : 'chased it', index % 3 === 0 ? 'retest held' : 'broke through', index % 7 === 0 ? 'boredom' : 'calm', index % 50_000 === 0 ? 'needle' : ''];
    return `${parts.filter((part) => part !== '').join(', ')} at ${5_000 + (index % 997)}`;
  });
  db.exec('BEGIN');
  db.prepare(
    `INSERT INTO trades (id, account_id, session_date, symbol, side, status, currency, point_value, quantity, open_quantity, entry_at, exit_at, entry_price, exit_price, targets_json, overridden, gross_pnl, fees, net_pnl, r_micro, note, lesson, provenance, costs_known)
     WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @trades)
     SELECT printf('%032x', i), @account, date('2016-01-04', (i / 400) || ' days'), CASE WHEN i % 9001 = 0 THEN 'ZB' WHEN i % 3 = 0 THEN 'MNQ' ELSE 'MES' END, CASE i % 2 WHEN 0 THEN 'long' ELSE 'short' END, 'closed', 'USD', '5', '2', '0',
       1451913000000 + i / 400 * 86400000 + i % 400 * 60000, 1451913000000 + i / 400 * 86400000 + i % 400 * 60000 + 30000, '5000', '5001', '[]', 0, (i * 7919) % 20000 - 9000, 124, (i * 7919) % 20000 - 9124, (i * 7919) % 4000000 - 1900000,
       CASE WHEN i % 5 = 0 THEN words(i / 5) ELSE '' END, CASE WHEN i % 15 = 0 THEN 'let it run' ELSE '' END, 'typed', 'all' FROM n`,
  ).run({ trades, account: accountId });
  for (const [id, name, every] of [['rare', 'Rare', 5_003], ['common', 'Common', 20]] as const) {
    db.prepare("INSERT INTO labels VALUES (?, 'tag', ?, lower(?), 1)").run(id, name, name);
    db.prepare("INSERT INTO label_uses SELECT ?, account_id, 'trade', id, 1 FROM trades WHERE rowid % ? = 0").run(id, every);
  }
  // Words of labels are not what is measured: those with a label alone stay out of the index.
  db.exec("DELETE FROM search_stale WHERE subject = 'trade' AND subject_id IN (SELECT id FROM trades WHERE note = '' AND lesson = '')");
  db.exec('COMMIT');
  db.close();
}

function measured(ask: () => void, rounds = ROUNDS): Line {
  ask();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    ask();
    const { user, system } = process.cpuUsage(start);
    taken.push((user + system) / 1000);
  }
  return { p50: quantile(taken, 0.5), most: rounded(Math.max(...taken)) };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(`${JSON.stringify(benchNotebook(process.argv[2] === undefined ? undefined : Number(process.argv[2])), null, 2)}\n`);
