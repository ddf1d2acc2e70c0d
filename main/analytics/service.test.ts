import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ReportFilter } from '../../preload/contract/analytics.ts';
import { calls, type CallInput, type CallOutput } from '../../preload/contract/calls.ts';
import { dataFiles } from '../data-folder.ts';
import { buildDemo } from '../journal/demo/build-demo.ts';
import { FRIDAY_MORNING } from '../journal/testing/bench.ts';
import { listAccounts } from '../store/accounts.ts';
import { findReport, saveReport } from '../store/saved-reports.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { temporaryFolder } from '../store/testing.ts';
import { countTrades, findTrade, listTrades, updateTrade } from '../store/trades.ts';
import { AnalyticsService } from './service.ts';

interface Bench {
  readonly service: AnalyticsService;
  readonly store: Store;
  readonly filter: ReportFilter;
  readonly faults: unknown[];
  readonly told: { job: string; done: number; total: number }[];
  /** The journal changed. */
  changed(): void;
}

/** The demo, made once; every test works on a copy of its own. */
const demo = mkdtempSync(join(tmpdir(), 'holdfast-'));
beforeAll(() => buildDemo(demo, FRIDAY_MORNING));
afterAll(() => rmSync(demo, { recursive: true, force: true }));

function bench(startWorker = () => new Worker(new URL('reports/worker.ts', import.meta.url))): Bench {
  const path = join(temporaryFolder(), dataFiles.journal);
  copyFileSync(join(demo, dataFiles.journal), path);
  const store = openStore({ path, mode: 'write', owner: 'test', durable: false });
  let revision = 1;
  const faults: unknown[] = [];
  const told: Bench['told'] = [];
  const service = new AnalyticsService({
    journal: () => ({ version: () => ({ path, opening: 'first', revision }), read: (work) => work(store), write: (work) => store.transaction(work) }),
    clock: { now: () => FRIDAY_MORNING, monotonic: () => 0 },
    startWorker,
    progress: (progress) => told.push(progress),
    report: (fault) => faults.push(fault),
  });
  onTestFinished(async () => {
    await service.close();
    store.close();
  });
  const accountId = listAccounts(store)[0]?.id ?? '';
  return { service, store, filter: { accountId, from: null, to: null, symbol: null, setup: null }, faults, told, changed: () => void (revision += 1) };
}

const netOf = (report: CallOutput<'analytics.summary'>): unknown => report.figures.find(({ key }) => key === 'net-pnl')?.value;

