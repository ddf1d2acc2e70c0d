import { formatFixed, multiplyFixed, type Decimal } from '../engine/decimal.ts';
import { fixed } from '../imports/text/arithmetic.ts';
import { resolveSymbol, type ResolvedSymbol } from '../imports/symbols.ts';

/** What an instrument's price is worth. */
export interface InstrumentValue {
  readonly tickSize: Decimal;
  /** Money per point of price for one unit (contract, share, unit of the base currency), in `currency`. */
  readonly pointValue: Decimal;
  readonly currency: string;
  /** Units in one lot, for accounts that trade in lots; unknown when left out. */
  readonly lotSize?: Decimal | null;
}

/** The journal's instruments by root; null for one it does not know, which the trader is then asked for. */
export type InstrumentLookup = (root: string) => InstrumentValue | null;

export interface Valuation {
  readonly resolved: ResolvedSymbol | null;
  /** One name for one contract; the written symbol where it could not be read. */
  readonly contract: string;
  readonly pointValue: Decimal | null;
  readonly currency: string;
}

/**
 * Values a symbol: the file's own multiplier first, then the journal's instrument, then what the kind defines (a share
 * is one unit of its currency a point; a listed option on a share is a hundred). Null point value: ask.
 */
export function valueSymbol(
  symbol: string, traded: { readonly at: number; readonly pointValue: Decimal | null; readonly currency: string; readonly lots: boolean }, lookup: InstrumentLookup,
): Valuation {
  const resolved = resolveSymbol(symbol, { at: traded.at });
  const contract = resolved?.contract ?? symbol;
  if (traded.pointValue !== null) return { resolved, contract, pointValue: traded.pointValue, currency: traded.currency };
  const known = resolved === null ? lookup(symbol) : resolved.kind === 'option' ? null : lookup(resolved.root);
  if (known !== null) {
    const lot = traded.lots ? (known.lotSize ?? standardLot(resolved)) : '1';
    const pointValue = lot === null ? null : lot === '1' ? known.pointValue : formatFixed(multiplyFixed(fixed(known.pointValue), fixed(lot)));
    return { resolved, contract, pointValue, currency: known.currency };
  }
  const plain = traded.lots ? null : resolved?.kind === 'stock' ? '1' : resolved?.kind === 'option' ? '100' : null;
  return { resolved, contract, pointValue: plain, currency: traded.currency };
}

/** A lot of a currency pair is 100,000 of its base currency everywhere; lots of metals, indices and coins are the broker's choice. */
function standardLot(resolved: ResolvedSymbol | null): Decimal | null {
  return resolved?.kind === 'forex' && !resolved.root.startsWith('X') ? '100000' : null;
}
