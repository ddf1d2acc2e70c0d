import { describe, expect, test } from 'vitest';
import type { CallOutput } from '../../preload/contract/calls.ts';
import { logRow } from '../../preload/contract/log.ts';
import { rulesView } from '../../preload/contract/rules.ts';
import type { Result } from '../../preload/contract/result.ts';
import { appState } from '../../preload/contract/state.ts';
import { ticketView } from '../../preload/contract/tickets.ts';
import { tradeView } from '../../preload/contract/trades.ts';
import { NOW, sampleOpenTrade } from './sample-journal.ts';
import { scenario, scenarioNames } from './sample-state.ts';
import { createStubBridge } from './stub-bridge.ts';

describe.each(scenarioNames)('sample state “%s”', (name) => {
  test('fits the contract', () => {
    const sample = scenario(name);
    appState.parse(sample.state);
    rulesView.parse(sample.rules);
    for (const trade of sample.journal.trades) tradeView.parse(trade);
    for (const ticket of sample.journal.tickets) ticketView.parse(ticket);
    for (const row of sample.journal.log) logRow.parse(row);
  });
});

describe('the test double', () => {
  test('computes a partly closed trade as product.md defines it', () => {
    const trade = sampleOpenTrade(true);
    expect(trade).toMatchObject({ status: 'open', openQuantity: '1', stopAmount: { amount: 6000 }, grossPnl: { amount: 3750 }, fees: { amount: 186 }, netPnl: { amount: 3564 }, r: null, mfeErrorR: null });
  });

  test('closes a trade and answers with R, MFE-R, MFE-Error-R and exit efficiency', async () => {
    const bridge = createStubBridge(scenario('open'));
    const result = await bridge.call('trade.exit', { tradeId: 'tr-open', price: '6024.25', quantity: '1', fees: { amount: 62, currency: 'USD' }, mfe: { amount: 12_500, currency: 'USD' }, mae: { amount: -1_500, currency: 'USD' } });
    // gross 37.50 + 60.00 = 97.50; fees 2.48; Stop$ 60.00
    expect(result).toMatchObject({ ok: true, value: { status: 'closed', grossPnl: { amount: 9750 }, r: '1.583667', mfeR: '2.083333', mfeErrorR: '0.458333', exitEfficiency: '0.78' } });
    expect(bridge.state().session?.open).toEqual([]);
  });

  test('refuses an impossible MFE with the field it is about', async () => {
    const bridge = createStubBridge(scenario('many'));
    const winner = scenario('many').journal.trades.find((trade) => trade.grossPnl.amount > 0);
    const result = await bridge.call('trade.facts', { tradeId: winner?.id ?? '', mfe: { amount: 0, currency: 'USD' } });
    expect(result).toMatchObject({ ok: false, error: { code: 'refused', field: 'mfe' } });
  });

  test('answers a malformed payload with a typed error', async () => {
    const bridge = createStubBridge(scenario('prepared'));
    const result = await bridge.call('trade.get', { tradeId: 'not an id' });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'tradeId' } });
  });

  test('pushes every change with a higher revision', async () => {
    const bridge = createStubBridge(scenario('prepared'));
    const seen: number[] = [];
    const stop = bridge.on('state', (state) => seen.push(state.revision));
    await bridge.call('settings.save', { alwaysOnTop: false });
    await bridge.call('settings.save', { opacity: 80 });
    stop();
    await bridge.call('settings.save', { opacity: 90 });
    expect(seen).toEqual([2, 3]);
    expect(bridge.state().settings).toMatchObject({ alwaysOnTop: false, opacity: 90 });
  });

  test('holds an override until its cool-down is over and its note is long enough', async () => {
    let now = NOW;
    const bridge = createStubBridge(scenario('blocked'), () => now);
    const early = await bridge.call('ticket.override', { ticketId: 'tk-waiting', note: 'The level held twice; I take half size.' });
    now += 300_000;
    const short = await bridge.call('ticket.override', { ticketId: 'tk-waiting', note: 'because' });
    const taken = await bridge.call('ticket.override', { ticketId: 'tk-waiting', note: 'The level held twice; I take half size.' });
    expect([early.ok, short.ok, taken.ok]).toEqual([false, false, true]);
    expect(taken).toMatchObject({ value: { status: 'taken', tradeId: expect.any(String) } });
  });

  test('pages the limits log without gaps or repeats', async () => {
    const bridge = createStubBridge(scenario('many'));
    const seqs: number[] = [];
    let cursor: number | null = null;
    do {
      const page: Result<CallOutput<'log.query'>> = await bridge.call('log.query', { kinds: ['block', 'override'], ruleKind: null, text: '', from: null, to: null, cursor, limit: 50 });
      if (!page.ok) throw new Error(page.error.message);
      seqs.push(...page.value.rows.map((row) => row.seq));
      cursor = page.value.nextCursor;
      expect(page.value.total).toBeGreaterThan(50);
    } while (cursor !== null);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => b - a));
  });

  test('plans a loosening for the next session and a tightening for now', async () => {
    const bridge = createStubBridge(scenario('prepared'));
    const view = await bridge.call('rules.get', undefined);
    if (!view.ok) throw new Error(view.error.message);
    const withCap = (maximum: number) => ({ override: view.value.current.override, rules: view.value.current.rules.map((rule) => (rule.id === 'ticket-cap' ? { ...rule, params: { maximum } } : rule)) });
    const looser = await bridge.call('rules.plan', withCap(8));
    const tighter = await bridge.call('rules.plan', withCap(4));
    expect(looser).toMatchObject({ value: { changes: [{ ruleId: 'ticket-cap', effect: 'next-session' }], problems: [] } });
    expect(tighter).toMatchObject({ value: { changes: [{ effect: 'now' }] } });
  });

  test('can be made to fail and to fall silent', async () => {
    const bridge = createStubBridge(scenario('prepared'));
    bridge.fail('backup.now', { code: 'store-full', message: 'The disk is full.' });
    expect(await bridge.call('backup.now', undefined)).toMatchObject({ ok: false, error: { code: 'store-full' } });
    bridge.fail('backup.now', null);
    expect(await bridge.call('backup.now', undefined)).toMatchObject({ ok: true });
    expect(await createStubBridge(scenario('offline')).call('app.state', undefined)).toMatchObject({ ok: false, error: { retry: true } });
  });
});
