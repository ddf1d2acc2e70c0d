/**
 * The demo profile: a month of sessions of an invented trader, made through the journal's own methods, so that everything
 * in it is what the real thing would have recorded. The same month for everybody on the same day.
 *
 * It is built in small steps with pauses between them, so that the process stays responsive: no step takes a frame.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { TicketView } from '../../../preload/contract/tickets.ts';
import type { Clock } from '../../clock.ts';
import { dataFiles } from '../../data-folder.ts';
import { CALENDARS } from '../../engine/calendars.ts';
import { formatFixed, parseFixed, type Decimal } from '../../engine/decimal.ts';
import type { Side, Trend } from '../../engine/model.ts';
import { isTradingDate, sessionAt, sessionOn } from '../../engine/session-calendar.ts';
import { addDays, instantAt } from '../../engine/zone-clock.ts';
import { openStore } from '../../store/open-store.ts';
import { readSettings, writeSetting } from '../../store/settings.ts';
import { Journal } from '../journal.ts';
import { Random } from './random.ts';
import { DAYS, EXPECTATIONS, GOALS, LESSONS, MISTAKES, NEUTRAL, NOTES, OVERRIDES, PLAYBOOK, SETUPS, TAGS, WALKED } from './texts.ts';

const SEED = 20_261_120;
const MONTH_DAYS = 31;
const MINUTE = 60_000;
const TICK = 0.25;
/** A pause is due when a stretch of work took this long: half a frame. */
const STRETCH_MS = 8;
const BUILT_FOR = 'demo.builtFor';

const [GLOBEX] = CALENDARS;

/** Time as the story needs it. */
class StoryClock implements Clock {
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  goTo(at: number): void {
    this.#now = Math.max(this.#now, at);
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}

/** Makes the demo's journal in `folder`, unless today's is there already. */
export async function buildDemo(folder: string, now: number): Promise<void> {
  if (GLOBEX === undefined) throw new Error('the starter calendars are missing');
  const today = sessionAt(GLOBEX, now).date;
  const path = join(folder, dataFiles.journal);
  if (builtFor(path) === today) return;
  const building = join(folder, 'building');
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  await tellMonth(building, today);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(join(building, dataFiles.journal), path);
  rmSync(building, { recursive: true, force: true });
}

function builtFor(path: string): unknown {
  if (!existsSync(path)) return null;
  try {
    const store = openStore({ path, mode: 'read', owner: 'demo' });
    const date = readSettings(store).get(BUILT_FOR);
    store.close();
    return date;
  } catch {
    return null; // not readable: it is made again
  }
}

async function tellMonth(folder: string, today: string): Promise<void> {
  const random = new Random(SEED);
  const clock = new StoryClock(instantAt('America/New_York', addDays(today, -MONTH_DAYS), 8 * 60));
  let serial = 0;
  const newId = (): string => `demo-${String((serial += 1)).padStart(6, '0')}`;
  const journal = new Journal({ folder, profile: 'demo', clock, owner: 'demo', newId, durable: false });
  try {
    await pause();
    journal.completeSetup({
      account: { name: 'Demo account', broker: 'No broker', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } },
      symbols: ['MES', 'MNQ'], template: 'founder', texts: {},
    });
    await pause();
    for (const [name, words] of Object.entries(PLAYBOOK)) journal.notebook.saveSetup({ id: null, words: { name, ...words, criteria: [...words.criteria] } });
    const story = new Story(journal, clock, random);
    for (let days = MONTH_DAYS; days > 0; days -= 1) {
      const date = addDays(today, -days);
      if (GLOBEX === undefined || !isTradingDate(GLOBEX, date)) continue;
      for (const step of story.day(date)) {
        step();
        await pauseWhenDue();
      }
    }
  } finally {
    journal.close();
  }
  const store = openStore({ path: join(folder, dataFiles.journal), mode: 'write', owner: 'demo' });
  store.transaction((tx) => writeSetting(tx, BUILT_FOR, today));
  store.close();
}

let stretchBegan = 0;

async function pauseWhenDue(): Promise<void> {
  if (performance.now() - stretchBegan >= STRETCH_MS) await pause();
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  stretchBegan = performance.now();
}

type Step = () => void;

