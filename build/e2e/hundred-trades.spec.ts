/**
 * A year of a real trader's trades through the real window: each one a ticket that is typed, judged and sealed by keyboard.
 * What the verdict has to be is worked out a second time by an independent checker. Cool-downs are served, notes written,
 * trades walked away from, outcomes recorded; at the end the command line verifies the log.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../paths.ts';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { brokenRules, type CheckedDay, type CheckedTicket, type Limits } from './support/independent-checker.ts';
import { readPerformance, type RealTrade } from './support/performance-file.ts';
import { remoteClock, type RemoteClock } from './support/remote-clock.ts';

const REAL = join(root, '..', 'shared', 'data', 'tradovate', 'performance-mes-2025.csv');
const SAMPLE = join(import.meta.dirname, 'samples', 'performance-sample.csv');
/** The file does not name its zone; its hours are New York's trading hours seen from UTC+8. */
const ZONE = '+08:00';
const TRADES = 110;
const MINUTE = 60_000;

/** Part way through the trader tightens two brakes, so that they bite on days of an ordinary length. */
const TIGHTER_FROM_DAY = 20;
const TIGHTER: Limits = { cap: 1, brakeAfter: 1 };

const NOTE = 'The order is already working and I accept what it costs.';

for (const { name, path, trades } of [
  { name: `${TRADES} real trades, typed as tickets, get the verdicts the rules demand`, path: REAL, trades: TRADES },
  { name: 'the project’s own sample gets the verdicts the rules demand', path: SAMPLE, trades: Number.POSITIVE_INFINITY },
]) {
  test(name, async ({ launch }) => {
    test.skip(!existsSync(path), `the broker file ${path.slice(root.length)} is not on this machine`);
    test.setTimeout(400_000);
    const real = readPerformance(path, ZONE).slice(0, trades);
    const first = real[0];
    if (first === undefined) throw new Error('the file has no trades');
    const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(first.entryAt - 30 * MINUTE) } });
    const run = new Run(desk.page, remoteClock(desk.app));
    await run.setUp();
    const steps = [
      ...real.map((trade, index) => ({ at: trade.entryAt, order: 1, go: () => run.enter(trade, index) })),
      ...real.map((trade, index) => ({ at: trade.exitAt, order: 0, go: () => run.exit(trade, index) })),
    ].toSorted((a, b) => a.at - b.at || a.order - b.order);
    for (const { at, go } of steps) {
      await run.until(at);
      await go();
    }
    await desk.close();

    const sorted = run.latencies.toSorted((a, b) => a - b);
    const quantile = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
    const report = `${run.sealed} tickets: ${run.clear} clear, ${run.blocked} blocked (${run.overridden} overridden, ${run.walkedAway} walked away), ${run.outcomes} outcomes; rules that bit: ${[...run.bitten].toSorted().join(', ')}; click to verdict p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, p99 ${quantile(0.99)} ms`;
    test.info().annotations.push({ type: 'measured', description: report });
    console.log(report);
    expect(run.sealed).toBe(real.length);
    expect(run.clear).toBeGreaterThan(0);
    expect(run.overridden).toBeGreaterThan(0);
    expect(run.walkedAway).toBeGreaterThan(0);
    if (real.length >= 100) expect([...run.bitten].toSorted()).toEqual(expect.arrayContaining(['atr-advisory', 'counter-trend', 'counter-trend-brake', 'loss-streak-cool-off', 'prepared', 'ticket-cap']));

    const verified = JSON.parse(execFileSync('node', [join(root, 'main', 'cli', 'index.ts'), 'verify', '--data', desk.data, '--json'], { encoding: 'utf8' })) as unknown;
    expect(verified).toMatchObject({ chain: 'intact', verdicts: { recomputed: real.length, mismatched: 0 } });
  });
}

