import { absolute, divideRounded, formatFixed, type Decimal, type Fixed } from '../engine/decimal.ts';
import { addMoney, fixedFromMoney, isRoundedSum, money, type Money, moneyFromFixed, pointsToMoney, subtractMoney } from '../engine/money.ts';
import { fixed } from '../imports/text/arithmetic.ts';
import type { StopLevel } from '../imports/types.ts';
import { valueSymbol, type InstrumentLookup, type Valuation } from './instruments.ts';
import { chainOrder, effectOrder } from './position-chain.ts';
import { compareFills, type TradeFill } from './trade-fill.ts';

/** The part a fill played in a trade; a fill that reverses a position plays one in each of two trades. */
export interface TradeLeg {
  readonly fillKey: string;
  readonly role: 'entry' | 'exit';
  readonly quantity: Decimal;
  readonly split: boolean;
}

/** A round trip, flat to flat, of one contract in one account. */
export interface BuiltTrade {
  /** Stable across re-runs: the opening fill's key, marked when that fill also closed the trade before. */
  readonly id: string;
  readonly account: string | null;
  readonly symbol: string;
  readonly contract: string;
  readonly root: string | null;
  readonly side: 'long' | 'short';
  /** All that was entered; equals all that was exited. */
  readonly quantity: Decimal;
  /** The largest position held. */
  readonly maxPosition: Decimal;
  /** Milliseconds UTC. */
  readonly entryTime: number;
  readonly exitTime: number;
  /** Averages over quantity, to ten decimals; results are computed from the fills and not from these. */
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly legs: readonly TradeLeg[];
  readonly currency: string;
  readonly pointValue: Decimal | null;
  /** Null when the point value is unknown and the broker states no result. */
  readonly gross: Money | null;
  readonly grossSource: 'fills' | 'broker' | null;
  readonly commission: Money | null;
  readonly fees: Money | null;
  /** Commission and fees together; null when not every fill states them (see `costsKnown`). */
  readonly costs: Money | null;
  readonly costsKnown: 'all' | 'some' | 'none';
  /** `implied`: gross less the broker's result after costs, where the file hides cost columns. */
  readonly costSource: 'file' | 'implied';
  /** Gross less all costs that are known; equals gross where none is. Null without gross or with costs in another currency. */
  readonly net: Money | null;
  /** The broker's own result for the same fills, where it states one for every closing fill. */
  readonly brokerResult: { readonly amount: Money; readonly costs: 'before' | 'after' } | null;
  /** Whether our result is the broker's, to the minor unit. */
  readonly check: 'agrees' | 'differs' | 'unknown';
  /** Initial risk of the entries' bracket stops; null unless every entry has one. */
  readonly stopAmount: Money | null;
  readonly stops: readonly StopLevel[];
  /** As the broker states them for exactly this trade; MFE ≥ max(0, gross), MAE ≤ min(0, gross), otherwise null. */
  readonly mfe: Money | null;
  readonly mae: Money | null;
  readonly problems: readonly string[];
}

export interface OpenPosition {
  readonly account: string | null;
  readonly symbol: string;
  readonly contract: string;
  /** Signed: negative is short. */
  readonly position: Decimal;
  readonly entryTime: number;
  readonly entryPrice: Decimal;
  readonly legs: readonly TradeLeg[];
  /** What the platform says the position is after the last fill, where that is another one: fills before it are missing. */
  readonly stated: Decimal | null;
}

export interface TradeReport {
  readonly trades: readonly BuiltTrade[];
  readonly open: readonly OpenPosition[];
  /** Fills that close a position whose opening is not among the fills: no trade can be made of them. */
  readonly unmatched: readonly TradeFill[];
  /** Symbols that need a point value before their results are known. */
  readonly unknownSymbols: readonly string[];
}

interface Side {
  /** The price while only one price was paid, so that no average has to be computed. */
  price: Decimal | null;
  quantity: Fixed;
  /** Σ quantity × price, scale 2 × SCALE: exact. */
  notional: bigint;
}

