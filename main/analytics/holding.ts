/** How long trades were held. */
import type { TradeRow } from './trade-row.ts';

const MINUTE = 60_000;

/** Half-open bands: a trade of exactly five minutes is in the second. */
export const HOLDING_BANDS: readonly { readonly label: string; readonly belowMs: number }[] = [
  { label: 'under 1 minute', belowMs: MINUTE },
  { label: '1–5 minutes', belowMs: 5 * MINUTE },
  { label: '5–15 minutes', belowMs: 15 * MINUTE },
  { label: '15–30 minutes', belowMs: 30 * MINUTE },
  { label: '30–60 minutes', belowMs: 60 * MINUTE },
  { label: '1–4 hours', belowMs: 240 * MINUTE },
  { label: 'over 4 hours', belowMs: Infinity },
];

/** Milliseconds from the first entry to the last exit. */
function holdingTime({ entryAt, exitAt }: Pick<TradeRow, 'entryAt' | 'exitAt'>): number {
  return Math.max(0, exitAt - entryAt);
}

export function bandOf(trade: Pick<TradeRow, 'entryAt' | 'exitAt'>): string {
  const held = holdingTime(trade);
  return HOLDING_BANDS.find(({ belowMs }) => held < belowMs)?.label ?? 'over 4 hours';
}

/** Mean and median in milliseconds; null of nothing. */
export function holdingSummary(trades: readonly TradeRow[]): { readonly mean: number | null; readonly median: number | null } {
  const held = trades.map(holdingTime).toSorted((a, b) => a - b);
  const middle = Math.floor(held.length / 2);
  const [low, high] = held.length % 2 === 1 ? [held[middle], held[middle]] : [held[middle - 1], held[middle]];
  if (low === undefined || high === undefined) return { mean: null, median: null };
  return { mean: Math.round(held.reduce((sum, time) => sum + time, 0) / held.length), median: Math.round((low + high) / 2) };
}
