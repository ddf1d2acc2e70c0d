/** A journal in a folder of its own, on a clock that a test moves by hand. Not durable unless a test asks: no test of logic waits for a disk. */
import { onTestFinished } from 'vitest';
import type { AppState, SessionView } from '../../../preload/contract/state.ts';
import type { TicketView } from '../../../preload/contract/tickets.ts';
import { TrustedClock, type TimeSource } from '../../clock.ts';
import type { Ticket } from '../../engine/model.ts';
import { temporaryFolder } from '../../store/testing.ts';
import { NO_ACCOUNT, type Host } from '../app-state.ts';
import { Journal, type JournalOptions } from '../journal.ts';

/** Friday 20 November 2026, 09:45 in New York. */
export const FRIDAY_MORNING = Date.UTC(2026, 10, 20, 14, 45);
export const MINUTE = 60_000;

/** No app around the journal. */
export const host: Host = {
  app: '', runtime: '', shortcutProblems: [], update: { status: 'disabled', message: '' }, licence: NO_ACCOUNT,
  backups: { folder: '', standard: true, automatic: false, encryption: 'off', forgets: null, problem: null, running: false, files: [] },
};

/** A machine whose time passes when a test says so. */
export class Machine implements TimeSource {
  #wall: number;
  #monotonic = 0;

  constructor(start: number) {
    this.#wall = start;
  }

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Time passes. */
  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** Somebody sets the clock. */
  setBy(ms: number): void {
    this.#wall += ms;
  }

  /** The machine sleeps, or Holdfast is not running. */
  sleep(ms: number): void {
    this.#wall += ms;
  }
}

export interface Bench {
  readonly folder: string;
  readonly time: Machine;
  readonly clock: TrustedClock;
  journal: Journal;
  /** As the composition root does after a change of the machine's clock. */
  noticeClock(): void;
  /** Closes and opens again, as a restart does: a new process, a new monotonic origin. */
  restart(): void;
  state(): AppState;
  session(): SessionView;
}

export function bench(start = FRIDAY_MORNING, options: Partial<JournalOptions> = {}): Bench {
  const folder = options.folder ?? temporaryFolder();
  const time = new Machine(start);
  let clock = new TrustedClock(time);
  const open = (): Journal => new Journal({ folder, profile: 'real', clock, owner: 'test', durable: false, ...options });
  const made: Bench = {
    folder,
    time,
    get clock() {
      return clock;
    },
    journal: open(),
    noticeClock() {
      made.journal.noteClockJump(clock.takeJump());
    },
    restart() {
      made.journal.close();
      clock = new TrustedClock(time);
      made.journal = open();
    },
    state: () => made.journal.state(host),
    session() {
      const { session } = made.state();
      if (session === null) throw new Error('there is no session');
      return session;
    },
  };
  onTestFinished(() => made.journal.close());
  return made;
}

export const ACCOUNT = { name: 'Evaluation', broker: 'Demo broker', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } };

export function setUp(made: Bench, template: 'founder' | 'conservative' | 'empty' = 'founder', symbols: readonly string[] = ['MES']): string {
  made.journal.completeSetup({ account: ACCOUNT, symbols: [...symbols], template, texts: {} });
  const { account } = made.state();
  if (account === null) throw new Error('there is no account');
  return account.id;
}

/** All five steps, with an up trend and an ATR of 4.5 points. */
export function prepare({ journal }: Bench, symbol = 'MES'): void {
  journal.saveMap({ symbol, trend: 'up', channel: 'buying', levels: ['6000'], atr: '4.5', news: [] });
  journal.completeStep({ content: { step: 'visualization', goal: 'wait for my level' }, seconds: 60 });
  journal.completeStep({ content: { step: 'market-mapping', symbols: [symbol] }, seconds: 120 });
  journal.completeStep({ content: { step: 'breath', text: '', breaths: 12 }, seconds: 90 });
  journal.completeStep({ content: { step: 'expectation-neutraliser', expectation: 'to win back', neutral: 'anything can happen', before: 4, after: 2 }, seconds: 60 });
  journal.completeStep({
    content: { step: 'risk-check', riskPerTrade: { amount: 50_000, currency: 'USD' }, maximumLoss: { amount: 100_000, currency: 'USD' }, ticketsLeft: 6, size: '4', confirmed: '4' },
    seconds: 30,
  });
}

/** A long that every rule of the founder passes. */
export function goodTicket(accountId: string, changes: Partial<Ticket> = {}): Ticket {
  return {
    accountId, symbol: 'MES', side: 'long', quantity: '2', entry: '6000', plannedEntry: null, stop: '5994', targets: ['6012', '6018'], setup: 'Pullback', idea: null,
    confirmations: { 'candle-closed': true, volume: true }, emotion: 'calm', note: 'at the level', ...changes,
  };
}

/** Closes the trade of a taken ticket at a price. */
export function close({ journal }: Bench, ticket: TicketView, price: string, fees = 0): ReturnType<Journal['exitTrade']> {
  if (ticket.tradeId === null) throw new Error('the ticket was not taken');
  const { openQuantity } = journal.getTrade({ tradeId: ticket.tradeId });
  return journal.exitTrade({ tradeId: ticket.tradeId, price, quantity: openQuantity, fees: { amount: fees, currency: 'USD' } });
}
