import { absolute, divideRounded, divideRoundedShort, formatFixed, ONE, SCALE, type Decimal, type Fixed, type Units } from './decimal.ts';

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

const ONE_CUBED = ONE * ONE * ONE;

/** What a minor unit is in fixed-point units, by its digits. */
const UNITS_PER_MINOR: readonly bigint[] = Array.from({ length: SCALE + 1 }, (_, digits) => 10n ** BigInt(SCALE - digits));

/** Minor units of one currency unit. */
function minorScale(currency: string): number {
  return 10 ** minorDigits(currency);
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
  const short = Number(units) * minorScale(currency);
  if (Number.isSafeInteger(short)) return money(divideRoundedShort(short, Number(ONE)), currency);
  const minor = divideRounded(units * BigInt(minorScale(currency)), ONE);
  return money(Number(minor), currency);
}

/** Money as fixed-point currency units. */
export function fixedFromMoney(value: Money): Fixed {
  return BigInt(value.amount) * (UNITS_PER_MINOR[minorDigits(value.currency)] ?? 1n);
}

/** points × quantity × point value, rounded once to minor units. */
export function pointsToMoney(points: Fixed, quantity: Fixed, pointValue: Fixed, currency: string): Money {
  const small = smallPointsToMoney(points, quantity, pointValue, currency);
  if (small !== null) return small;
  const product = points * quantity * pointValue; // scale 3 × SCALE
  const minor = divideRounded(product * BigInt(minorScale(currency)), ONE_CUBED);
  return money(Number(minor), currency);
}

/** {@link pointsToMoney} where it can be had without bigints: nearly always; null elsewhere. */
export function smallPointsToMoney(points: Units, quantity: Units, pointValue: Units, currency: string): Money | null {
  const short = shortProduct(points, quantity, pointValue);
  return short === null ? null : money(divideRoundedShort(short, SHORT_CUBED / minorScale(currency)), currency);
}

/** Whether an amount can be points × quantity × point value added up from so many parts, each rounded to minor units by itself, in whatever way. */
export function isRoundedSum(amount: Money, points: Fixed, quantity: Fixed, pointValue: Fixed, parts: number): boolean {
  const off = absolute(points * quantity * pointValue * BigInt(minorScale(amount.currency)) - BigInt(amount.amount) * ONE_CUBED);
  return 2n * off <= BigInt(parts) * ONE_CUBED;
}

const SHORT = 10_000;
const SHORT_CUBED = SHORT ** 3;
const UNITS_PER_SHORT = Number(ONE) / SHORT;

/** The product in 10^-12 when each factor has at most four decimals and the product is a safe integer: nearly always. */
function shortProduct(points: Units, quantity: Units, pointValue: Units): number | null {
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
function shortOf(units: Units): number | null {
  const value = Number(units);
  const short = Math.trunc(value / UNITS_PER_SHORT);
  return Number.isSafeInteger(value) && short * UNITS_PER_SHORT === value ? short : null;
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
  const scale = minorScale(value.currency);
  const magnitude = Math.abs(value.amount);
  const whole = Math.floor(magnitude / scale);
  const text = scale === 1 ? String(whole) : `${whole}.${String(magnitude - whole * scale + scale).slice(1)}`;
  return value.amount < 0 ? `-${text}` : text;
}

/** "1234.50 USD": the one way the engine writes money in a sentence. */
export function formatMoney(value: Money): string {
  return `${formatMoneyPlain(value)} ${value.currency}`;
}