interface Building {
  readonly account: string | null;
  readonly symbol: string;
  readonly valuation: Valuation;
  readonly direction: 1 | -1;
  readonly id: string;
  readonly entryTime: number;
  readonly entry: Side;
  readonly exit: Side;
  position: Fixed;
  /** As the platform states it after the last fill. */
  stated: Decimal | null;
  maxPosition: Fixed;
  exitTime: number;
  legs: TradeLeg[];
  commission: Money | null;
  fees: Money | null;
  /** Costs finer than a minor unit, beyond commission and fees. */
  finer: Fixed;
  costed: number;
  uncosted: number;
  mixedCurrency: boolean;
  result: Money | null;
  resultCosts: 'before' | 'after';
  resultComplete: boolean;
  impliesCosts: boolean;
  stops: StopLevel[];
  stopRisk: bigint;
  stopsComplete: boolean;
  /** The round-trip row all fills came from; false when there is none, or more than one. */
  trip: string | false | null;
  excursion: TradeFill['excursion'];
  problems: string[];
}

interface Piece {
  readonly fill: TradeFill;
  readonly keys: readonly string[];
  readonly quantity: Fixed;
  readonly split: boolean;
  readonly commission: Money | null;
  readonly fees: Money | null;
  readonly finer: Fixed;
}

/**
 * Builds trades from fills of any accounts and instruments, in any order. Deterministic: the same fills give the same
 * trades. Money is exact: prices times quantities are summed unrounded and rounded once a trade; the costs of a fill that
 * reverses a position are split by quantity in whole minor units, nothing lost.
 */
export function buildTrades(fills: Iterable<TradeFill>, lookup: InstrumentLookup): TradeReport {
  const trades: BuiltTrade[] = [];
  const rest = buildSortedTrades([...fills].sort(compareFills), lookup, (trade) => trades.push(trade));
  return { trades, ...rest };
}

/**
 * The same for fills that come in the order of {@link compareFills}, one at a time and each trade as it closes, so that
 * a history of any length needs no more memory than its open positions.
 */
export function buildSortedTrades(fills: Iterable<TradeFill>, lookup: InstrumentLookup, onTrade: (trade: BuiltTrade) => void): Omit<TradeReport, 'trades'> {
  const builder = tradeBuilder(lookup, onTrade);
  let instant: MergedFill[] = [];
  const settle = (): void => {
    for (const fill of instant.length > 1 ? builder.chained(instant) : instant) builder.add(fill);
    instant = [];
  };
  for (const merged of mergeParts(fills)) {
    const stated = merged.fill.positionAfter !== null || (merged.fill.effect !== null && merged.fill.basis !== 'trip' && merged.fill.basis !== 'pair');
    if (instant.length > 0 && (!stated || instant[0]?.fill.time !== merged.fill.time)) settle();
    if (stated) instant.push(merged);
    else builder.add(merged);
  }
  settle();
  return builder.report();
}

interface TradeBuilder {
  add(fill: MergedFill): void;
  /** Fills of one instant in the order that their stated positions tell, or what they open and close. */
  chained(instant: readonly MergedFill[]): readonly MergedFill[];
  report(): Omit<TradeReport, 'trades'>;
}

interface MergedFill {
  readonly fill: TradeFill;
  /** Keys of all the parts. */
  readonly keys: readonly string[];
}

/** Puts parts of one fill (rows that pair it with several others) together again. */
function* mergeParts(fills: Iterable<TradeFill>): Generator<MergedFill> {
  let last: { fill: TradeFill; keys: string[] } | null = null;
  for (const fill of fills) {
    if (last !== null && isSameFill(last.fill, fill)) {
      last.fill = joinParts(last.fill, fill);
      last.keys.push(fill.key);
      continue;
    }
    if (last !== null) yield last;
    last = { fill, keys: [fill.key] };
  }
  if (last !== null) yield last;
}

