/** What the analytics know of a closed trade and of a ticket. Plain data; the folds read nothing else. */
import { formatFixed, SCALE, type Decimal } from '../engine/decimal.ts';
import type { Emotion, Grade, Instant, Outcome, Side } from '../engine/model.ts';
import type { Money } from '../engine/money.ts';
import type { TicketStatus } from '../engine/session.ts';

export interface TradeRow {
  readonly id: string;
  /** Null for a bypass: a trade that no ticket stated. */
  readonly ticketId: string | null;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side;
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  /** Wall-clock minute of the entry on the exchange's clock, 0–1439; null when unknown. */
  readonly entryMinute: number | null;
  readonly grossPnl: Money;
  readonly netPnl: Money;
  readonly stopAmount: Money | null;
  /** R × 1,000,000, as the trade says it; null without a stop, and while a trader's own costs are not known. */
  readonly rMicro: number | null;
  readonly mfe: Money | null;
  readonly mae: Money | null;
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly grade: Grade | null;
  /** Name of the ATR band at the entry; null when unknown. */
  readonly atrBand: string | null;
  /** Ids of the rules whose block was overridden to take the trade; empty for a trade by the rules and for a bypass. */
  readonly overridden: readonly string[];
}

/** One sealed ticket with what its verdict said and what became of it. */
export interface TicketRow {
  readonly id: string;
  readonly sessionDate: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly status: TicketStatus;
  /** Whether it was taken by an override. */
  readonly overridden: boolean;
  readonly lines: readonly TicketLine[];
}

export interface TicketLine {
  readonly ruleId: string;
  /** Missed, or could not be judged. */
  readonly bitten: boolean;
  readonly shadow: boolean;
  /** Critical or major: bites as a block, not as advice. */
  readonly blocks: boolean;
}

/** R of a trade, to six decimals; null where it has none. */
export function rOf({ rMicro }: Pick<TradeRow, 'rMicro'>): Decimal | null {
  return rMicro === null ? null : formatFixed(BigInt(rMicro) * UNITS_A_MICRO);
}

const UNITS_A_MICRO = 10n ** BigInt(SCALE - 6);

/** By exit; trades that closed in the same instant by entry, then by id: the order of every running total. */
export function byExit(trades: readonly TradeRow[]): readonly TradeRow[] {
  return trades.toSorted((a, b) => a.exitAt - b.exitAt || a.entryAt - b.entryAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function byEntry(trades: readonly TradeRow[]): readonly TradeRow[] {
  return trades.toSorted((a, b) => a.entryAt - b.entryAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Taken by a ticket with nothing overridden. */
export function isCompliant({ ticketId, overridden }: TradeRow): boolean {
  return ticketId !== null && overridden.length === 0;
}

export function isBypass({ ticketId }: TradeRow): boolean {
  return ticketId === null;
}

/** The trades of each session, by date. */
export function sessionsOf(trades: readonly TradeRow[]): ReadonlyMap<string, readonly TradeRow[]> {
  return Map.groupBy(trades, ({ sessionDate }) => sessionDate);
}
