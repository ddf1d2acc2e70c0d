/** What the criteria of a setup are worth: results of the trades in which each was met, beside those in which it was missing. */
import type { Decimal } from '../engine/decimal.ts';
import { meanOf, type Measure } from './sample.ts';

export interface SaidTrade {
  /** Null without a stop. */
  readonly r: Decimal | null;
  /** By criterion, whether it was met; those of which nothing was said are not in it. */
  readonly said: ReadonlyMap<string, boolean>;
}

export interface CriterionResult {
  /** Null for all of the setup's criteria together. */
  readonly criterion: string | null;
  readonly met: number;
  readonly metR: Measure;
  readonly missing: number;
  readonly missingR: Measure;
}

/**
 * All together first, then one by one in the playbook's order, then those that it no longer has. All are met only where each
 * was said to be; one that is missing is enough for the other side; any other trade is in neither.
 */
export function criteriaResults(trades: readonly SaidTrade[], asked: readonly string[]): readonly CriterionResult[] {
  const former = [...new Set(trades.flatMap(({ said }) => [...said.keys()]))].filter((criterion) => !asked.includes(criterion)).toSorted();
  const together = ({ said }: SaidTrade): boolean | null => (asked.some((criterion) => said.get(criterion) === false) ? false : asked.every((criterion) => said.get(criterion) === true) ? true : null);
  return [
    ...(asked.length > 1 ? [resultOf(null, trades, together)] : []),
    ...[...asked, ...former].map((criterion) => resultOf(criterion, trades, ({ said }) => said.get(criterion) ?? null)),
  ];
}

function resultOf(criterion: string | null, trades: readonly SaidTrade[], isMet: (trade: SaidTrade) => boolean | null): CriterionResult {
  const met = trades.filter((trade) => isMet(trade) === true);
  const missing = trades.filter((trade) => isMet(trade) === false);
  return { criterion, met: met.length, metR: meanOf(met.map(({ r }) => r)), missing: missing.length, missingR: meanOf(missing.map(({ r }) => r)) };
}