class Run {
  sealed = 0;
  clear = 0;
  blocked = 0;
  overridden = 0;
  walkedAway = 0;
  outcomes = 0;
  /** Kinds of rules that bit at least once. */
  readonly bitten = new Set<string>();
  readonly latencies: number[] = [];
  readonly #page: Page;
  readonly #clock: RemoteClock;
  readonly #open = new Map<number, string>();
  #now = 0;
  #equityCents = 1_000_000;
  #date = '';
  #days = 0;
  #limits: Limits = { cap: 6, brakeAfter: 2 };
  #day: CheckedDay = emptyDay(0);

  constructor(page: Page, clock: RemoteClock) {
    this.#page = page;
    this.#clock = clock;
  }

  async setUp(): Promise<void> {
    this.#now = await this.#clock.now();
    await ask(this.#page, 'setup.complete', {
      account: { name: 'Main', broker: 'Tradovate', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: this.#equityCents, currency: 'USD' } },
      symbols: ['MES'],
      template: 'founder',
      texts: {},
    });

    await expect(this.#page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
  }

  /** Time passes up to an instant; cool-downs that were served may already have gone beyond it. */
  async until(at: number): Promise<void> {
    if (at <= this.#now) return;
    await this.#clock.advance(at - this.#now);
    this.#now = at;
  }

  async enter(trade: RealTrade, index: number): Promise<void> {
    await this.#openDay(trade.side);
    const ticket = this.#ticket(trade, index);
    const expected = brokenRules(ticket, this.#day, this.#limits);
    for (const kind of expected) this.bitten.add(kind);
    await this.#type(ticket);

    const verdict = await this.#seal();
    this.sealed += 1;
    const broken = new Set(verdict.lines.filter((line) => line.status !== 'pass').map((line) => line.kind));
    expect([...broken].toSorted(), `rules broken by ticket ${index + 1}: ${JSON.stringify(ticket)} on ${JSON.stringify(this.#day)}`).toEqual([...expected].toSorted());
    expect(verdict.outcome).toBe(expected.size === 0 ? 'clear' : 'soft-block');
    expect(verdict.grade).toBe(expected.size === 0 ? 'diamond' : expected.size === 1 && !CRITICAL.has([...expected][0] ?? '') ? 'fire' : 'skull');

    if (expected.size === 0) {
      this.clear += 1;
      await this.#taken(index, verdict.ticketId);
      return;
    }
    this.blocked += 1;
    if (index % 3 === 0) {
      await this.#page.keyboard.press('Alt+W');
      await expect(this.#page.getByRole('heading', { name: 'You held fast' })).toBeVisible();
      this.walkedAway += 1;
      return;
    }
    const override = this.#page.getByRole('button', { name: /^Override/ });
    await this.#page.getByRole('textbox', { name: 'Note' }).fill(NOTE);
    await expect(override).toHaveAttribute('aria-disabled', 'true');
    await this.#clock.advance(verdict.coolDownSeconds * 1000);
    this.#now += verdict.coolDownSeconds * 1000;
    await expect(override).not.toHaveAttribute('aria-disabled', 'true');
    await this.#page.keyboard.press('Control+Enter');
    this.overridden += 1;
    await this.#taken(index, verdict.ticketId);
  }

  async exit(trade: RealTrade, index: number): Promise<void> {
    const tradeId = this.#open.get(index);
    if (tradeId === undefined) return;
    await this.#openDay(trade.side);
    const closed = await ask(this.#page, 'trade.exit', { tradeId, price: String(trade.exit), quantity: String(trade.quantity), fees: { amount: 0, currency: 'USD' } });
    const points = (trade.exit - trade.entry) * (trade.side === 'long' ? 1 : -1);
    const cents = Math.round(points * trade.quantity * 500) + 0; // never −0
    expect(closed.netPnl?.amount).toBe(cents);
    expect(closed.status).toBe('closed');
    this.#equityCents += cents;
    this.#day.equityCents = this.#equityCents;
    this.#day.closed.push({ at: this.#now, netCents: cents, stopCents: closed.stopAmount?.amount ?? null });
    this.outcomes += 1;
  }

  async #taken(index: number, ticketId: string): Promise<void> {
    await expect(this.#page.getByRole('status', { name: 'Ticket taken' })).toBeVisible();
    const { tradeId } = await ask(this.#page, 'ticket.get', { ticketId });
    if (tradeId === null) throw new Error('a taken ticket has no trade');
    this.#open.set(index, tradeId);
    this.#day.taken.push(newYorkMinute(this.#now));
  }

  /** The day's preparation, on most days; what is not tested here goes straight to the main process. */
  async #openDay(side: 'long' | 'short'): Promise<void> {
    const date = globexDate(this.#now);
    if (date === this.#date) return;
    this.#date = date;
    this.#days += 1;
    if (this.#days === TIGHTER_FROM_DAY) await this.#tighten();
    // Most days the map agrees with the day's first trade, now and then it does not.
    const trend = this.#days % 6 === 4 ? 'range' : (side === 'long') === (this.#days % 5 !== 3) ? 'up' : 'down';
    const channel = this.#days % 8 === 2 ? (side === 'long' ? 'selling' : 'buying') : 'none';
    const atr = ['4.5', '5.25', '2.75', '6.5', '4', '5', '3', '5.75', '7.75', '4.25', '8.5'][this.#days % 11] ?? '4.5';
    this.#day = emptyDay(this.#equityCents);
    if (this.#days % 13 === 12) return;
    await ask(this.#page, 'map.save', { symbol: 'MES', trend, channel, levels: [], atr, news: [] });
    const state = await ask(this.#page, 'app.state', undefined);
    const plan = state.session?.plan;
    if (plan?.riskPerTrade == null) throw new Error('the plan has no risk per trade');
    const size = '3';
    for (const content of [
      { step: 'visualization', goal: 'Only what the plan says' },
      { step: 'market-mapping', symbols: ['MES'] },
      { step: 'breath', text: '', breaths: 8 },
      { step: 'expectation-neutraliser', expectation: 'I want a green day', neutral: 'Anything can happen', before: 3, after: 2 },
      { step: 'risk-check', riskPerTrade: plan.riskPerTrade, maximumLoss: plan.maximumLoss ?? plan.riskPerTrade, ticketsLeft: state.session?.ticketsLeft.left ?? 0, size, confirmed: size },
    ] as const) {
      await ask(this.#page, 'rehab.complete', { content: { ...content, ...('symbols' in content ? { symbols: [...content.symbols] } : {}) } as Parameters<typeof ask<'rehab.complete'>>[2]['content'], seconds: 60 });
    }
    this.#day = { ...this.#day, prepared: true, trend, channel, atr: Number(atr), atrAt: this.#now, planSize: Number(size) };
  }

  /** Tightening takes effect at once, in the session that is open. */
  async #tighten(): Promise<void> {
    const { current } = await ask(this.#page, 'rules.get', undefined);
    const rules = current.rules.map((rule) => {
      if (rule.kind === 'ticket-cap') return { ...rule, params: { ...rule.params, maximum: TIGHTER.cap } };
      if (rule.kind === 'counter-trend-brake') return { ...rule, params: { ...rule.params, losses: TIGHTER.brakeAfter } };
      return rule;
    });
    const saved = await ask(this.#page, 'rules.save', { name: current.name, content: { rules, override: current.override }, baseHash: current.hash });
    expect(saved.pending).toBeNull();
    this.#limits = TIGHTER;
  }

  #ticket(trade: RealTrade, index: number): CheckedTicket {
    const direction = trade.side === 'long' ? 1 : -1;
    const wrongSide = index % 29 === 16;
    const distance = index % 15 === 5 ? 25 : 6;
    const reward = index % 12 === 4 ? 1.5 : 2.5;
    return {
      minute: newYorkMinute(this.#now),
      at: this.#now,
      side: trade.side,
      quantity: trade.quantity,
      plannedEntry: trade.entry - (index % 14 === 7 ? direction * 2 : 0),
      entry: trade.entry,
      stop: trade.entry - direction * distance * (wrongSide ? -1 : 1),
      targets: [trade.entry + direction * distance * reward],
      emotion: (['calm', 'calm', 'fear', 'calm', 'greed', 'chatter'] as const)[index % 6] ?? 'calm',
      candleClosed: true,
      volume: index % 13 !== 3,
    };
  }

  /** Fills the ticket as a person at the keyboard does: every key through the window. */
  async #type(ticket: CheckedTicket): Promise<void> {
    const page = this.#page;
    await page.keyboard.press('Alt+N');
    const form = page.getByRole('form', { name: 'Ticket' });
    await form.getByRole('radio', { name: ticket.side === 'long' ? 'Long' : 'Short' }).click();
    await form.getByRole('textbox', { name: 'Entry', exact: true }).fill(String(ticket.entry));
    await form.getByRole('textbox', { name: 'Stop', exact: true }).fill(String(ticket.stop));
    await form.getByRole('textbox', { name: 'Planned entry' }).fill(String(ticket.plannedEntry));
    await form.getByRole('textbox', { name: 'Target 1' }).fill(String(ticket.targets[0]));
    await form.getByRole('textbox', { name: 'Quantity' }).fill(String(ticket.quantity));
    await form.getByRole('radio', { name: new RegExp(`^${ticket.emotion}`, 'i') }).click();
    await form.getByRole('radiogroup', { name: 'The candle has closed' }).getByRole('radio', { name: ticket.candleClosed ? 'Yes' : 'No' }).click();
    await form.getByRole('radiogroup', { name: /^Volume is at least/ }).getByRole('radio', { name: ticket.volume ? 'Yes' : 'No' }).click();
  }

  /** One key; from the key's own time stamp to the frame that shows what came of it. */
  async #seal(): Promise<{ ticketId: string; outcome: string; grade: string; coolDownSeconds: number; lines: { kind: string; status: string }[] }> {
    await this.#page.evaluate(() => {
      Reflect.set(
        window,
        'verdictShown',
        new Promise<number>((resolve, reject) => {
          setTimeout(() => reject(new Error(`no verdict after ten seconds: ${document.body.innerText}`)), 10_000);
          let pressed = 0;
          window.addEventListener('keydown', (event) => (event.key === 'Enter' ? (pressed = event.timeStamp) : undefined), { capture: true });
          const look = () => {
            const shown = document.querySelector('[aria-label="Ticket taken"], section[aria-label="Decision"]');
            if (pressed > 0 && shown !== null) requestAnimationFrame(() => resolve(performance.now() - pressed));
            else requestAnimationFrame(look);
          };
          look();
        }),
      );
    });
    await this.#page.keyboard.press('Control+Enter');
    this.latencies.push(await this.#page.evaluate(() => Reflect.get(window, 'verdictShown') as Promise<number>));
    const page = await ask(this.#page, 'log.query', { kinds: [], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 1 });
    const latest = page.rows[0];
    if (latest === undefined) throw new Error('the log has no verdict');
    const { verdict } = await ask(this.#page, 'ticket.get', { ticketId: latest.ticketId });
    expect(verdict.at).toBe(this.#now);
    return { ticketId: latest.ticketId, ...verdict };
  }
}

const CRITICAL = new Set(['prepared', 'ticket-cap', 'time-window-quota', 'stop-required', 'risk-per-trade', 'counter-trend-brake', 'loss-streak-cool-off']);

function emptyDay(equityCents: number): CheckedDay {
  return { prepared: false, trend: null, channel: null, atr: null, atrAt: null, planSize: null, taken: [], closed: [], equityCents };
}

function newYork(at: number): { date: string; minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

function newYorkMinute(at: number): number {
  return newYork(at).minute;
}

/** The futures day begins at 18:00 New York the evening before. */
function globexDate(at: number): string {
  const { date, minute } = newYork(at);
  if (minute < 18 * 60) return date;
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * 60 * MINUTE).toISOString().slice(0, 10);
}