function isSameFill(a: TradeFill, b: TradeFill): boolean {
  return (
    a.basis === 'pair' && b.basis === 'pair' && a.brokerFillId !== null && a.brokerFillId === b.brokerFillId && a.side === b.side && a.time === b.time && a.price === b.price &&
    a.symbol === b.symbol && a.account === b.account
  );
}

function joinParts(a: TradeFill, b: TradeFill): TradeFill {
  const add = (x: Money | null, y: Money | null): Money | null => (x === null || y === null ? (x ?? y) : addMoney(x, y));
  const result = a.brokerResult === null || b.brokerResult === null ? (a.brokerResult ?? b.brokerResult) : { ...a.brokerResult, amount: addMoney(a.brokerResult.amount, b.brokerResult.amount) };
  return { ...a, quantity: formatFixed(fixed(a.quantity) + fixed(b.quantity)), commission: add(a.commission, b.commission), fees: add(a.fees, b.fees), brokerResult: result };
}

function tradeBuilder(lookup: InstrumentLookup, onTrade: (trade: BuiltTrade) => void): TradeBuilder {
  const unmatched: TradeFill[] = [];
  const unknown = new Set<string>();
  const positions = new Map<string, Map<string, Building | null>>();
  const valuations = new Map<string, Valuation>();

  // Neighbouring fills are mostly of one instrument and year (a one-digit contract year depends on when it was traded).
  let lastFill: TradeFill | null = null;
  let lastValuation: Valuation | null = null;
  let yearStart = 0;
  let yearEnd = 0;
  const valuationOf = (fill: TradeFill): Valuation => {
    if (
      lastFill !== null && lastValuation !== null && lastFill.symbol === fill.symbol && fill.time >= yearStart && fill.time < yearEnd && lastFill.pointValue === fill.pointValue &&
      lastFill.currency === fill.currency && lastFill.quantityUnit === fill.quantityUnit
    ) return lastValuation;
    const year = new Date(fill.time).getUTCFullYear();
    const cacheKey = `${fill.symbol}|${year}|${fill.pointValue ?? ''}|${fill.currency}|${fill.quantityUnit}`;
    let valuation = valuations.get(cacheKey);
    if (valuation === undefined) {
      valuation = valueSymbol(fill.symbol, { at: fill.time, pointValue: fill.pointValue, currency: fill.currency, lots: fill.quantityUnit === 'lots' }, lookup);
      valuations.set(cacheKey, valuation);
      if (valuation.pointValue === null) unknown.add(fill.symbol);
    }
    lastFill = fill;
    lastValuation = valuation;
    yearStart = Date.UTC(year, 0, 1);
    yearEnd = Date.UTC(year + 1, 0, 1);
    return valuation;
  };

  /** One account's positions by contract. */
  const placesOf = (account: string): Map<string, Building | null> => {
    let places = positions.get(account);
    if (places === undefined) positions.set(account, (places = new Map()));
    return places;
  };

  const add = ({ fill, keys }: MergedFill): void => {
    const valuation = valuationOf(fill);
    const places = placesOf(fill.account ?? '');
    const place = valuation.contract;
    const known = places.get(place);
    const current = known ?? null;
    const signed = fill.side === 'buy' ? 1 : -1;
    const quantity = fixed(fill.quantity);
    if (current === null && isOrphan(fill, known === undefined, signed, quantity)) {
      unmatched.push(fill);
      return;
    }
    if (current === null || current.direction === signed) {
      const building = current ?? open(fill, keys, valuation, signed, false);
      enter(building, wholePiece(fill, keys));
      places.set(place, building);
      return;
    }
    const held = absolute(current.position);
    if (quantity < held) {
      leave(current, wholePiece(fill, keys));
      return;
    }
    if (quantity === held) {
      leave(current, wholePiece(fill, keys));
      onTrade(finish(current));
      places.set(place, null);
      return;
    }
    const [closing, opening] = splitPiece(wholePiece(fill, keys), held);
    leave(current, closing);
    onTrade(finish(current));
    const next = open(fill, keys, valuation, signed, true);
    enter(next, opening);
    places.set(place, next);
  };

  /** Most instants are of one book, and in order as they come. */
  const isInOrder = (instant: readonly MergedFill[]): boolean => {
    const first = instant[0]?.fill;
    if (first === undefined) return true;
    let held = placesOf(first.account ?? '').get(valuationOf(first).contract)?.position ?? 0n;
    for (const { fill } of instant) {
      if (fill.account !== first.account || fill.symbol !== first.symbol || fill.positionAfter === null) return false;
      held += fill.side === 'buy' ? fixed(fill.quantity) : -fixed(fill.quantity);
      if (held !== fixed(fill.positionAfter)) return false;
    }
    return true;
  };

  const chained = (instant: readonly MergedFill[]): readonly MergedFill[] => {
    if (isInOrder(instant)) return instant;
    const books = new Map<Map<string, Building | null>, Map<string, MergedFill[]>>();
    for (const merged of instant) {
      const places = placesOf(merged.fill.account ?? '');
      let book = books.get(places);
      if (book === undefined) books.set(places, (book = new Map()));
      const { contract } = valuationOf(merged.fill);
      const fills = book.get(contract);
      if (fills === undefined) book.set(contract, [merged]);
      else fills.push(merged);
    }
    return [...books].flatMap(([places, book]) => [...book].flatMap(([contract, fills]) => {
      const current = places.get(contract);
      const plain = fills.map(({ fill }) => fill);
      const order = fills.length === 1 ? null : (chainOrder(plain, current === undefined ? null : (current?.position ?? 0n)) ?? effectOrder(plain, current?.position ?? 0n));
      return order === null ? fills : order.flatMap((place) => fills[place] ?? []);
    }));
  };

  return {
    add,
    chained,
    report() {
      const openPositions: OpenPosition[] = [];
      for (const building of [...positions.values()].flatMap((places) => [...places.values()])) {
        if (building === null) continue;
        const position = formatFixed(building.position);
        openPositions.push({
          account: building.account, symbol: building.symbol, contract: building.valuation.contract, position, entryTime: building.entryTime,
          entryPrice: average(building.entry), legs: building.legs, stated: building.stated === position ? null : building.stated,
        });
      }
      return { open: openPositions, unmatched, unknownSymbols: [...unknown] };
    },
  };
}

