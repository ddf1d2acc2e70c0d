/** What was typed into the form of a trade, as values to record and problems to show. Pure. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { compareDecimals, readDecimal } from '../../format/decimal.ts';
import { formatMoney, type MoneyValue } from '../../format/display.ts';
import { readMoney } from '../../format/money-input.ts';
import { readPrice } from '../../format/price-input.ts';
import { exitGross, maeProblem, mfeProblem, type TypedExit } from './outcome.ts';

export interface TradeFormText {
  readonly price: string;
  readonly quantity: string;
  readonly fees: string;
  readonly mfe: string;
  readonly mae: string;
  readonly note: string;
  readonly lesson: string;
}

export interface TradeFormReading {
  /** Complete enough to compute with; fees left empty are unknown. Null when no exit is being typed. */
  readonly exit: TypedExit | null;
  /** Something of an exit was typed. */
  readonly exitStarted: boolean;
  /** The price that a distance, typed as the exit, stands for; null where the price itself is typed. */
  readonly distance: string | null;
  readonly mfe: MoneyValue | null;
  readonly mae: MoneyValue | null;
  /** The facts that differ from what is recorded; null when none does. */
  readonly facts: Omit<CallInput<'trade.facts'>, 'tradeId'> | null;
  /** By field, in the order of the form. */
  readonly problems: Partial<Record<keyof TradeFormText, string>>;
}

export function readTradeForm(text: TradeFormText, trade: TradeView, pointValue: string, tickSize = ''): TradeFormReading {
  const { currency } = trade.grossPnl;
  const problems: Partial<Record<keyof TradeFormText, string>> = {};
  const show = (amount: number): string => formatMoney({ amount, currency });

  // An exit may be typed as a distance from the entry, as a target is: "-6" is never the price −6.
  const typedPrice = readPrice(text.price, { role: 'target', side: trade.side, entry: trade.entryPrice, stop: trade.initialStop, tickSize });
  const price = typedPrice.kind === 'price' ? typedPrice.value : null;
  const quantity = readDecimal(text.quantity);
  const fees = readMoney(text.fees, currency);
  const mfe = readMoney(text.mfe, currency);
  const mae = readMoney(text.mae, currency);

  const open = trade.status === 'open';
  const words = { ...(text.note === trade.note ? {} : { note: text.note }), ...(text.lesson === trade.lesson ? {} : { lesson: text.lesson }) };
  const exitStarted = open && (text.price.trim() !== '' || text.fees.trim() !== '' || text.mfe.trim() !== '' || text.mae.trim() !== '' || Object.keys(words).length === 0);
  if (exitStarted) {
    if (typedPrice.kind !== 'price') problems.price = typedPrice.kind === 'empty' ? 'State the exit price' : typedPrice.message;
    if (quantity === null || compareDecimals(quantity, '0') !== 1) problems.quantity = 'Write how many left the position';
    else if (compareDecimals(quantity, trade.openQuantity) === 1) problems.quantity = `Only ${trade.openQuantity} of ${trade.quantity} are open`;
    if (fees.kind === 'problem') problems.fees = fees.message;
    else if (fees.kind === 'money' && fees.value.amount < 0) problems.fees = 'Fees are zero or more';
  }
  const exit: TypedExit | null =
    exitStarted && price !== null && quantity !== null && problems.quantity === undefined ? { price, quantity, fees: fees.kind === 'money' && fees.value.amount >= 0 ? fees.value : null } : null;

  // The best and the worst are known when nothing is open any more; until then only their signs can be wrong.
  const closes = !open || (exit !== null && compareDecimals(exit.quantity, trade.openQuantity) === 0);
  const added = exit === null ? 0 : exitGross(trade, exit.price, exit.quantity, pointValue);
  const gross = added === null ? null : closes ? trade.grossPnl.amount + added : 0;
  const best = mfe.kind === 'money' ? mfe.value : null;
  const worst = mae.kind === 'money' ? mae.value : null;
  const mfeWrong = mfe.kind === 'problem' ? mfe.message : best !== null && gross !== null ? mfeProblem(best.amount, gross, show) : null;
  const maeWrong = mae.kind === 'problem' ? mae.message : worst !== null && gross !== null ? maeProblem(worst.amount, gross, show) : null;
  if (mfeWrong !== null) problems.mfe = mfeWrong;
  if (maeWrong !== null) problems.mae = maeWrong;

  const facts = {
    ...(!closes || best?.amount === trade.mfe?.amount ? {} : { mfe: best }),
    ...(!closes || worst?.amount === trade.mae?.amount ? {} : { mae: worst }),
    ...words,
  };
  return { exit, exitStarted, distance: typedPrice.kind === 'price' && typedPrice.shorthand ? typedPrice.value : null, mfe: mfeWrong === null ? best : null, mae: maeWrong === null ? worst : null, facts: Object.keys(facts).length === 0 ? null : facts, problems };
}