describe('reports of a real journal', () => {
  it('agree with each other and with the journal', async () => {
    const { service, store, filter, faults } = bench();
    const closed = listTrades(store, { accountId: filter.accountId, status: 'closed', from: null, to: null }, null, 1_000);
    const net = closed.reduce((sum, { netPnl }) => sum + netPnl, 0);
    const handlers = service.handlers();
    const ask = { job: 'j', filter };
    const rules = { rules: [], override: { coolDownSeconds: { critical: 60, major: 30 }, noteMinLength: 20 } };

    const summary = calls['analytics.summary'].output.parse(await handlers['analytics.summary'](ask));
    expect(netOf(summary)).toEqual({ kind: 'pnl', money: { amount: net, currency: 'USD' } });
    const calendar = calls['analytics.calendar'].output.parse(await handlers['analytics.calendar'](ask));
    expect(calendar.tables.sessions.reduce((sum, { netPnl }) => sum + (netPnl ?? 0), 0)).toBe(net);
    expect(calendar.tables.sessions.some(({ prepared }) => prepared === true)).toBe(true);
    const equity = calls['analytics.equity'].output.parse(await handlers['analytics.equity'](ask));
    expect(equity.tables.equity.at(-1)?.netPnl).toBe(net);
    for (const dimension of ['setup', 'instrument', 'weekday', 'time', 'side', 'grade', 'atr-band', 'emotion'] as const) {
      const { tables } = calls['analytics.breakdown'].output.parse(await handlers['analytics.breakdown']({ ...ask, dimension }));
      expect([dimension, tables.groups.reduce((sum, { netPnl }) => sum + (netPnl ?? 0), 0)]).toEqual([dimension, net]);
      expect([dimension, tables.groups.some(({ group }) => group !== 'not known')]).toEqual([dimension, true]);
    }
    const distribution = calls['analytics.distribution'].output.parse(await handlers['analytics.distribution'](ask));
    expect(distribution.tables.distribution.reduce((sum, { trades }) => sum + (trades ?? 0), 0)).toBe(closed.filter(({ rMicro }) => rMicro !== null).length);
    const holding = calls['analytics.holding'].output.parse(await handlers['analytics.holding'](ask));
    expect(holding.tables.bands.reduce((sum, { trades }) => sum + (trades ?? 0), 0)).toBe(closed.length);
    const streaks = calls['analytics.streaks'].output.parse(await handlers['analytics.streaks'](ask));
    expect(streaks.tables.after.reduce((sum, { trades }) => sum + (trades ?? 0), 0)).toBe(closed.length);
    const exits = calls['analytics.exits'].output.parse(await handlers['analytics.exits'](ask));
    expect(exits.tables.scatter.length).toBe(closed.filter(({ mfe, stopAmount }) => mfe !== null && stopAmount !== null).length);
    const discipline = calls['analytics.discipline'].output.parse(await handlers['analytics.discipline'](ask));
    expect(discipline.tables.costs.length).toBeGreaterThan(0);
    expect(discipline.tables.rates.some(({ overridden, obeyed }) => (overridden ?? 0) > 0 && (obeyed ?? 0) > 0)).toBe(true);
    expect(discipline.tables.rehab.some(({ time, steps }) => steps === 5 && (time ?? 0) > 60_000)).toBe(true);
    calls['analytics.shadow'].output.parse(await handlers['analytics.shadow'](ask));
    const replay = calls['analytics.replay'].output.parse(await handlers['analytics.replay']({ ...ask, proposed: rules }));
    expect(replay.tables.sides.map(({ side, trades }) => [side, trades])).toEqual([['What happened', closed.length], ['Today’s rules', expect.any(Number)], ['The proposal', closed.length]]);
    expect(replay.tables.sides[1]?.blocked).toBeGreaterThan(0);
    const review = calls['analytics.review'].output.parse(await handlers['analytics.review']({ ...ask, week: '2026-11-16' }));
    expect(review.tables.trades.length).toBe(countTrades(store, { accountId: filter.accountId, status: 'closed', from: '2026-11-16', to: '2026-11-22' }));
    expect(review.tables.sessions.every(({ goal }) => goal !== null)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('say what a filter can be set to', async () => {
    const { service, store, filter } = bench();
    const choices = calls['analytics.choices'].output.parse(await service.handlers()['analytics.choices']({ accountId: filter.accountId }));
    const dates = listTrades(store, { accountId: filter.accountId, status: 'closed', from: null, to: null }, null, 1_000).map(({ sessionDate }) => sessionDate).toSorted();
    expect(choices).toMatchObject({ symbols: expect.arrayContaining(['MES']), firstSession: dates[0], lastSession: dates.at(-1) });
  });

  it('are made again when the journal has changed, and remembered while it has not', async () => {
    const { service, store, filter, changed } = bench();
    const before = netOf(await service.make('analytics.summary', { job: '1', filter }));
    const [newest] = listTrades(store, { accountId: filter.accountId, status: 'closed', from: null, to: null }, null, 1);
    if (newest === undefined) throw new Error('the demo has trades');
    store.transaction((tx) => updateTrade(tx, { ...newest, netPnl: newest.netPnl + 100 }));
    expect(findTrade(store, newest.id)?.netPnl).toBe(newest.netPnl + 100);
    expect(netOf(await service.make('analytics.summary', { job: '2', filter }))).toEqual(before);
    changed();
    const after = netOf(await service.make('analytics.summary', { job: '3', filter }));
    const amount = (value: unknown) => (value as { money: { amount: number } }).money.amount;
    expect(amount(after)).toBe(amount(before) + 100);
  });
});

describe('the thread', () => {
  it('refuses an account that is none', async () => {
    const { service, filter } = bench();
    await expect(service.make('analytics.summary', { job: 'j', filter: { ...filter, accountId: 'nobody' } })).rejects.toMatchObject({ code: 'not-found', field: 'filter.accountId' });
  });

  it('stops a report that was cancelled and goes on with the next', async () => {
    const { service, filter } = bench();
    const first = service.make('analytics.summary', { job: '1', filter });
    const second = service.make('analytics.equity', { job: '2', filter });
    const third = service.make('analytics.calendar', { job: '3', filter });
    service.cancel('2');
    service.cancel('nobody');
    await expect(second).rejects.toMatchObject({ code: 'refused', message: 'The report was cancelled.' });
    await expect(first).resolves.toMatchObject({ report: 'summary' });
    await expect(third).resolves.toMatchObject({ report: 'calendar' });
  });

  it('takes one report of a name at a time', async () => {
    const { service, filter } = bench();
    const first = service.make('analytics.summary', { job: 'j', filter });
    await expect(service.make('analytics.summary', { job: 'j', filter })).rejects.toMatchObject({ code: 'conflict' });
    await first;
  });

  it('is started again after it was lost, and what waited for it is told', async () => {
    let started = 0;
    const { service, filter } = bench(() => {
      started += 1;
      return started === 1 ? new Worker('process.exit(1)', { eval: true }) : new Worker(new URL('reports/worker.ts', import.meta.url));
    });
    await expect(service.make('analytics.summary', { job: '1', filter })).rejects.toMatchObject({ code: 'internal', retry: true });
    await expect(service.make('analytics.summary', { job: '2', filter })).resolves.toMatchObject({ report: 'summary' });
  });

  it('ends with the service', async () => {
    const { service, filter } = bench();
    const [answer] = await Promise.allSettled([service.make('analytics.summary', { job: 'j', filter }), service.close()]);
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  });

  it('passes progress on under the name of its job', async () => {
    const { service, filter, told } = bench(
      () => new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ job }) => { parentPort.postMessage({ type: 'progress', job, done: 1, total: 2 }); parentPort.postMessage({ type: 'failed', job, error: null, fault: 'stack' }); });", { eval: true }),
    );
    await expect(service.make('analytics.summary', { job: 'j', filter })).rejects.toMatchObject({ code: 'internal' });
    expect(told).toEqual([{ job: 'j', done: 1, total: 2 }]);
  });

  it('puts a fault into the log and no stack into the answer', async () => {
    const { service, filter, faults } = bench(() => new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ job }) => parentPort.postMessage({ type: 'failed', job, error: null, fault: 'TypeError at fold.ts:1' }));", { eval: true }));
    await expect(service.make('analytics.summary', { job: 'j', filter })).rejects.toMatchObject({ message: 'The report could not be made. The fault is in the log.' });
    expect(faults.map(String)).toEqual(['Error: a report failed: TypeError at fold.ts:1']);
  });
});