/** A fill the broker calls closing, or that leaves a position it cannot have made, belongs to a trade begun before the fills. */
function isOrphan(fill: TradeFill, first: boolean, signed: 1 | -1, quantity: Fixed): boolean {
  if (fill.basis === 'trip' || fill.basis === 'pair') return false;
  if (fill.effect === 'close') return true;
  if (!first || fill.positionAfter === null) return false;
  return fixed(fill.positionAfter) !== (signed === 1 ? quantity : -quantity);
}

function open(fill: TradeFill, keys: readonly string[], valuation: Valuation, direction: 1 | -1, split: boolean): Building {
  return {
    account: fill.account, symbol: fill.symbol, valuation, direction, id: split ? `${keys[0]}|reversed` : (keys[0] ?? fill.key), entryTime: fill.time,
    entry: { price: null, quantity: 0n, notional: 0n }, exit: { price: null, quantity: 0n, notional: 0n }, position: 0n, stated: null, maxPosition: 0n, exitTime: fill.time, legs: [],
    commission: null, fees: null, finer: 0n, costed: 0, uncosted: 0, mixedCurrency: false, result: null, resultCosts: 'before', resultComplete: true, impliesCosts: false,
    stops: [], stopRisk: 0n, stopsComplete: true, trip: null, excursion: null, problems: [],
  };
}

function wholePiece(fill: TradeFill, keys: readonly string[]): Piece {
  const { commission, fees, costExact } = fill;
  return { fill, keys, quantity: fixed(fill.quantity), split: false, commission, fees, finer: costExact === null ? 0n : fixed(costExact) - unitsOf(commission) - unitsOf(fees) };
}

function unitsOf(amount: Money | null): Fixed {
  return amount === null ? 0n : fixedFromMoney(amount);
}

