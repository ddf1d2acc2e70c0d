/** The numbers of a trade, exactly as their definitions say. Unknown is null; nothing is estimated. */
import { absolute, formatFixed, parseFixed, type Decimal, type Fixed } from './decimal.ts';
import type { Instrument, Refusal, Side } from './model.ts';
import { addMoney, fixedFromMoney, formatMoney, money, pointsToMoney, ratio, subtractMoney, type Money } from './money.ts';

type Contract = Pick<Instrument, 'pointValue' | 'currency'>;

/** Stop$: |entry − initial stop| × quantity × point value. Null when a number is missing or unreadable. */
export function stopAmount(entry: Decimal | null, stop: Decimal | null, quantity: Decimal | null, contract: Contract): Money | null {
  const [from, to, size, value] = [fixed(entry), fixed(stop), fixed(quantity), fixed(contract.pointValue)];
  if (from === null || to === null || size === null || value === null) return null;
  return moneyOrNull(() => pointsToMoney(absolute(from - to), size, value, contract.currency));
}

/** P&L of a quantity from entry to exit, before costs. */
export function grossPnl(side: Side, entry: Decimal, exit: Decimal, quantity: Decimal, contract: Contract): Money | null {
  const [from, to, size, value] = [fixed(entry), fixed(exit), fixed(quantity), fixed(contract.pointValue)];
  if (from === null || to === null || size === null || value === null) return null;
  return moneyOrNull(() => pointsToMoney(side === 'long' ? to - from : from - to, size, value, contract.currency));
}

export interface ExitFill {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** P&L of several exits against one average entry: summed exactly, rounded once. Null when a number is unreadable. */
export function grossPnlOfExits(side: Side, entry: Decimal, exits: readonly ExitFill[], contract: Contract): Money | null {
  const [from, value] = [fixed(entry), fixed(contract.pointValue)];
  if (from === null || value === null) return null;
  let pointQuantity = 0n;
  for (const { price, quantity } of exits) {
    const [to, size] = [fixed(price), fixed(quantity)];
    if (to === null || size === null) return null;
    pointQuantity += (side === 'long' ? to - from : from - to) * size;
  }
  // The product is already at twice the scale: as "points" of a single 10^-10 unit it keeps every digit.
  return moneyOrNull(() => pointsToMoney(pointQuantity, 1n, value, contract.currency));
}

/** net = gross − commissions and fees. Costs are positive when paid; a rebate is negative. */
export function netPnl(gross: Money, costs: readonly Money[]): Money {
  return costs.reduce(subtractMoney, gross);
}

/** R: net P&L ÷ Stop$, to six decimals; null without a stop. */
export function rMultiple(net: Money, stop: Money | null): Decimal | null {
  return stop === null ? null : ratio(net, stop);
}

/** MFE-R or MAE-R: excursion ÷ Stop$; null when either is unknown. */
export function excursionR(excursion: Money | null, stop: Money | null): Decimal | null {
  return excursion === null || stop === null ? null : ratio(excursion, stop);
}

/** MFE-Error-R: (MFE$ − gross P&L) ÷ Stop$, ≥ 0; null without Stop$ or MFE$. */
export function mfeErrorR(mfe: Money | null, gross: Money, stop: Money | null): Decimal | null {
  if (mfe === null || stop === null || mfe.currency !== gross.currency) return null;
  return ratio(subtractMoney(mfe, gross), stop);
}

/** Gross P&L ÷ MFE$, signed; null when MFE$ is 0 or unknown. */
export function exitEfficiency(gross: Money, mfe: Money | null): Decimal | null {
  return mfe === null || mfe.amount === 0 ? null : ratio(gross, mfe);
}

/** Why typed excursions cannot be: MFE$ ≥ max(0, gross), MAE$ ≤ min(0, gross). Empty when they can. */
export function checkExcursions(gross: Money, mfe: Money | null, mae: Money | null): readonly Refusal[] {
  const problems: Refusal[] = [];
  const check = (field: 'mfe' | 'mae', value: Money | null): void => {
    if (value === null) return;
    if (value.currency !== gross.currency) {
      problems.push({ code: 'currency-mismatch', field, message: `The trade is in ${gross.currency}.` });
      return;
    }
    const bound = money(field === 'mfe' ? Math.max(0, gross.amount) : Math.min(0, gross.amount), gross.currency);
    if (field === 'mfe' && value.amount < bound.amount) {
      problems.push({ code: 'excursion-impossible', field, message: `The best open profit cannot be below ${formatMoney(bound)}: ${gross.amount > 0 ? 'the trade was closed there' : 'a trade starts at zero'}.` });
    }
    if (field === 'mae' && value.amount > bound.amount) {
      problems.push({ code: 'excursion-impossible', field, message: `The worst open loss cannot be above ${formatMoney(bound)}: ${gross.amount < 0 ? 'the trade was closed there' : 'a trade starts at zero'}.` });
    }
  };
  check('mfe', mfe);
  check('mae', mae);
  return problems;
}

/** Open P&L at the best and the worst price seen while the position was held: MFE$ and MAE$ of one entry, before costs. */
export function excursions(side: Side, entry: Decimal, highest: Decimal, lowest: Decimal, quantity: Decimal, contract: Contract): { readonly mfe: Money; readonly mae: Money } | null {
  const best = grossPnl(side, entry, side === 'long' ? highest : lowest, quantity, contract);
  const worst = grossPnl(side, entry, side === 'long' ? lowest : highest, quantity, contract);
  if (best === null || worst === null) return null;
  return { mfe: money(Math.max(0, best.amount), best.currency), mae: money(Math.min(0, worst.amount), worst.currency) };
}

/**
 * The largest quantity whose Stop$ is within the budget, on the instrument's step; "0" when not even one step is. Null when
 * entry and stop are the same, a number is missing, or the budget is in another currency.
 */
export function sizeForRisk(budget: Money, entry: Decimal | null, stop: Decimal | null, instrument: Pick<Instrument, 'pointValue' | 'currency' | 'quantityStep'>): Decimal | null {
  const [from, to, value, step] = [fixed(entry), fixed(stop), fixed(instrument.pointValue), fixed(instrument.quantityStep)];
  if (from === null || to === null || value === null || step === null || budget.currency !== instrument.currency) return null;
  const stepRisk = absolute(from - to) * value * step;
  if (stepRisk <= 0n) return null;
  if (budget.amount <= 0) return '0';
  // Budget at scale 10 against points × value × step at scale 30.
  const steps = (fixedFromMoney(budget) * 10n ** 20n) / stepRisk;
  return formatFixed(steps * step);
}

/** A share of equity as a budget, in per cent, rounded down to the minor unit. */
export function riskBudget(equity: Money, percent: Decimal): Money | null {
  const share = fixed(percent);
  if (share === null || equity.amount <= 0 || share <= 0n) return null;
  return moneyOrNull(() => money(Number((BigInt(equity.amount) * share) / (100n * 10n ** 10n)), equity.currency));
}

/** Sum of amounts of one currency; null for an empty list. */
export function sum(amounts: readonly Money[]): Money | null {
  const [first, ...rest] = amounts;
  return first === undefined ? null : rest.reduce(addMoney, first);
}

function fixed(text: Decimal | null): Fixed | null {
  return text === null ? null : parseFixed(text);
}

/** An amount beyond any money is unknown. */
function moneyOrNull(compute: () => Money): Money | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