/** The trader's days. */
class Story {
  readonly #journal: Journal;
  readonly #clock: StoryClock;
  readonly #random: Random;
  /** Apart, so that what is written changes nothing of what is traded. */
  readonly #words = new Random(SEED + 1);
  /** The market, in points. */
  #price = 5_950;
  #accountId = '';

  constructor(journal: Journal, clock: StoryClock, random: Random) {
    this.#journal = journal;
    this.#clock = clock;
    this.#random = random;
  }

  *day(date: string): Generator<Step> {
    const random = this.#random;
    const at = (minute: number): number => instantAt('America/New_York', date, minute);
    if (GLOBEX !== undefined) this.#clock.goTo(Math.max(sessionOn(GLOBEX, date).opensAt, at(9 * 60 + random.whole(0, 10))));
    const trend: Trend = random.pick(['up', 'up', 'up', 'up', 'down', 'down', 'down', 'down', 'range']);
    const skipsPreparation = random.chance(0.06);
    yield* this.#preparation(trend, skipsPreparation);
    const tickets = random.whole(2, 6);
    let minute = 9 * 60 + 35;
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      minute += random.whole(8, 45);
      this.#clock.goTo(at(minute));
      if (ticket > 0) yield () => this.#map(trend);
      yield* this.#ticket(trend);
      this.#clock.pass(random.whole(2, 20) * MINUTE);
    }
    yield* this.#evening(date);
  }

  /** What is written and named at the end of a day. */
  *#evening(date: string): Generator<Step> {
    const words = this.#words;
    const { notebook } = this.#journal;
    if (words.chance(0.6)) yield () => notebook.keep({ accountId: this.#accountId, date, text: words.pick(DAYS) });
    let ids: readonly string[] = [];
    yield () => {
      const filter = { accountId: this.#accountId, from: date, to: date, symbol: null, setup: null, labelId: null };
      ids = notebook.trades({ filter, cursor: null, limit: 20 }).trades.filter(({ status }) => status === 'closed').map(({ id }) => id);
    };
    yield () => {
      for (const tradeId of ids) {
        const subject = { kind: 'trade', tradeId } as const;
        if (words.chance(0.35)) notebook.label({ subject, kind: 'tag', name: words.pick(TAGS) });
        if (words.chance(0.2)) notebook.label({ subject, kind: 'mistake', name: words.pick(MISTAKES) });
      }
    };
  }

  *#preparation(trend: Trend, skipsSome: boolean): Generator<Step> {
    const random = this.#random;
    const done = (content: CallInput<'rehab.complete'>['content'], seconds: number): void => {
      this.#clock.pass(seconds * 1000);
      this.#journal.completeStep({ content, seconds });
    };
    yield () => done({ step: 'visualization', goal: random.pick(GOALS) }, random.whole(60, 150));
    yield () => this.#map(trend);
    yield () => done({ step: 'market-mapping', symbols: ['MES'] }, random.whole(120, 400));
    if (skipsSome) return;
    yield () => done({ step: 'breath', text: 'In, I see. Out, I let go.', breaths: random.whole(8, 20) }, random.whole(60, 180));
    const before = random.whole(2, 5);
    yield () => done({ step: 'expectation-neutraliser', expectation: random.pick(EXPECTATIONS), neutral: random.pick(NEUTRAL), before, after: random.whole(1, before) }, random.whole(40, 120));
    yield () => done(
      { step: 'risk-check', riskPerTrade: { amount: 25_000, currency: 'USD' }, maximumLoss: { amount: 75_000, currency: 'USD' }, ticketsLeft: 5, size: '4', confirmed: '4' },
      random.whole(15, 60),
    );
  }

  #map(trend: Trend): void {
    const random = this.#random;
    const level = Math.round(this.#price / 5) * 5;
    const atr = (random.chance(0.12) ? random.whole(25, 29) : random.whole(13, 23)) / 4;
    this.#journal.saveMap({
      symbol: 'MES', trend, channel: trend === 'up' ? 'buying' : trend === 'down' ? 'selling' : 'none',
      levels: [points(level - 20), points(level), points(level + 20)], atr: points(atr), news: [{ minute: 10 * 60, label: 'Data at ten' }],
    });
  }

  *#ticket(trend: Trend): Generator<Step> {
    const random = this.#random;
    this.#price += random.whole(-60, 64) * TICK;
    const with_: Side = trend === 'down' ? 'short' : 'long';
    const side: Side = random.chance(trend === 'range' ? 0.5 : 0.93) ? with_ : with_ === 'long' ? 'short' : 'long';
    const sign = side === 'long' ? 1 : -1;
    const stop = random.pick([6, 6, 7.5]);
    const entry = this.#price;
    let sealed: TicketView | undefined;
    yield () => {
      this.#accountId ||= this.#journal.account?.id ?? '';
      sealed = this.#journal.sealTicket({
        accountId: this.#accountId, symbol: 'MES', side, quantity: String(random.whole(1, 4)), entry: points(entry), plannedEntry: random.chance(0.04) ? points(entry - sign * 2) : null,
        stop: points(entry - sign * stop), targets: [points(entry + sign * stop * 2), points(entry + sign * stop * 3)], setup: random.pick(SETUPS), idea: null,
        confirmations: { 'candle-closed': random.chance(0.98), volume: random.chance(0.96) }, emotion: random.chance(0.9) ? 'calm' : random.pick(['chatter', 'fear', 'greed']), note: random.pick(NOTES),
      });
    };
    yield () => {
      if (sealed !== undefined) sealed = this.#decide(sealed);
    };
    yield* this.#outcome(() => sealed, entry, sign, stop);
  }

  #decide(ticket: TicketView): TicketView {
    const random = this.#random;
    if (ticket.status === 'cautioned') return this.#journal.takeTicket({ ticketId: ticket.id });
    if (ticket.status !== 'blocked') return ticket;
    if (random.chance(0.7)) return this.#journal.walkAway({ ticketId: ticket.id, note: random.pick(WALKED) });
    this.#clock.pass(ticket.verdict.coolDownSeconds * 1000 + random.whole(5, 60) * 1000);
    return this.#journal.overrideTicket({ ticketId: ticket.id, note: random.pick(OVERRIDES) });
  }

  *#outcome(ticket: () => TicketView | undefined, entry: number, sign: number, stop: number): Generator<Step> {
    const random = this.#random;
    const win = random.chance(0.46);
    const reached = win ? random.pick([1, 1.5, 2, 2, 3]) : random.pick([-1, -1, -1, -0.5, 0]);
    const exit = entry + sign * Math.round((reached * stop) / TICK) * TICK;
    const quantity = (): number => Number(ticket()?.ticket.quantity ?? 0);
    const tradeId = (): string | null => ticket()?.tradeId ?? null;
    yield () => {
      const id = tradeId();
      if (id === null) return;
      if (random.chance(0.04)) {
        this.#journal.cancelTicket({ ticketId: ticket()?.id ?? '', reason: 'The limit was never filled' });
        return;
      }
      this.#clock.pass(random.whole(2, 25) * MINUTE);
      const cost = (lots: number): { amount: number; currency: string } => ({ amount: lots * 124, currency: 'USD' });
      const lots = quantity();
      if (lots > 1 && win && random.chance(0.5)) {
        this.#journal.exitTrade({ tradeId: id, price: points(entry + sign * stop), quantity: '1', fees: cost(1) });
        this.#clock.pass(random.whole(1, 12) * MINUTE);
        this.#journal.exitTrade({ tradeId: id, price: points(exit), quantity: String(lots - 1), fees: cost(lots - 1) });
      } else {
        this.#journal.exitTrade({ tradeId: id, price: points(exit), quantity: String(lots), fees: cost(lots) });
      }
    };
    yield () => {
      const id = tradeId();
      if (id === null || random.chance(0.15)) return;
      const { status, grossPnl, stopAmount } = this.#journal.getTrade({ tradeId: id });
      if (status !== 'closed' || stopAmount === null) return;
      const beyond = Math.round(stopAmount.amount * random.pick([0, 0.25, 0.5, 1, 1.5]));
      const against = Math.round(stopAmount.amount * random.pick([0.1, 0.3, 0.6, 0.9]));
      this.#journal.stateTradeFacts({
        tradeId: id,
        mfe: { amount: Math.max(0, grossPnl.amount) + beyond, currency: 'USD' },
        mae: { amount: Math.min(0, grossPnl.amount, -against), currency: 'USD' },
        lesson: random.pick(LESSONS),
      });
    };
    this.#price = exit;
  }
}

/** A price of the story as decimal text. */
function points(value: number): Decimal {
  return formatFixed(parseFixed(value.toFixed(2)) ?? 0n);
}
