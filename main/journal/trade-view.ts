/** A trade with every number that its definition gives it. */
import type { TradeView } from '../../preload/contract/trades.ts';
import { formatFixed, SCALE } from '../engine/decimal.ts';
import { exitEfficiency, excursionR, mfeErrorR } from '../engine/trade-numbers.ts';
import type { Money } from '../engine/money.ts';
import { fixed } from '../imports/text/arithmetic.ts';
import type { Executor } from '../store/executor.ts';
import { legsOf, type TradeFillView } from '../store/imported-trades.ts';
import { amendmentsOf, tradeFills, type Trade } from '../store/trades.ts';
import { closingShare } from '../trades/build-trades.ts';
import { netOf, stopOf } from './trade-ledger.ts';
import { wire } from './wire.ts';

const UNITS_PER_MICRO = 10n ** BigInt(SCALE - 6);

export function tradeView(db: Executor, trade: Trade): TradeView {
  const { currency } = trade;
  const amount = (minor: number): Money => ({ amount: minor, currency });
  const optional = (minor: number | null): Money | null => (minor === null ? null : amount(minor));
  const stop = stopOf(trade);
  const gross = amount(trade.grossPnl);
  const [mfe, mae] = [optional(trade.mfe), optional(trade.mae)];
  const closed = trade.status === 'closed';
  const known = trade.costsKnown === 'all';
  return wire<TradeView>({
    id: trade.id, accountId: trade.accountId, ticketId: trade.ticketId, sessionDate: trade.sessionDate, symbol: trade.symbol, side: trade.side,
    status: closed ? 'closed' : 'open',
    quantity: trade.quantity, openQuantity: trade.openQuantity, entryAt: trade.entryAt, exitAt: trade.exitAt, entryPrice: trade.entryPrice, exitPrice: trade.exitPrice,
    initialStop: trade.initialStop, targets: trade.targets, setup: trade.setup, emotion: trade.emotion, grade: trade.grade, overridden: trade.overridden,
    stopAmount: stop, grossPnl: gross, fees: known ? amount(trade.fees) : null, netPnl: netOf(trade),
    r: trade.rMicro === null ? null : formatFixed(BigInt(trade.rMicro) * UNITS_PER_MICRO),
    mfe, mae, excursionProvenance: trade.excursionProvenance,
    mfeR: excursionR(mfe, stop), maeR: excursionR(mae, stop),
    mfeErrorR: closed ? mfeErrorR(mfe, gross, stop) : null,
    exitEfficiency: closed ? exitEfficiency(gross, mfe) : null,
    note: trade.note, lesson: trade.lesson,
    provenance: trade.provenance, stopProvenance: trade.stopProvenance, pointValue: trade.pointValue,
    fills: trade.provenance === 'imported' ? importedFills(db, trade.id) : tradeFills(db, trade.id).map(({ id, at, action, quantity, price, fees, provenance }) => ({ id, at, action, quantity, price, fees: optional(fees), provenance, source: null })),
    amendments: amendmentsOf(db, 'trade', trade.id),
  });
}

/** The broker's fills, as far as each is a part of the trade: one that reverses a position shows in both trades what falls to each. */
function importedFills(db: Executor, tradeId: string): TradeView['fills'] {
  return legsOf(db, tradeId).map((leg) => {
    const { id, at, role, quantity, price, commission, fees, costCurrency, currency, fileName, line } = leg;
    const costs = commission === null && fees === null ? null : { amount: share(leg, commission) + share(leg, fees), currency: costCurrency ?? currency };
    return { id: String(id), at, action: role, quantity, price, fees: costs, provenance: 'imported', source: { fileName, line } };
  });
}

function share({ role, quantity, whole }: TradeFillView, costs: number | null): number {
  if (costs === null) return 0;
  const [part, all] = [fixed(quantity), fixed(whole)];
  if (part >= all) return costs;
  const closing = (quantityClosed: bigint): number => Number(closingShare(BigInt(costs), quantityClosed, all));
  return role === 'exit' ? closing(part) : costs - closing(all - part);
}