/** What of an amount falls to the closing part of a fill that reverses a position: by quantity, in whole units. The opening part has the rest. */
export function closingShare(total: bigint, closing: Fixed, whole: Fixed): bigint {
  return divideRounded(total * closing, whole);
}

/** The closing and the opening part of a fill that reverses a position. */
function splitPiece(piece: Piece, closingQuantity: Fixed): readonly [Piece, Piece] {
  const share = (total: bigint): bigint => closingShare(total, closingQuantity, piece.quantity);
  const divide = (amount: Money | null): readonly [Money | null, Money | null] => {
    if (amount === null) return [null, null];
    const first = money(Number(share(BigInt(amount.amount))), amount.currency);
    return [first, subtractMoney(amount, first)];
  };
  const [commissionA, commissionB] = divide(piece.commission);
  const [feesA, feesB] = divide(piece.fees);
  const finerA = share(piece.finer);
  return [
    { ...piece, split: true, quantity: closingQuantity, commission: commissionA, fees: feesA, finer: finerA },
    { ...piece, split: true, quantity: piece.quantity - closingQuantity, commission: commissionB, fees: feesB, finer: piece.finer - finerA },
  ];
}

function enter(building: Building, piece: Piece): void {
  const price = fixed(piece.fill.price);
  addTo(building.entry, piece, price);
  building.position += building.direction === 1 ? piece.quantity : -piece.quantity;
  const held = absolute(building.position);
  if (held > building.maxPosition) building.maxPosition = held;
  addStops(building, piece, price);
  record(building, piece, 'entry');
}

function leave(building: Building, piece: Piece): void {
  addTo(building.exit, piece, fixed(piece.fill.price));
  building.position += building.direction === 1 ? -piece.quantity : piece.quantity;
  building.exitTime = piece.fill.time;
  const { brokerResult, excursion } = piece.fill;
  if (brokerResult === null) building.resultComplete = false;
  else {
    building.result = building.result === null ? brokerResult.amount : sameCurrency(building.result, brokerResult.amount) ? addMoney(building.result, brokerResult.amount) : null;
    if (building.result === null) building.resultComplete = false;
    building.resultCosts = brokerResult.costs;
    building.impliesCosts ||= brokerResult.impliesCosts;
  }
  // Rows that end in one instant come in any order; the one that speaks of the whole trade counts.
  if (building.excursion?.scope !== 'flat-to-flat' || excursion?.scope === 'flat-to-flat') building.excursion = excursion;
  record(building, piece, 'exit');
}

function record(building: Building, piece: Piece, role: TradeLeg['role']): void {
  const first = piece.keys[0] ?? piece.fill.key;
  const others = piece.keys.length === 1 ? [] : piece.keys.slice(1);
  building.legs.push({ fillKey: first, role, quantity: piece.split ? formatFixed(piece.quantity) : piece.fill.quantity, split: piece.split });
  for (const key of others) building.legs.push({ fillKey: key, role, quantity: '0', split: true });
  if (piece.commission === null && piece.fees === null) building.uncosted += 1;
  else building.costed += 1;
  building.commission = addCost(building, building.commission, piece.commission);
  building.fees = addCost(building, building.fees, piece.fees);
  building.finer += piece.finer;
  const { tripKey } = piece.fill;
  if (building.trip === null) building.trip = tripKey ?? false;
  else if (building.trip !== tripKey) building.trip = false;
  const { positionAfter } = piece.fill;
  building.stated = positionAfter;
  if (positionAfter !== null && !piece.split && positionAfter !== formatFixed(building.position)) {
    building.problems.push(`The broker states a position of ${positionAfter} after a fill that leaves ${formatFixed(building.position)} here.`);
  }
}

function addCost(building: Building, total: Money | null, next: Money | null): Money | null {
  if (next === null) return total;
  if (next.amount !== 0 && next.currency !== building.valuation.currency) building.mixedCurrency = true;
  if (total === null) return next;
  if (!sameCurrency(total, next)) {
    // A zero has no currency worth keeping apart.
    if (next.amount === 0) return total;
    if (total.amount === 0) return next;
    building.mixedCurrency = true;
    return total;
  }
  return addMoney(total, next);
}

