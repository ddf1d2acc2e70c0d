/**
 * History under another rule set: ten rules over 100,000 trades, each judged on what was known before it. The baseline is what
 * the same trades cost when nothing is judged: ten comparisons of plain numbers each, in the same process.
 *
 * One JSON line; the exit code is 1 when the bound is not kept.
 */
import { pathToFileURL } from 'node:url';
import { replayAll, type PastTrade } from '../../main/analytics/replay.ts';
import { FOUNDER } from '../../main/engine/founder.ts';
import { findInstrument } from '../../main/engine/instruments.ts';
import { money } from '../../main/engine/money.ts';
import { compileRuleSet } from '../../main/engine/rule-set.ts';
import { seeded } from './journal-file.ts';
import { rounded } from './quantile.ts';

export const TRADES = 100_000;
export const RULES = 10;
export const SECONDS_MAX = 1;
const ROUNDS = 3;

export interface JournalReplayBench {
  readonly bench: 'journal-replay';
  readonly trades: number;
  readonly rules: number;
  readonly blocked: number;
  /** Of the best round. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly baseline: 'plain comparisons over an array';
  readonly baselineSeconds: number;
  readonly ratio: number;
  readonly secondsMax: number;
  readonly pass: boolean;
}

/** Six tickets a session, as a trader states them, with every fact the rules ask for. */
function history(trades: number): readonly PastTrade[] {
  const random = seeded(11);
  const instrument = findInstrument('MES');
  const usd = (amount: number) => money(amount, 'USD');
  return Array.from({ length: trades }, (_, index) => {
    const day = new Date(Date.UTC(1960, 0, 4) + Math.floor(index / 6) * 86_400_000);
    const sessionDate = day.toISOString().slice(0, 10);
    const minute = 580 + (index % 6) * 40;
    const at = day.getTime() + (minute + 300) * 60_000;
    const won = random() < 0.48;
    const side = random() < 0.6 ? 'long' : 'short';
    const fact = <T>(value: T, source: 'typed' | 'map' | 'journal' = 'typed') => ({ value, source, asOf: at }) as const;
    const price = 6000 + Math.floor(random() * 200) / 4;
    return {
      trade: {
        id: String(index).padStart(7, '0'), ticketId: `t${index}`, sessionDate, symbol: 'MES', side, entryAt: at, exitAt: at + 900_000, entryMinute: minute, grossPnl: usd(won ? 6_000 : -5_000), netPnl: usd(won ? 5_900 : -5_100),
        stopAmount: usd(5_000), rMicro: won ? 1_180_000 : -1_020_000, mfe: null, mae: null, setup: 'Pullback', emotion: 'calm', grade: null, atrBand: null, overridden: [],
      },
      minute, idea: `idea ${index}`, statedAt: at,
      facts: {
        now: at,
        values: {
          'instrument': fact(instrument), 'ticket.side': fact(side), 'ticket.quantity': fact('2'), 'ticket.entry': fact(String(price)), 'ticket.plannedEntry': fact(String(price)),
          'ticket.stop': fact(String(side === 'long' ? price - 6 : price + 6)), 'ticket.targets': fact([String(side === 'long' ? price + 15 : price - 15)]), 'ticket.setup': fact('Pullback'), 'ticket.idea': fact(`idea ${index}`),
          'ticket.confirmations': fact({ 'candle-closed': true, 'volume': random() < 0.8 }), 'ticket.emotion': fact(random() < 0.9 ? 'calm' : 'greed'), 'account.equity': fact(usd(1_000_000), 'journal'), 'plan.size': fact('2', 'journal'),
          'map.trend': fact('up', 'map'), 'map.channel': fact('none', 'map'), 'map.atr': fact('4.5', 'map'), 'map.news': fact([], 'map'), 'session.prepared': fact(true, 'journal'),
        },
      },
    } satisfies PastTrade;
  });
}

export function benchJournalReplay(trades = TRADES): JournalReplayBench {
  const past = history(trades);
  const content = { ...FOUNDER, rules: FOUNDER.rules.filter(({ enabled }) => enabled).slice(0, RULES) };
  if (content.rules.length !== RULES) throw new Error('the founder has fewer rules than that');
  const compiled = compileRuleSet(content, 'bench');
  let seconds = Infinity;
  let cpuSeconds = Infinity;
  let blocked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    blocked = replayAll(compiled, past).filter(({ status }) => status === 'blocked').length;
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    const { user, system } = process.cpuUsage(before);
    cpuSeconds = Math.min(cpuSeconds, (user + system) / 1e6);
  }
  const start = performance.now();
  const bitten = compared(past);
  const baselineSeconds = (performance.now() - start) / 1000;
  if (bitten > trades) throw new Error('more are bitten than there are');
  return {
    bench: 'journal-replay', trades, rules: RULES, blocked, seconds: rounded(seconds), cpuSeconds: rounded(cpuSeconds), baseline: 'plain comparisons over an array', baselineSeconds: Number(baselineSeconds.toFixed(4)),
    ratio: rounded(seconds / baselineSeconds), secondsMax: SECONDS_MAX, pass: seconds < SECONDS_MAX,
  };
}

function compared(past: readonly PastTrade[]): number {
  let bitten = 0;
  for (const { trade, minute } of past) {
    let bites = 0;
    for (let rule = 0; rule < RULES; rule += 1) if (minute < rule || (trade.stopAmount?.amount ?? 0) > 10_000 - rule || trade.netPnl.amount < -6_000 - rule) bites += 1;
    if (bites > 0) bitten += 1;
  }
  return bitten;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = benchJournalReplay(process.argv[2] === undefined ? TRADES : Number(process.argv[2]));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.pass ? 0 : 1;
}
