/**
 * The closed trades of an account as columns of numbers, for histories of a million trades: what takes seconds over rows
 * takes milliseconds here. The same definitions as the folds over rows, and the same digits: amounts are whole minor units,
 * R is whole millionths, so that sums of both are exact in numbers as long as they are safe integers.
 */
import { divideRounded, formatFixed, ONE, ratioText, type Decimal } from '../engine/decimal.ts';
import type { Emotion, Grade, Side } from '../engine/model.ts';
import { weekday } from '../engine/zone-clock.ts';
import type { Adherence } from './discipline.ts';
import type { Drawdown, EquityPoint } from './equity.ts';
import { compareKeys, halfHour, WEEKDAYS, type Dimension } from './groups.ts';
import type { Results } from './results.ts';
import { share, sqnOfSums, type Measure } from './sample.ts';

const MICRO = 1_000_000;
const PLACES = 6;
/** One millionth in units of 10^-10. */
const UNITS_A_MICRO = ONE / BigInt(MICRO);
/** Stands for unknown in a column of codes. */
const UNKNOWN = -1;

/** A trade as it is added. Amounts are minor units of one currency. */
export interface ColumnTrade {
  /** The number by which `update` finds it again. */
  readonly row: number;
  readonly id: string;
  readonly ticketId: string | null;
  readonly overridden: boolean | 0 | 1;
  /** Whether all of its costs are known. */
  readonly costsKnown: boolean | 0 | 1;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side;
  readonly entryAt: number;
  readonly exitAt: number;
  readonly grossPnl: number;
  readonly netPnl: number;
  readonly stopAmount: number | null;
  /** R × 1,000,000, as the trade says it; null where it has none. */
  readonly rMicro: number | null;
  readonly mfe: number | null;
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly grade: Grade | null;
}

/** A trade and the wall-clock minute of its entry on the exchange's clock; null when unknown. */
export interface ColumnEntry {
  readonly trade: ColumnTrade;
  readonly minute: number | null;
}

/** Names by number, numbers by name. */
class Codes {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(name: string | null): number {
    if (name === null) return UNKNOWN;
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    this.#codes.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  find(name: string): number {
    return this.#codes.get(name) ?? UNKNOWN;
  }
}

const KEPT = 0;
const OVERRIDDEN = 1;
const BYPASS = 2;

/** What is asked of the columns. Null means all of it. */
export interface ColumnFilter {
  readonly from: string | null;
  readonly to: string | null;
  readonly symbol: string | null;
  readonly setup: string | null;
}

/** Which trades, by index. */
export type Pick = (index: number) => boolean;

export class Columns {
  readonly sessions = new Codes();
  readonly #symbols = new Codes();
  readonly #setups = new Codes();
  readonly #emotions = new Codes();
  readonly #grades = new Codes();
  readonly #sides = new Codes();
  readonly session: Int32Array;
  readonly exitAt: Float64Array;
  readonly net: Float64Array;
  readonly gross: Float64Array;
  /** Milliseconds from entry to exit. */
  readonly held: Float64Array;
  /** Millionths; NaN is unknown. */
  readonly r: Float64Array;
  readonly mfeError: Float64Array;
  readonly #keeping: Uint8Array;
  readonly #uncosted: Uint8Array;
  readonly #symbol: Int32Array;
  readonly #setup: Int32Array;
  readonly #emotion: Int32Array;
  readonly #grade: Int32Array;
  readonly #side: Int32Array;
  readonly #minute: Int32Array;
  readonly #row: Float64Array;
  readonly #ids: string[] = [];
  readonly #tickets: (string | null)[] = [];
  #count = 0;
  #order: Uint32Array | null = null;

  /** @param capacity as many trades as will be held at a time at most */
  constructor(capacity: number) {
    const codes = (): Int32Array => new Int32Array(capacity);
    const numbers = (): Float64Array => new Float64Array(capacity);
    this.session = codes();
    this.#symbol = codes();
    this.#setup = codes();
    this.#emotion = codes();
    this.#grade = codes();
    this.#side = codes();
    this.#minute = codes();
    this.#keeping = new Uint8Array(capacity);
    this.#uncosted = new Uint8Array(capacity);
    this.exitAt = numbers();
    this.net = numbers();
    this.gross = numbers();
    this.held = numbers();
    this.r = numbers();
    this.mfeError = numbers();
    this.#row = numbers();
  }