function sameCurrency(a: Money, b: Money): boolean {
  return a.currency === b.currency;
}

function addStops(building: Building, piece: Piece, price: Fixed): void {
  const { initialStops } = piece.fill;
  const covered = initialStops.reduce((sum, stop) => sum + fixed(stop.quantity), 0n);
  const only = initialStops.length === 1 ? initialStops[0] : undefined;
  const levels = covered === piece.quantity ? initialStops : only !== undefined && covered >= piece.quantity ? [{ price: only.price, quantity: formatFixed(piece.quantity) }] : [];
  if (levels.length === 0) {
    building.stopsComplete = false;
    return;
  }
  for (const level of levels) {
    const distance = (price - fixed(level.price)) * BigInt(building.direction);
    if (distance <= 0n) {
      building.problems.push(`The stop ${level.price} is on the wrong side of the entry at ${piece.fill.price}; no initial risk is taken from it.`);
      building.stopsComplete = false;
      return;
    }
    building.stopRisk += distance * fixed(level.quantity);
    building.stops.push(level);
  }
}

function addTo(side: Side, piece: Piece, price: Fixed): void {
  side.price = side.quantity === 0n || side.price === piece.fill.price ? piece.fill.price : null;
  side.quantity += piece.quantity;
  side.notional += piece.quantity * price;
}

function average(side: Side): Decimal {
  if (side.price !== null) return side.price;
  // notional has scale 20 and quantity scale 10, so their quotient has the scale of a price.
  return side.quantity === 0n ? '0' : formatFixed(divideRounded(side.notional, side.quantity));
}

/** A trade of nonsense quantities can be worth more than money can count: it is kept without amounts, and says so. */
function finish(building: Building): BuiltTrade {
  try {
    return finishExactly(building);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return finishExactly({
      ...building, valuation: { ...building.valuation, pointValue: null }, result: null, resultComplete: false, commission: null, fees: null, finer: 0n, costed: 0, uncosted: 1,
      stopsComplete: false, excursion: null, problems: [...building.problems, 'An amount of this trade is too large to be money; its prices and quantities are as in the file.'],
    });
  }
}

