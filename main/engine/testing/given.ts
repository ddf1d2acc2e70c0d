/** What tests of the engine start from: a good ticket in a prepared session, at 10:00 New York. */
import type { Judgement } from '../judgement.ts';
import { readFacts } from '../facts.ts';
import type { ClosedTrade, Fact, FactName, Facts, FactValues, FactSource, Instrument, Side, TakenTicket, Ticket } from '../model.ts';
import { money, type Money } from '../money.ts';
import type { RuleKind } from '../rule-kind.ts';

export const NOW = Date.UTC(2025, 2, 12, 14, 0);
export const MINUTE = 60_000;

export const mes: Instrument = {
  symbol: 'MES', name: 'Micro E-mini S&P 500', kind: 'future', tickSize: '0.25', pointValue: '5', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme-globex',
};

export const goodTicket: Ticket = {
  accountId: 'account', symbol: 'MES', side: 'long', quantity: '2', entry: '6000', plannedEntry: null, stop: '5994', targets: ['6012'], setup: 'pullback', idea: null,
  confirmations: { 'candle-closed': true, 'volume': true }, emotion: 'calm', note: '',
};

export const usd = (amount: number): Money => money(amount, 'USD');

/** A closed trade of so much net P&L (null: its costs are not known); Stop$ is 60.00 unless said otherwise. */
export function closedTrade(netPnl: number | null, minutesAgo = 60, stop: number | null = 6000): ClosedTrade {
  return { at: NOW - minutesAgo * MINUTE, symbol: 'MES', netPnl: netPnl === null ? null : usd(netPnl), stopAmount: stop === null ? null : usd(stop) };
}

export function takenAt(minute: number, idea = `idea at ${minute}`, side: Side = 'long'): TakenTicket {
  return { at: NOW, minute, symbol: 'MES', side, idea };
}

type Given = { readonly [N in FactName]?: FactValues[N] | null };

const SOURCES: { readonly [prefix: string]: FactSource } = { clock: 'clock', map: 'map', session: 'journal' };

const GOOD: { readonly [N in FactName]: FactValues[N] } = {
  'clock.minute': 600,
  'instrument': mes,
  'ticket.side': 'long',
  'ticket.quantity': '2',
  'ticket.entry': '6000',
  'ticket.plannedEntry': '6000',
  'ticket.stop': '5994',
  'ticket.targets': ['6012'],
  'ticket.setup': 'pullback',
  'ticket.idea': 'mes long pullback',
  'ticket.confirmations': { 'candle-closed': true, 'volume': true },
  'ticket.emotion': 'calm',
  'account.equity': usd(1_000_000),
  'plan.size': '2',
  'map.trend': 'up',
  'map.channel': 'none',
  'map.atr': '4',
  'map.atrReadings': [{ at: NOW, atr: '4' }],
  'map.news': [],
  'session.prepared': true,
  'session.tickets': [],
  'session.closedTrades': [],
  'session.openRisk': usd(0),
};

/** Good facts with some of them changed; null makes a fact missing. `ages` are minutes by which a fact is older than now. */
export function given(changed: Given = {}, ages: { readonly [N in FactName]?: number } = {}): Facts {
  const values: Record<string, Fact<unknown>> = {};
  for (const [name, value] of Object.entries({ ...GOOD, ...changed })) {
    const source = SOURCES[name.split('.')[0] ?? ''] ?? 'typed';
    values[name] = { value, source, asOf: NOW - (ages[name as FactName] ?? 0) * MINUTE };
  }
  return { now: NOW, values: values as Facts['values'] };
}

/** One rule's judgement; the parameters are the kind's defaults with some of them changed. */
export function judged(kind: RuleKind, params: Readonly<Record<string, unknown>>, facts: Facts): Judgement {
  const parsed = kind.parse({ ...kind.defaults, ...params });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return parsed.judge(readFacts(facts));
}
