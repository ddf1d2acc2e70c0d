/** Runs of wins and of losses, and what the trader did after them. */
import { resultsOf, type Results } from './results.ts';
import { byEntry, byExit, sessionsOf, type TradeRow } from './trade-row.ts';

export interface StreakCount {
  readonly kind: 'win' | 'loss';
  readonly length: number;
  readonly times: number;
}

export interface Streaks {
  readonly longestWin: number;
  readonly longestLoss: number;
  /** The run that has not ended; null without trades. */
  readonly current: { readonly kind: 'win' | 'loss'; readonly length: number } | null;
  readonly lengths: readonly StreakCount[];
}

/** By exit. A break-even trade neither adds to a run nor ends it. */
export function streaksOf(trades: readonly TradeRow[]): Streaks {
  const runs: { kind: 'win' | 'loss'; length: number }[] = [];
  for (const { netPnl } of byExit(trades)) {
    if (netPnl.amount === 0) continue;
    const kind = netPnl.amount > 0 ? 'win' : 'loss';
    const last = runs.at(-1);
    if (last?.kind === kind) last.length += 1;
    else runs.push({ kind, length: 1 });
  }
  const times = { win: new Map<number, number>(), loss: new Map<number, number>() };
  for (const { kind, length } of runs) times[kind].set(length, (times[kind].get(length) ?? 0) + 1);
  const lengths = (['win', 'loss'] as const).flatMap((kind) => [...times[kind]].toSorted(([a], [b]) => a - b).map(([length, often]) => ({ kind, length, times: often })));
  const longest = (kind: 'win' | 'loss'): number => lengths.findLast((run) => run.kind === kind)?.length ?? 0;
  return { longestWin: longest('win'), longestLoss: longest('loss'), current: runs.at(-1) ?? null, lengths };
}

/**
 * Trades by how many straight losses of the same session were closed before they were entered: 0, 1, 2 … up to `upTo`,
 * where the last group holds all longer streaks.
 */
export function afterLossStreaks(trades: readonly TradeRow[], upTo = 3): readonly { readonly losses: number; readonly results: Results }[] {
  const groups = Array.from({ length: upTo + 1 }, (): TradeRow[] => []);
  for (const session of sessionsOf(trades).values()) {
    for (const trade of session) groups[Math.min(upTo, lossesBefore(trade, session))]?.push(trade);
  }
  return groups.map((rows, losses) => ({ losses, results: resultsOf(rows) }));
}

function lossesBefore(trade: TradeRow, session: readonly TradeRow[]): number {
  const before = byExit(session.filter((other) => other.exitAt <= trade.entryAt && other.id !== trade.id));
  let losses = 0;
  for (const { netPnl } of before.toReversed()) {
    if (netPnl.amount > 0) break;
    if (netPnl.amount < 0) losses += 1;
  }
  return losses;
}

/** Trades entered within so long after the exit of a losing trade of the same session, and all the others. */
export function afterLoss(trades: readonly TradeRow[], withinMs = 3_600_000): { readonly within: readonly TradeRow[]; readonly others: readonly TradeRow[] } {
  const within: TradeRow[] = [];
  const others: TradeRow[] = [];
  const sessions = sessionsOf(trades);
  for (const trade of byEntry(trades)) {
    const soon = (sessions.get(trade.sessionDate) ?? []).some(
      (loss) => loss.id !== trade.id && loss.netPnl.amount < 0 && loss.exitAt <= trade.entryAt && trade.entryAt - loss.exitAt <= withinMs,
    );
    (soon ? within : others).push(trade);
  }
  return { within, others };
}
