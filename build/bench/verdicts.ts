/**
 * Verdicts per second of the founder's rule set, against the same rules in json-rules-engine.
 *
 * The baseline is given every advantage: the numbers its conditions compare are worked out beforehand in plain arithmetic
 * (inside the measured time, but without its almanac), it explains nothing, and it does not list its facts. Both sides must
 * name the same bitten rules on every sample before anything is measured.
 */
import { pathToFileURL } from 'node:url';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { evaluate } from '../../main/engine/evaluate.ts';
import { FOUNDER } from '../../main/engine/founder.ts';
import { findInstrument } from '../../main/engine/instruments.ts';
import type { ClosedTrade, Fact, Facts, FactSource, Instrument, Side, TakenTicket } from '../../main/engine/model.ts';
import { compileRuleSet } from '../../main/engine/rule-set.ts';
import { quantile } from './quantile.ts';

/** Verdicts per second, whatever the baseline does. */
export const FLOOR = 200_000;
/** Times the baseline. */
export const AIM = 50;
const SAMPLES = 512;
const ROUNDS = 25;
const WARM_UP = 5;
const TURN_MS = 100;

export interface VerdictBench {
  readonly bench: 'verdicts';
  readonly perSecond: number;
  readonly baseline: 'json-rules-engine';
  readonly baselinePerSecond: number;
  /** The median of the rounds' own ratios; the rates are medians too. */
  readonly ratio: number;
  readonly floor: number;
  readonly aim: number;
  readonly samples: number;
  readonly pass: boolean;
}

/** Measures both sides; throws when they disagree on any sample. */
export async function benchVerdicts(): Promise<VerdictBench> {
  const samples = Array.from({ length: SAMPLES }, (_, index) => sampleFacts(index));
  const founder = compileRuleSet(FOUNDER, 'founder');
  const baseline = baselineEngine();
  for (const facts of samples) {
    const ours = evaluate(founder, facts).lines.flatMap((line) => (line.status === 'pass' ? [] : [line.ruleId])).toSorted();
    const theirs = (await runBaseline(baseline, facts)).toSorted();
    if (ours.join() !== theirs.join()) throw new Error(`the two engines disagree: [${ours.join()}] against [${theirs.join()}] on ${JSON.stringify(facts)}`);
  }
  const ours = (): void => {
    for (const facts of samples) evaluate(founder, facts);
  };
  const theirs = async (): Promise<void> => {
    for (const facts of samples) await runBaseline(baseline, facts);
  };
  // The two take turns, so that a neighbour on the same machine slows both; the first turns only warm up.
  const rounds: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const pair = { ours: await rate(ours), theirs: await rate(theirs) };
    if (round >= WARM_UP) rounds.push(pair);
  }
  const perSecond = Math.round(quantile(rounds.map((round) => round.ours), 0.5));
  const baselinePerSecond = Math.round(quantile(rounds.map((round) => round.theirs), 0.5));
  const ratio = quantile(rounds.map((round) => round.ours / round.theirs), 0.5);
  return { bench: 'verdicts', perSecond, baseline: 'json-rules-engine', baselinePerSecond, ratio, floor: FLOOR, aim: AIM, samples: SAMPLES, pass: perSecond >= FLOOR && ratio >= AIM };
}

/** Verdicts per second of one turn: of the processor's time in all threads, which waiting for a neighbour is no part of. */
async function rate(pass: () => void | Promise<void>): Promise<number> {
  const [end, before] = [performance.now() + TURN_MS, process.cpuUsage()];
  let runs = 0;
  while (performance.now() < end) {
    await pass();
    runs += SAMPLES;
  }
  const { user, system } = process.cpuUsage(before);
  return runs / ((user + system) / 1e6);
}

// ── Samples ──────────────────────────────────────────────────────────────────────────────────────────────────────

const OPEN = Date.UTC(2025, 2, 12, 13, 30);