function finishExactly(building: Building): BuiltTrade {
  const { valuation, problems } = building;
  const pointValue = valuation.pointValue;
  const cash = (building.exit.notional - building.entry.notional) * BigInt(building.direction);
  const result = building.resultComplete ? building.result : null;
  // The broker's result stands in where the price's worth is unknown, or is in another currency than the account's.
  const foreign = result !== null && result.currency !== valuation.currency;
  const currency = foreign ? result.currency : valuation.currency;
  const computed = pointValue === null || foreign ? null : pointsToMoney(cash, 1n, fixed(pointValue), currency);

  const stated = sumCosts(building, currency);
  const mixed = stated === 'mixed';
  const statedCosts = stated === 'mixed' ? null : stated;
  let gross = computed;
  let grossSource: BuiltTrade['grossSource'] = computed === null ? null : 'fills';
  let costs = statedCosts;
  let costSource: BuiltTrade['costSource'] = 'file';
  if (computed === null && result !== null) {
    grossSource = 'broker';
    gross = building.resultCosts === 'before' ? result : building.impliesCosts || statedCosts === null ? result : addMoney(result, statedCosts);
    if (building.resultCosts === 'after' && building.impliesCosts) {
      problems.push('Only the result after costs is known for this trade; gross and net are both that.');
      costs = null;
    }
  } else if (computed !== null && result !== null && building.resultCosts === 'after' && building.impliesCosts) {
    const implied = subtractMoney(computed, result);
    if (implied.amount >= (statedCosts?.amount ?? 0)) {
      costs = implied;
      costSource = 'implied';
    }
  }
  const net = gross === null || mixed ? null : subtractMoney(gross, costs ?? money(0, currency));
  const ours = building.resultCosts === 'before' ? gross : net;
  // A tick of a Treasury note is 15.625: brokers round each row by itself, and halves otherwise. A row pairs one leg with another.
  const isRounded = (each: Money, theirs: Money): boolean =>
    computed !== null && pointValue !== null && isRoundedSum(addMoney(theirs, subtractMoney(computed, each)), cash, 1n, fixed(pointValue), building.legs.length - 1);
  // A platform whose results are after costs may have been told to leave them out.
  const agreeing = building.impliesCosts ? [ours, gross] : [ours];
  const agrees = agreeing.some((each) => each !== null && result !== null && each.currency === result.currency && (each.amount === result.amount || isRounded(each, result)));
  const check = result === null || ours === null || grossSource !== 'fills' ? 'unknown' : agrees ? 'agrees' : 'differs';
  const costsKnown = costSource === 'implied' || building.uncosted === 0 ? 'all' : building.costed === 0 ? 'none' : 'some';
  const stopAmount = building.stopsComplete && pointValue !== null && !foreign ? pointsToMoney(building.stopRisk, 1n, fixed(pointValue), currency) : null;
  const excursion = importedExcursion(building, gross);
  const quantity = formatFixed(building.entry.quantity);
  return {
    id: building.id,
    account: building.account,
    symbol: building.symbol,
    contract: valuation.contract,
    root: valuation.resolved?.root ?? null,
    side: building.direction === 1 ? 'long' : 'short',
    quantity,
    maxPosition: building.maxPosition === building.entry.quantity ? quantity : formatFixed(building.maxPosition),
    entryTime: building.entryTime,
    exitTime: building.exitTime,
    entryPrice: average(building.entry),
    exitPrice: average(building.exit),
    legs: building.legs,
    currency,
    pointValue,
    gross,
    grossSource,
    commission: mixed ? null : building.commission,
    fees: mixed ? null : building.fees,
    costs: costsKnown === 'all' ? costs : null,
    costsKnown,
    costSource,
    net,
    brokerResult: result === null ? null : { amount: result, costs: building.resultCosts },
    check,
    stopAmount: stopAmount !== null && stopAmount.amount > 0 ? stopAmount : null,
    stops: building.stopsComplete ? building.stops : [],
    mfe: excursion.mfe,
    mae: excursion.mae,
    problems,
  };
}

/** All stated costs in the trade's currency, rounded once; `mixed` when some are in another currency. */
function sumCosts(building: Building, currency: string): Money | null | 'mixed' {
  const parts = [building.commission, building.fees].filter((part) => part !== null);
  if (building.mixedCurrency && parts.some((part) => part.currency !== currency)) return 'mixed';
  if (parts.length === 0) return null;
  const total = parts.reduce((sum, part) => sum + (part.currency === currency ? fixedFromMoney(part) : 0n), building.finer);
  return moneyFromFixed(total, currency);
}

function importedExcursion(building: Building, gross: Money | null): { readonly mfe: Money | null; readonly mae: Money | null } {
  const { excursion } = building;
  // Excursions of several rows have no sum; only one row, or the broker's own flat-to-flat figure, is this trade's.
  const isWhole = excursion?.quantity === undefined || fixed(excursion.quantity) === building.entry.quantity;
  const own = excursion !== null && (excursion.scope === 'flat-to-flat' ? isWhole : typeof building.trip === 'string');
  if (!own || gross === null) return { mfe: null, mae: null };
  const { mfe, mae } = excursion;
  const keepMfe = mfe !== null && mfe.currency === gross.currency && mfe.amount >= Math.max(0, gross.amount);
  const keepMae = mae !== null && mae.currency === gross.currency && mae.amount <= Math.min(0, gross.amount);
  if (mfe !== null && !keepMfe) building.problems.push('The imported MFE is below the result, which cannot be; it is left out.');
  if (mae !== null && !keepMae) building.problems.push('The imported MAE is above the result, which cannot be; it is left out.');
  return { mfe: keepMfe ? mfe : null, mae: keepMae ? mae : null };
}
