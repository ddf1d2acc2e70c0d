/**
 * Reports and pages of a journal of a million trades: what the analytics window waits for. The baselines run in the same process
 * on the same file: one raw GROUP BY through better-sqlite3, and the same sums folded over a plain array of objects.
 *
 * One JSON line; the exit code is 1 when a bound is not kept.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CallInput } from '../../preload/contract/calls.ts';
import { AnalyticsService } from '../../main/analytics/service.ts';
import { systemTime, TrustedClock } from '../../main/clock.ts';
import { Journal } from '../../main/journal/journal.ts';
import { makeLargeJournal } from './journal-file.ts';
import { rounded } from './quantile.ts';

export const TRADES = 1_000_000;
export const REPORT_MS = 100;
export const PAGE_MS = 20;
const ROUNDS = 9;
const DIMENSIONS = ['setup', 'instrument', 'weekday', 'time', 'side', 'grade', 'atr-band', 'emotion'] as const satisfies readonly CallInput<'analytics.breakdown'>['dimension'][];

export interface JournalReportsBench {
  readonly bench: 'journal-reports';
  readonly trades: number;
  /** Milliseconds of wall clock from the call to the answer over the thread. Each is the least of several rounds: a neighbour on the machine does not decide. */
  readonly summary: number;
  readonly breakdowns: Readonly<Record<string, number>>;
  readonly slowestBreakdown: number;
  /** After a change of the journal that is none of its trades. */
  readonly summaryAfterChange: number;
  /** After a trade of the middle of the history was changed, and after one came in: only these are read. */
  readonly summaryAfterTradeChanged: number;
  readonly summaryAfterTradeAdded: number;
  /** Once after a start: the account is read into columns. */
  readonly firstReport: number;
  /** First page and one in the middle of the list. */
  readonly page: number;
  readonly deepPage: number;
  readonly baseline: 'better-sqlite3 GROUP BY';
  readonly baselineMs: number;
  readonly foldMs: number;
  /** Summary against both. */
  readonly ratio: number;
  readonly foldRatio: number;
  readonly reportMsMax: number;
  readonly pageMsMax: number;
  readonly pass: boolean;
}

export async function benchJournalReports(trades = TRADES): Promise<JournalReportsBench> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  try {
    const { path, accountId } = makeLargeJournal(folder, trades);
    const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'bench' });
    const service = new AnalyticsService({
      journal: () => journal, clock: new TrustedClock(systemTime), progress: () => undefined, report: (fault) => console.error(fault),
      startWorker: () => new Worker(new URL('../../main/analytics/reports/worker.ts', import.meta.url)),
    });
    // The thread keeps no process alive by itself.
    const awake = setInterval(() => undefined, 1_000);
    const filter = { accountId, from: null, to: null, symbol: null, setup: null };
    const summary = () => service.make('analytics.summary', { job: 'bench', filter });
    const firstReport = (await timed(1, summary))[0] ?? 0;
    const summaryMs = least(await timed(ROUNDS, summary));
    const breakdowns: Record<string, number> = {};
    for (const dimension of DIMENSIONS) breakdowns[dimension] = least((await timed(ROUNDS + 1, () => service.make('analytics.breakdown', { job: 'bench', filter, dimension }))).slice(1));
    const afterChange = await timed(ROUNDS, async () => {
      journal.saveSettings({ hidePnl: false });
      await summary();
    });
    const afterTrade = async (change: string): Promise<number> => {
      const db = new Database(path);
      const statement = db.prepare(change);
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        statement.run({ round });
        // The journal counts its own changes; this one came from outside.
        journal.saveSettings({ hidePnl: false });
        times.push(...(await timed(1, summary)));
      }
      db.close();
      return least(times);
    };
    const afterTradeChanged = await afterTrade("UPDATE trades SET net_pnl = net_pnl + 1, gross_pnl = gross_pnl + 1 WHERE id = printf('trade-%07d', 500000 + @round)");
    const afterTradeAdded = await afterTrade(`
      INSERT INTO trades (id, account_id, session_date, symbol, side, status, currency, quantity, open_quantity, entry_at, exit_at, entry_price, targets_json, overridden, gross_pnl, fees, net_pnl, note, lesson, provenance, costs_known)
      SELECT 'new-' || @round, account_id, session_date, symbol, side, status, currency, quantity, open_quantity, entry_at + @round, exit_at + @round, entry_price, targets_json, overridden, gross_pnl, fees, net_pnl, note, lesson, provenance, costs_known
      FROM trades WHERE id = (SELECT max(id) FROM trades WHERE id LIKE 'trade-%')`);
    const list = (cursor: string | null) => () => journal.listTrades({ status: 'closed', from: null, to: null, cursor, limit: 100 });
    const middle = `2021-01-05~${Date.UTC(2021, 0, 5, 18)}~trade-0500000`;
    const [page, deepPage] = [least(await timed(50, list(null))), least(await timed(50, list(middle)))];
    clearInterval(awake);
    await service.close();
    journal.close();

    const db = new Database(path, { readonly: true });
    const group = db.prepare("SELECT symbol, count(*), sum(net_pnl), avg(r_micro), sum(net_pnl > 0) FROM trades WHERE account_id = ? AND status = 'closed' GROUP BY symbol");
    const baselineMs = least(await timed(3, () => group.all(accountId)));
    const rows = db.prepare('SELECT symbol, net_pnl AS net, r_micro AS r FROM trades').all() as { symbol: string; net: number; r: number | null }[];
    const foldMs = least(await timed(5, () => fold(rows)));
    db.close();

    const slowestBreakdown = Math.max(...Object.values(breakdowns));
    return {
      bench: 'journal-reports', trades, summary: summaryMs, breakdowns, slowestBreakdown, summaryAfterChange: least(afterChange), summaryAfterTradeChanged: afterTradeChanged, summaryAfterTradeAdded: afterTradeAdded, firstReport: rounded(firstReport), page, deepPage, baseline: 'better-sqlite3 GROUP BY',
      baselineMs, foldMs, ratio: rounded(summaryMs / baselineMs), foldRatio: rounded(summaryMs / foldMs), reportMsMax: REPORT_MS, pageMsMax: PAGE_MS,
      pass: summaryMs < REPORT_MS && afterTradeChanged < REPORT_MS && afterTradeAdded < REPORT_MS && slowestBreakdown < REPORT_MS && page < PAGE_MS && deepPage < PAGE_MS,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fold(rows: readonly { readonly symbol: string; readonly net: number; readonly r: number | null }[]): ReadonlyMap<string, { n: number; net: number; r: number; wins: number }> {
  const groups = new Map<string, { n: number; net: number; r: number; wins: number }>();
  for (const { symbol, net, r } of rows) {
    let group = groups.get(symbol);
    if (group === undefined) groups.set(symbol, (group = { n: 0, net: 0, r: 0, wins: 0 }));
    group.n += 1;
    group.net += net;
    group.r += r ?? 0;
    group.wins += net > 0 ? 1 : 0;
  }
  return groups;
}

function least(times: readonly number[]): number {
  return rounded(Math.min(...times));
}

async function timed(rounds: number, work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = await benchJournalReports(process.argv[2] === undefined ? TRADES : Number(process.argv[2]));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.pass ? 0 : 1;
}