/** A repeatable sequence of numbers below `limit`. */
function sequence(seed: number): (limit: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function choose<T>(items: readonly [T, ...T[]], index: number): T {
  return items[index % items.length] ?? items[0];
}

const MES: Instrument = required(findInstrument('MES'));
const MNQ: Instrument = required(findInstrument('MNQ'));

function required<T>(value: T | null): T {
  if (value === null) throw new Error('the starter catalogue has no such instrument');
  return value;
}

/** The facts of one ticket of one session, most of them within the rules, each fact different from sample to sample. */
export function sampleFacts(seed: number): Facts {
  const next = sequence(seed);
  const minute = 560 + next(350);
  const now = OPEN + (minute - 570) * 60_000;
  const side = choose<Side>(['long', 'short'], next(2));
  const sign = side === 'long' ? 1 : -1;
  const entry = 23_000 + next(2000);
  const stopTicks = 16 + next(24);
  const targets = Array.from({ length: 1 + next(4) }, (_, index) => price(entry + sign * Math.round(stopTicks * (1.6 + index * 0.9))));
  const tickets = Array.from({ length: next(6) }, (_, index): TakenTicket => ({
    at: now - (index + 1) * 900_000, minute: minute - (index + 1) * 15, symbol: 'MES', side: choose<Side>(['long', 'short'], next(2)), idea: `idea ${index}`,
  })).toReversed();
  const closed = tickets.map((ticket): ClosedTrade => ({
    at: ticket.at + 600_000, symbol: 'MES', netPnl: { amount: choose([-6124, -3000, 0, 8876, -5700, 12_400], next(6)), currency: 'USD' }, stopAmount: { amount: 6000, currency: 'USD' },
  }));
  const atr = (2 + next(70) / 10).toFixed(1);
  const atrAt = now - next(80) * 60_000;
  return {
    now,
    values: {
      'clock.minute': fact(minute, 'clock', now),
      'instrument': fact(next(20) === 0 ? MNQ : MES, 'typed', null),
      'ticket.side': fact(side, 'typed', now),
      'ticket.quantity': fact(String(1 + next(4)), 'typed', now),
      'ticket.entry': fact(price(entry), 'typed', now),
      'ticket.plannedEntry': fact(price(entry - sign * next(5)), 'typed', now),
      'ticket.stop': fact(next(25) === 0 ? null : price(entry - sign * stopTicks), 'typed', now),
      'ticket.targets': fact(targets, 'typed', now),
      'ticket.setup': fact('breakout', 'typed', now),
      'ticket.idea': fact(`idea ${next(9)}`, 'typed', now),
      'ticket.confirmations': fact({ 'candle-closed': next(8) > 0, 'volume': next(8) > 0 }, 'typed', now),
      'ticket.emotion': fact(choose(['calm', 'calm', 'calm', 'fear', 'chatter'], next(5)), 'typed', now),
      'account.equity': fact({ amount: 1_000_000 + next(500_000), currency: 'USD' }, 'typed', OPEN),
      'plan.size': fact('4', 'typed', OPEN),
      'map.trend': fact(choose(['up', 'down', 'range'], next(3)), 'map', OPEN),
      'map.channel': fact(choose(['none', 'none', 'buying', 'selling'], next(4)), 'map', OPEN),
      'map.atr': fact(atr, 'map', atrAt),
      'map.atrReadings': fact([{ at: OPEN, atr: choose(['4.2', '5.5', '8.4', '3.9'], next(4)) }, { at: atrAt, atr }], 'map', atrAt),
      'map.news': fact([{ minute: 600, label: 'CPI' }], 'map', OPEN),
      'session.prepared': fact(next(12) > 0, 'journal', now),
      'session.tickets': fact(tickets, 'journal', now),
      'session.closedTrades': fact(closed, 'journal', now),
      'session.openRisk': fact({ amount: 0, currency: 'USD' }, 'journal', now),
    },
  };
}

function fact<T>(value: T | null, source: FactSource, asOf: number | null): Fact<T> {
  return { value, source, asOf };
}

/** Ticks of MES as a price. */
function price(ticks: number): string {
  return String(ticks / 4);
}

// ── The same rules in json-rules-engine ──────────────────────────────────────────────────────────────────────────

const bite = (type: string, conditions: RuleProperties['conditions']): RuleProperties => ({ conditions, event: { type } });
const is = (fact: string, value: unknown) => ({ fact, operator: 'equal', value });
const above = (fact: string, value: unknown) => ({ fact, operator: 'greaterThan', value });
const below = (fact: string, value: unknown) => ({ fact, operator: 'lessThan', value });
const atLeast = (fact: string, value: unknown) => ({ fact, operator: 'greaterThanInclusive', value });

const AGAINST: RuleProperties['conditions'] = {
  any: [
    is('trend', 'range'),
    { all: [is('side', 'long'), is('trend', 'down')] },
    { all: [is('side', 'short'), is('trend', 'up')] },
    { all: [is('side', 'long'), is('channel', 'selling')] },
    { all: [is('side', 'short'), is('channel', 'buying')] },
  ],
};

/** One rule for each of the founder's; its event says that the rule bites. */
function baselineEngine(): Engine {
  return new Engine([
    bite('prepared', { any: [is('prepared', false)] }),
    bite('allowed-instruments', { any: [{ fact: 'symbol', operator: 'notIn', value: ['MES'] }] }),
    bite('trading-window', { any: [below('minute', 570), atLeast('minute', 900)] }),
    bite('ticket-cap', { any: [atLeast('taken', 6)] }),
    bite('time-window-quota', {
      any: [{ all: [below('minute', 780), atLeast('takenInMorning', 5)] }, { all: [atLeast('minute', 780), { any: [atLeast('takenInMorning', 5), atLeast('takenSince', 1)] }] }],
    }),
    bite('stop-required', { any: [is('hasStop', false), { all: [is('side', 'long'), atLeast('stopAboveEntry', 0)] }, { all: [is('side', 'short'), { fact: 'stopAboveEntry', operator: 'lessThanInclusive', value: 0 }] }] }),
    bite('risk-per-trade', { any: [is('hasStop', false), above('riskShare', 1), above('riskShare', 100 / 6)] }),
    bite('minimum-reward-to-risk', { any: [is('hasStop', false), below('rewardToRisk', 2)] }),
    bite('entry-proximity', { any: [is('hasStop', false), above('entryShare', 15)] }),
    bite('counter-trend', AGAINST),
    bite('counter-trend-brake', { all: [atLeast('fullLosses', 2), AGAINST] }),
    bite('loss-streak-cool-off', { all: [atLeast('lossStreak', 3), below('sinceLastLoss', 1_800_000)] }),
    bite('emotion-filter', { all: [{ fact: 'emotion', operator: 'in', value: ['fear', 'chatter'] }, above('sizeShare', 0.5)] }),
    bite('confirmations', { any: [is('candleClosed', false), is('volume', false)] }),
    bite('atr-advisory', {
      all: [
        is('symbol', 'MES'),
        { any: [is('shock', true), above('atrAge', 3_600_000), { all: [below('atr', 3), above('sizeShare', 0.5)] }, { all: [atLeast('atr', 6), below('atr', 7.5), above('sizeShare', 0.5)] }, atLeast('atr', 7.5)] },
      ],
    }),
  ]);
}

async function runBaseline(engine: Engine, facts: Facts): Promise<string[]> {
  const { events } = await engine.run(baselineFacts(facts));
  return events.map(({ type }) => type);
}

/** The numbers the conditions compare, in binary floating point as such an engine has them. */
function baselineFacts({ now, values }: Facts): Record<string, unknown> {
  const side = values['ticket.side']?.value ?? null;
  const sign = side === 'long' ? 1 : -1;
  const entry = Number(values['ticket.entry']?.value);
  const stop = values['ticket.stop']?.value ?? null;
  const distance = stop === null ? null : Math.abs(entry - Number(stop));
  const quantity = Number(values['ticket.quantity']?.value);
  const targets = values['ticket.targets']?.value ?? [];
  const confirmations = values['ticket.confirmations']?.value ?? {};
  const tickets = values['session.tickets']?.value ?? [];
  const closed = values['session.closedTrades']?.value ?? [];
  const equity = (values['account.equity']?.value?.amount ?? 0) / 100;
  const pointValue = Number(values['instrument']?.value?.pointValue);
  const takenInMorning = tickets.filter((ticket) => ticket.minute < 780).length;
  const losses = closed.filter((trade) => (trade.netPnl?.amount ?? 0) !== 0);
  const lastWin = losses.findLastIndex((trade) => (trade.netPnl?.amount ?? 0) > 0);
  const reward = targets.reduce((sum, target) => sum + sign * (Number(target) - entry), 0) / targets.length;
  return {
    prepared: values['session.prepared']?.value,
    symbol: values['instrument']?.value?.symbol,
    minute: values['clock.minute']?.value,
    side,
    trend: values['map.trend']?.value,
    channel: values['map.channel']?.value,
    emotion: values['ticket.emotion']?.value,
    candleClosed: confirmations['candle-closed'] === true,
    volume: confirmations['volume'] === true,
    taken: tickets.length,
    takenInMorning,
    takenSince: tickets.length - takenInMorning,
    hasStop: stop !== null,
    stopAboveEntry: stop === null ? 0 : Number(stop) - entry,
    riskShare: distance === null ? 0 : ((distance * quantity * pointValue) / equity) * 100,
    rewardToRisk: distance === null ? 0 : reward / distance,
    entryShare: distance === null ? 0 : (Math.abs(entry - Number(values['ticket.plannedEntry']?.value)) / distance) * 100,
    fullLosses: closed.filter((trade) => trade.stopAmount !== null && (trade.netPnl?.amount ?? 0) <= -0.95 * trade.stopAmount.amount).length,
    lossStreak: losses.length - 1 - lastWin,
    sinceLastLoss: now - (losses.at(-1)?.at ?? 0),
    sizeShare: quantity / Number(values['plan.size']?.value),
    atr: Number(values['map.atr']?.value),
    atrAge: now - (values['map.atr']?.asOf ?? 0),
    shock: (values['map.atrReadings']?.value ?? []).reduce((held, { atr }) => Number(atr) > 8 || (held && Number(atr) >= 6), false),
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = await benchVerdicts();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.pass ? 0 : 1;
}
