import { absolute, divideRounded, divideRoundedShort, formatFixed, ONE, SCALE, type Decimal, type Fixed } from './decimal.ts';

/** Money is a whole number of minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Currencies whose minor unit is not a hundredth (ISO 4217). Everything else has two decimals. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

/** 10^0 … 10^3 as bigint, by fraction digits of the minor unit. */
const MINOR_POWERS: readonly bigint[] = [1n, 10n, 100n, 1000n];
const ONE_CUBED = ONE * ONE * ONE;

function minorPower(currency: string): bigint {
  return MINOR_POWERS[minorDigits(currency)] ?? 100n;
}

/** Fraction digits of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError('money is a safe integer of minor units');
  return { amount: amount === 0 ? 0 : amount, currency };
}

/** Fixed-point currency units (1.5 = one and a half dollars) to minor units, half to even. */
export function moneyFromFixed(units: Fixed, currency: string): Money {
  const minor = divideRounded(units * minorPower(currency), ONE);
  return money(Number(minor), currency);
}

/** Money as fixed-point currency units. */
export function fixedFromMoney(value: Money): Fixed {
  return BigInt(value.amount) * 10n ** BigInt(SCALE - minorDigits(value.currency));
}

/** points × quantity × point value, rounded once to minor units. */
export function pointsToMoney(points: Fixed, quantity: Fixed, pointValue: Fixed, currency: string): Money {
  const short = shortProduct(points, quantity, pointValue);
  if (short !== null) return money(divideRoundedShort(short, SHORT_CUBED / 10 ** minorDigits(currency)), currency);
  const product = points * quantity * pointValue; // scale 3 × SCALE
  const minor = divideRounded(product * minorPower(currency), ONE_CUBED);
  return money(Number(minor), currency);
}

const SHORT = 10_000;
const SHORT_CUBED = SHORT ** 3;
const UNITS_PER_SHORT = Number(ONE) / SHORT;

/** The product in 10^-12 when each factor has at most four decimals and the product is a safe integer: nearly always. */
function shortProduct(points: Fixed, quantity: Fixed, pointValue: Fixed): number | null {
  const a = shortOf(points);
  const b = shortOf(quantity);
  const c = shortOf(pointValue);
  if (a === null || b === null || c === null) return null;
  const ab = a * b;
  if (Math.abs(ab) > Number.MAX_SAFE_INTEGER) return null;
  const product = ab * c;
  return Math.abs(product) > Number.MAX_SAFE_INTEGER ? null : product;
}

/** Units as a whole number of 10^-4; null with more decimals or beyond a safe integer. */
function shortOf(units: Fixed): number | null {
  const value = Number(units);
  return Number.isSafeInteger(value) && value % UNITS_PER_SHORT === 0 ? value / UNITS_PER_SHORT : null;
}

/** Adds amounts of one currency. Throws on a mix: amounts of different currencies have no sum. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${a.currency} and ${b.currency}`);
  return money(a.amount + b.amount, a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, { amount: -b.amount, currency: b.currency });
}

/** amount ÷ risk as a decimal of six places (R multiples); null when the risk is zero. */
export function ratio(amount: Money, risk: Money): Decimal | null {
  if (amount.currency !== risk.currency || risk.amount === 0) return null;
  const micro = divideRounded(BigInt(amount.amount) * 1_000_000n, absolute(BigInt(risk.amount)));
  return formatFixed(micro * 10n ** BigInt(SCALE - 6));
}

/** "1234.50" for 123450 USD. */
export function formatMoneyPlain(value: Money): string {
  const digits = minorDigits(value.currency);
  const text = Math.abs(value.amount).toString().padStart(digits + 1, '0');
  const body = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return value.amount < 0 ? `-${body}` : body;
}

/** "1234.50 USD": the one way the engine writes money in a sentence. */
export function formatMoney(value: Money): string {
  return `${formatMoneyPlain(value)} ${value.currency}`;
}