describe('what the trader keeps', () => {
  it('a replay: saved, listed, read as it was, deleted', async () => {
    const { service, store, filter } = bench();
    const handlers = service.handlers();
    const proposed: CallInput<'analytics.replay'>['proposed'] = { rules: [], override: { coolDownSeconds: { critical: 60, major: 30 }, noteMinLength: 20 } };
    const result = await service.make('analytics.replay', { job: 'j', filter, proposed });
    const head = await handlers['analytics.replay.save']({ name: 'No rules at all', content: proposed, result });
    expect(await handlers['analytics.replay.list']({ accountId: filter.accountId })).toEqual([{ ...head, name: 'No rules at all', savedAt: FRIDAY_MORNING }]);
    expect(calls['analytics.replay.get'].output.parse(await handlers['analytics.replay.get']({ id: head.id }))).toEqual({ ...head, content: proposed, result });
    // One that was kept before its tables had all of today's columns.
    const kept = JSON.parse(findReport(store, head.id)?.content ?? '') as { result: { tables: { sides: Record<string, unknown>[] } } };
    for (const row of kept.result.tables.sides) delete row['unknown'];
    store.transaction((tx) => saveReport(tx, { id: head.id, accountId: filter.accountId, kind: 'replay', name: head.name, content: JSON.stringify(kept), savedAt: head.savedAt }));
    const older = calls['analytics.replay.get'].output.parse(await handlers['analytics.replay.get']({ id: head.id }));
    expect(older.result.tables.sides).toEqual(result.tables.sides.map((row) => ({ ...row, unknown: null })));
    await handlers['analytics.replay.delete']({ id: head.id });
    expect(await handlers['analytics.replay.list']({ accountId: filter.accountId })).toEqual([]);
    expect(() => handlers['analytics.replay.get']({ id: head.id })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('the words of a week', async () => {
    const { service, filter } = bench();
    const handlers = service.handlers();
    const of = { accountId: filter.accountId, week: '2026-11-16' };
    const answers = { wentWell: 'Waited.', cost: 'One override.', change: 'None before 10.', completedAt: FRIDAY_MORNING };
    expect(await handlers['analytics.review.answers'](of)).toBeNull();
    await handlers['analytics.review.save']({ ...of, answers: { ...answers, change: 'Something' } });
    await handlers['analytics.review.save']({ ...of, answers });
    expect(await handlers['analytics.review.answers'](of)).toEqual(answers);
    expect(await handlers['analytics.review.answers']({ ...of, week: '2026-11-09' })).toBeNull();
    expect(() => handlers['analytics.replay.get']({ id: `review:${filter.accountId}:2026-11-16` })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