  get count(): number {
    return this.#count;
  }

  /** @param minute wall-clock minute of the entry on the exchange's clock; null when unknown */
  add(trade: ColumnTrade, minute: number | null): void {
    const index = this.#count;
    if (index >= this.net.length) throw new RangeError('more trades than there is room for');
    this.#count += 1;
    this.#order = null;
    this.#set(index, trade, minute);
  }

  /**
   * Makes the columns those that a fresh reading would give, from what is different: by row number, the trade that stands
   * there now, or null for none. Every answer is the same, whatever order the trades came in.
   * @returns false when there is no room for the new ones; nothing is changed then
   */
  update(changed: ReadonlyMap<number, ColumnEntry | null>): boolean {
    const places = new Map<number, number>();
    const [first, last] = [Math.min(...changed.keys()), Math.max(...changed.keys())];
    for (let index = 0; index < this.#count; index += 1) {
      const row = this.#row[index] ?? 0;
      if (row >= first && row <= last && changed.has(row)) places.set(row, index);
    }
    const stale = new Set(places.values());
    const added = [...changed].filter(([row, entry]) => entry !== null && !places.has(row)).length;
    if (this.#count + added > this.net.length) return false;
    const fresh: number[] = [];
    const gone = new Set<number>();
    let end = this.#count;
    for (const [row, entry] of changed) {
      const place = places.get(row);
      if (entry === null) {
        if (place !== undefined) gone.add(place);
        continue;
      }
      const index = place ?? end++;
      this.#set(index, entry.trade, entry.minute);
      fresh.push(index);
    }
    const moved = this.#close(gone, end);
    if (this.#order !== null) this.#order = this.#reorder(this.#order, stale, fresh, moved);
    return true;
  }

  /** Fills the gaps before `end` with the last trades. @returns what moved where */
  #close(gaps: ReadonlySet<number>, end: number): ReadonlyMap<number, number> {
    const moved = new Map<number, number>();
    const count = end - gaps.size;
    let from = count;
    for (const gap of gaps) {
      if (gap >= count) continue;
      while (gaps.has(from)) from += 1;
      for (const column of this.#numbers()) column[gap] = column[from] ?? 0;
      this.#ids[gap] = this.#ids[from] ?? '';
      this.#tickets[gap] = this.#tickets[from] ?? null;
      moved.set(from, gap);
      from += 1;
    }
    this.#ids.length = count;
    this.#tickets.length = count;
    this.#count = count;
    return moved;
  }

  #numbers(): readonly (Int32Array | Float64Array | Uint8Array)[] {
    return [
      this.session, this.exitAt, this.net, this.gross, this.held, this.r, this.mfeError, this.#keeping, this.#uncosted, this.#symbol, this.#setup, this.#emotion, this.#grade, this.#side, this.#minute, this.#row,
    ];
  }

  /** The order without what is stale, and with what is fresh: a few trades do not make a million be sorted again. */
  #reorder(order: Uint32Array, stale: ReadonlySet<number>, fresh: readonly number[], moved: ReadonlyMap<number, number>): Uint32Array {
    const another = new Uint8Array(order.length);
    for (const index of [...stale, ...moved.keys()]) another[index] = 1;
    const kept = new Uint32Array(order.length);
    let length = 0;
    for (let position = 0; position < order.length; position += 1) {
      const index = order[position] ?? 0;
      if (another[index] === 0) kept[length++] = index;
      else if (!stale.has(index)) kept[length++] = moved.get(index) ?? index;
    }
    const next = new Uint32Array(this.#count);
    let [taken, placed] = [0, 0];
    for (const index of fresh.map((own) => moved.get(own) ?? own).sort(this.#compareExits)) {
      const until = this.#placeOf(index, kept, taken, length);
      next.set(kept.subarray(taken, until), placed);
      placed += until - taken;
      next[placed++] = index;
      taken = until;
    }
    next.set(kept.subarray(taken, length), placed);
    return next;
  }

  /** Before which position of an order a trade belongs, from `low` to `high`. */
  #placeOf(index: number, order: Uint32Array, low: number, high: number): number {
    let [from, to] = [low, high];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compareExits(order[middle] ?? 0, index) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #set(index: number, trade: ColumnTrade, minute: number | null): void {
    this.#row[index] = trade.row;
    this.#ids[index] = trade.id;
    this.#tickets[index] = trade.ticketId;
    this.session[index] = this.sessions.codeOf(trade.sessionDate);
    this.#symbol[index] = this.#symbols.codeOf(trade.symbol);
    this.#setup[index] = this.#setups.codeOf(trade.setup);
    this.#emotion[index] = this.#emotions.codeOf(trade.emotion);
    this.#grade[index] = this.#grades.codeOf(trade.grade);
    this.#side[index] = this.#sides.codeOf(trade.side);
    this.#minute[index] = minute ?? UNKNOWN;
    this.#keeping[index] = trade.ticketId === null ? BYPASS : trade.overridden === true || trade.overridden === 1 ? OVERRIDDEN : KEPT;
    this.#uncosted[index] = trade.costsKnown === true || trade.costsKnown === 1 ? 0 : 1;
    this.exitAt[index] = trade.exitAt;
    this.net[index] = trade.netPnl;
    this.gross[index] = trade.grossPnl;
    this.held[index] = Math.max(0, trade.exitAt - trade.entryAt);
    const stop = trade.stopAmount === null || trade.stopAmount === 0 ? null : Math.abs(trade.stopAmount);
    this.r[index] = trade.rMicro ?? NaN;
    this.mfeError[index] = stop === null || trade.mfe === null ? NaN : micros(trade.mfe - trade.grossPnl, stop);
  }

  /** The trades of a filter. */
  pick({ from, to, symbol, setup }: ColumnFilter): Pick {
    const inside = this.sessions.names.map((date) => (from === null || date >= from) && (to === null || date <= to));
    const wantedSymbol = symbol === null ? null : this.#symbols.find(symbol);
    const wantedSetup = setup === null ? null : this.#setups.find(setup);
    const every = wantedSymbol === null && wantedSetup === null && inside.every(Boolean);
    if (every) return () => true;
    if (wantedSymbol === UNKNOWN || wantedSetup === UNKNOWN) return () => false;
    return (index) =>
      inside[this.session[index] ?? 0] === true && (wantedSymbol === null || this.#symbol[index] === wantedSymbol) && (wantedSetup === null || this.#setup[index] === wantedSetup);
  }

  /** Net P&L of the sessions before a date, minor units. */
  netBefore(date: string): number {
    const before = this.sessions.names.map((session) => session < date);
    let sum = 0;
    for (let index = 0; index < this.#count; index += 1) if (before[this.session[index] ?? 0] === true) sum += this.net[index] ?? 0;
    return sum;
  }

  /** Indices by exit; trades that closed in the same instant by entry, which is the longer held first, then by id: the order of every running total. */
  get byExit(): Uint32Array {
    this.#order ??= this.#orderByExit();
    return this.#order;
  }

  readonly #compareExits = (a: number, b: number): number =>
    (this.exitAt[a] ?? 0) - (this.exitAt[b] ?? 0) || (this.held[b] ?? 0) - (this.held[a] ?? 0) || ((this.#ids[a] ?? '') < (this.#ids[b] ?? '') ? -1 : 1);

  #orderByExit(): Uint32Array {
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    for (let index = 1; index < this.#count; index += 1) if (this.#compareExits(index - 1, index) > 0) return order.sort(this.#compareExits);
    return order;
  }

  tally(pick: Pick): Tally {
    const tally = new Tally();
    for (let index = 0; index < this.#count; index += 1) if (pick(index)) this.#addTo(tally, index);
    return tally;
  }

  /** One tally a session that has trades, in order of date. */
  bySession(pick: Pick): readonly { readonly date: string; readonly tally: Tally }[] {
    const { tallies } = this.#tallies(pick, this.session, this.sessions.names.length);
    return tallies.flatMap((tally, code) => (tally === undefined ? [] : [{ date: this.sessions.names[code] ?? '', tally }])).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  }

  /** As `groupBy` over rows. `bands` are the ATR bands by ticket. */
  byDimension(pick: Pick, dimension: Exclude<Dimension, 'holding'>, bands: ReadonlyMap<string, string>): readonly { readonly key: string | null; readonly tally: Tally }[] {
    const { column, names } = this.#dimension(dimension, bands);
    const { tallies, unknown } = this.#tallies(pick, column, names.length);
    const groups: { key: string | null; tally: Tally }[] = tallies.flatMap((tally, code) => (tally === undefined ? [] : [{ key: names[code] ?? null, tally }]));
    if (unknown.results().trades > 0) groups.push({ key: null, tally: unknown });
    return groups.toSorted((a, b) => compareKeys(dimension, a.key, b.key));
  }

  #dimension(dimension: Exclude<Dimension, 'holding'>, bands: ReadonlyMap<string, string>): { readonly column: Int32Array; readonly names: readonly string[] } {
    switch (dimension) {
      case 'setup':
        return { column: this.#setup, names: this.#setups.names };
      case 'instrument':
        return { column: this.#symbol, names: this.#symbols.names };
      case 'side':
        return { column: this.#side, names: this.#sides.names };
      case 'grade':
        return { column: this.#grade, names: this.#grades.names };
      case 'emotion':
        return { column: this.#emotion, names: this.#emotions.names };
      case 'weekday': {
        const ofSession = Int32Array.from(this.sessions.names, (date) => weekday(date) - 1);
        return { column: this.session.map((session) => ofSession[session] ?? UNKNOWN), names: WEEKDAYS };
      }
      case 'time':
        return { column: this.#minute.map((minute) => (minute === UNKNOWN ? UNKNOWN : Math.floor(minute / 30))), names: Array.from({ length: 48 }, (_, half) => halfHour(half * 30)) };
      case 'atr-band': {
        const codes = new Codes();
        const column = new Int32Array(this.#count).fill(UNKNOWN);
        for (let index = 0; bands.size > 0 && index < column.length; index += 1) {
          const ticket = this.#tickets[index] ?? null;
          if (ticket !== null) column[index] = codes.codeOf(bands.get(ticket) ?? null);
        }
        return { column, names: codes.names };
      }
    }
  }

  #tallies(pick: Pick, column: Int32Array, size: number): { readonly tallies: readonly (Tally | undefined)[]; readonly unknown: Tally } {
    const tallies: (Tally | undefined)[] = Array.from({ length: size });
    const unknown = new Tally();
    for (let index = 0; index < this.#count; index += 1) {
      if (!pick(index)) continue;
      const code = column[index] ?? UNKNOWN;
      this.#addTo(code === UNKNOWN ? unknown : (tallies[code] ??= new Tally()), index);
    }
    return { tallies, unknown };
  }

  #addTo(tally: Tally, index: number): void {
    tally.add(this.net[index] ?? 0, this.gross[index] ?? 0, this.held[index] ?? 0, this.r[index] ?? NaN, this.mfeError[index] ?? NaN, this.#keeping[index] ?? KEPT, this.#uncosted[index] ?? 0);
  }

  /** The largest fall in money, in R and as a share of equity, as `maximumDrawdown` over rows. */
  maximumDrawdown(pick: Pick, startingEquity: number | null): Drawdown {
    let [sum, peak, r, peakR, amount, inR] = [0, 0, 0, 0, 0, 0];
    let at: number | null = null;
    let [part, whole] = [0, 1];
    for (const index of this.byExit) {
      if (!pick(index)) continue;
      sum += this.net[index] ?? 0;
      if (sum > peak) peak = sum;
      const own = this.r[index] ?? NaN;
      if (!Number.isNaN(own)) r += own;
      if (r > peakR) peakR = r;
      const fall = peak - sum;
      if (fall > amount) {
        amount = fall;
        at = this.exitAt[index] ?? null;
      }
      if (peakR - r > inR) inR = peakR - r;
      const equity = startingEquity === null ? 0 : startingEquity + peak;
      if (equity > 0 && fall / equity > part / whole) [part, whole] = [fall, equity];
    }
    return { amount, r: microText(inR), share: startingEquity === null ? null : share(part, whole), at };
  }

  /**
   * The running totals, one point a trade, or beyond `most` points of each stretch its first, its last, its highest and its
   * lowest, so that no peak and no trough is lost. `trade` is the point's number, from one.
   */
  equity(pick: Pick, startingEquity: number | null, most: number): { readonly points: readonly (Omit<EquityPoint, 'tradeId'> & { readonly trade: number })[]; readonly total: number } {
    const chosen = this.byExit.filter(pick);
    const total = chosen.length;
    const stretch = total <= most ? 1 : Math.ceil(total / (most / 4));
    const points: (Omit<EquityPoint, 'tradeId'> & { readonly trade: number })[] = [];
    let [sum, peak, r, peakR] = [0, 0, 0, 0];
    let kept = new Map<'first' | 'last' | 'highest' | 'lowest', State>();
    const flush = (): void => {
      const unique = new Map([...kept.values()].map((state) => [state.position, state]));
      for (const { position, index, sum: net, peak: top, r: inR, peakR: topR } of [...unique.values()].toSorted((a, b) => a.position - b.position)) {
        const equity = startingEquity === null ? 0 : startingEquity + top;
        points.push({
          trade: position + 1, at: this.exitAt[index] ?? 0, sessionDate: this.sessions.names[this.session[index] ?? 0] ?? '', netPnl: net, drawdown: top - net,
          drawdownShare: equity > 0 ? share(top - net, equity) : null, sumR: microText(inR), drawdownR: microText(topR - inR),
        });
      }
      kept = new Map();
    };
    for (let position = 0; position < total; position += 1) {
      const index = chosen[position] ?? 0;
      sum += this.net[index] ?? 0;
      peak = Math.max(peak, sum);
      const own = this.r[index] ?? NaN;
      if (!Number.isNaN(own)) r += own;
      peakR = Math.max(peakR, r);
      const isFirst = position % stretch === 0;
      const isLast = position % stretch === stretch - 1 || position === total - 1;
      const isHighest = isFirst || sum > (kept.get('highest')?.sum ?? 0);
      const isLowest = isFirst || sum < (kept.get('lowest')?.sum ?? 0);
      if (isFirst || isLast || isHighest || isLowest) {
        const state = { position, index, sum, peak, r, peakR };
        if (isFirst) kept.set('first', state);
        if (isLast) kept.set('last', state);
        if (isHighest) kept.set('highest', state);
        if (isLowest) kept.set('lowest', state);
      }
      if (isLast) flush();
    }
    return { points, total };
  }
}

interface State {
  readonly position: number;
  readonly index: number;
  readonly sum: number;
  readonly peak: number;
  readonly r: number;
  readonly peakR: number;
}

/** Squares of so many R at a time stay safe integers before they are moved into one of any size. */
const SQUARES_AT_A_TIME = 2_048;
const SPLIT = 1_000;

/** What a group of trades adds up to, one trade after the other. */
export class Tally {
  #trades = 0;
  #wins = 0;
  #losses = 0;
  #profit = 0;
  #fall = 0;
  #gross = 0;
  #held = 0;
  #kept = 0;
  #overridden = 0;
  #bypasses = 0;
  #costsUnknown = 0;
  #rCount = 0;
  #rSum = 0;
  #errorCount = 0;
  #errorSum = 0;
  // r = high × 1,000 + low: the sums of their products are small, and r² is put together from them.
  #highHigh = 0;
  #highLow = 0;
  #lowLow = 0;
  #squaresWaiting = 0;
  #squares = 0n;

  add(net: number, gross: number, held: number, r: number, mfeError: number, keeping: number, uncosted: number): void {
    this.#trades += 1;
    this.#costsUnknown += uncosted;
    if (net > 0) {
      this.#wins += 1;
      this.#profit += net;
    } else if (net < 0) {
      this.#losses += 1;
      this.#fall += net;
    }
    this.#gross += gross;
    this.#held += held;
    if (keeping === KEPT) this.#kept += 1;
    else if (keeping === BYPASS) this.#bypasses += 1;
    else this.#overridden += 1;
    if (!Number.isNaN(r)) {
      this.#rCount += 1;
      this.#rSum += r;
      this.#square(r);
    }
    if (!Number.isNaN(mfeError)) {
      this.#errorCount += 1;
      this.#errorSum += mfeError;
    }
  }

  #square(r: number): void {
    if (Math.abs(r) > 1e9) {
      this.#squares += BigInt(r) * BigInt(r);
      return;
    }
    const high = Math.trunc(r / SPLIT);
    const low = r - high * SPLIT;
    this.#highHigh += high * high;
    this.#highLow += high * low;
    this.#lowLow += low * low;
    this.#squaresWaiting += 1;
    if (this.#squaresWaiting === SQUARES_AT_A_TIME) this.#moveSquares();
  }

  #moveSquares(): void {
    this.#squares += BigInt(this.#highHigh) * BigInt(SPLIT * SPLIT) + BigInt(this.#highLow) * BigInt(2 * SPLIT) + BigInt(this.#lowLow);
    [this.#highHigh, this.#highLow, this.#lowLow, this.#squaresWaiting] = [0, 0, 0, 0];
  }

  get grossPnl(): number {
    return this.#gross;
  }

  /** Trades whose costs are not all known: what is known of them is counted. */
  get costsUnknown(): number {
    return this.#costsUnknown;
  }

  /** Milliseconds; null without trades. */
  get meanHeld(): number | null {
    return this.#trades === 0 ? null : Math.round(this.#held / this.#trades);
  }

  adherence(): Adherence {
    return { trades: this.#trades, kept: this.#kept, overridden: this.#overridden, bypasses: this.#bypasses, share: share(this.#kept, this.#trades) };
  }

  /** As `resultsOf` over rows. */
  results(): Results {
    this.#moveSquares();
    const grossLoss = -this.#fall;
    const netPnl = this.#profit + this.#fall;
    const rLeftOut = this.#trades - this.#rCount;
    const sum = BigInt(this.#rSum) * UNITS_A_MICRO;
    return {
      trades: this.#trades, wins: this.#wins, losses: this.#losses, breakEven: this.#trades - this.#wins - this.#losses,
      winRate: share(this.#wins, this.#wins + this.#losses),
      netPnl, grossProfit: this.#profit, grossLoss,
      payoff: this.#wins === 0 ? null : share(this.#profit * this.#losses, grossLoss * this.#wins),
      profitFactor: share(this.#profit, grossLoss),
      meanPnl: share(netPnl, this.#trades),
      sumR: { value: this.#rCount === 0 ? null : formatFixed(sum), sample: this.#rCount, leftOut: rLeftOut },
      expectancy: meanOfMicros(this.#rSum, this.#rCount, rLeftOut),
      sqn: sqnOfSums({ count: this.#rCount, sum, squares: this.#squares * UNITS_A_MICRO * UNITS_A_MICRO }, rLeftOut),
      meanMfeErrorR: meanOfMicros(this.#errorSum, this.#errorCount, this.#trades - this.#errorCount),
    };
  }
}

function meanOfMicros(sum: number, count: number, leftOut: number): Measure {
  return { value: count === 0 ? null : ratioText(BigInt(sum) * UNITS_A_MICRO, ONE * BigInt(count), PLACES), sample: count, leftOut };
}

function microText(value: number): Decimal {
  return formatFixed(BigInt(value) * UNITS_A_MICRO);
}

/** a ÷ b in millionths, half to even, b > 0: `ratio` of the engine without big integers where small ones do. */
function micros(a: number, b: number): number {
  const numerator = a * MICRO;
  if (!Number.isSafeInteger(numerator)) return Number(divideRounded(BigInt(a) * BigInt(MICRO), BigInt(b)));
  const magnitude = Math.abs(numerator);
  const rest = magnitude % b;
  const quotient = (magnitude - rest) / b;
  const twice = rest * 2;
  const rounded = twice > b || (twice === b && quotient % 2 === 1) ? quotient + 1 : quotient;
  return rounded === 0 ? 0 : numerator < 0 ? -rounded : rounded;
}
