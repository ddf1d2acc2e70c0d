import { money } from '../../engine/money.ts';
import { rMultiple } from '../../engine/trade-numbers.ts';
import type { TicketRow, TradeRow } from '../trade-row.ts';

export const START = Date.UTC(2025, 2, 12, 14, 0);
const MINUTE = 60_000;

let counter = 0;

/** A closed trade of so much net P&L in minor units with the R that follows from it; Stop$ 100.00, one a quarter of an hour, held for five minutes. */
export function tradeRow(netPnl: number, more: Partial<TradeRow> = {}): TradeRow {
  counter += 1;
  const entryAt = START + counter * 15 * MINUTE;
  const row = {
    id: `trade-${String(counter).padStart(6, '0')}`, ticketId: `ticket-${counter}`, sessionDate: '2025-03-12', symbol: 'MES', side: 'long', entryAt, exitAt: entryAt + 5 * MINUTE, entryMinute: 600,
    grossPnl: money(netPnl, 'USD'), netPnl: money(netPnl, 'USD'), stopAmount: money(10_000, 'USD'), mfe: null, mae: null, setup: null, emotion: null, grade: null, atrBand: null, overridden: [],
    ...more,
  } satisfies Omit<TradeRow, 'rMicro'>;
  return { ...row, rMicro: more.rMicro === undefined ? rMicro(row) : more.rMicro };
}

function rMicro({ netPnl, stopAmount }: Pick<TradeRow, 'netPnl' | 'stopAmount'>): number | null {
  const r = rMultiple(netPnl, stopAmount);
  return r === null ? null : Math.round(Number(r) * 1_000_000);
}

/** Trades of the given R, a hundredth of an R being a dollar. */
export const tradesOfR = (...list: readonly number[]): readonly TradeRow[] => list.map((r) => tradeRow(Math.round(r * 10_000)));

export function ticketRow(id: string, more: Partial<TicketRow> = {}): TicketRow {
  return { id, sessionDate: '2025-03-12', at: START, outcome: 'clear', status: 'taken', overridden: false, lines: [], ...more };
}
