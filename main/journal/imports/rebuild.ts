/** Trades from imported fills: flat to flat, built again from the point that new or removed fills affect. */
import { sameData } from '../../engine/canonical-json.ts';
import { compareDecimals, parseFixed, SCALE } from '../../engine/decimal.ts';
import type { Emotion, Grade, Instrument, SessionCalendar } from '../../engine/model.ts';
import { money, type Money } from '../../engine/money.ts';
import { sessionDateAt } from '../../engine/session-calendar.ts';
import { grossPnl, rMultiple, stopAmount } from '../../engine/trade-numbers.ts';
import { wallClock } from '../../engine/zone-clock.ts';
import { instrumentOf } from '../../imports/symbols.ts';
import type { FillBasis, StopLevel } from '../../imports/types.ts';
import type { Account } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { annotatedFrom, asideIds, deleteTradesFrom, firstEntryFrom, insertPosition, setAside, spansFrom, takeAside, TradeWriter, type ImportedTrade, type Leg } from '../../store/imported-trades.ts';
import { fillsOfBook, readMore, type MoreOfFill, type StoredFill } from '../../store/imported-fills.ts';
import { findCalendar, listInstruments } from '../../store/instruments.ts';
import { amendedTrades, lastAmendments } from '../../store/matches.ts';
import { findTrade, type Provenance, type Trade } from '../../store/trades.ts';
import { buildSortedTrades, type BuiltTrade } from '../../trades/build-trades.ts';
import type { InstrumentLookup } from '../../trades/instruments.ts';
import { affectedFrom } from '../../trades/rebuild.ts';
import { compareFills, type TradeFill } from '../../trades/trade-fill.ts';

/** What the trader, or a ticket, said of an imported trade; it stays when the trade is built again. */
export interface Said {
  readonly note: string;
  readonly lesson: string;
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly mfe: number | null;
  readonly mae: number | null;
  readonly excursionProvenance: Provenance | null;
  /** The trade of which bars said MFE$ and MAE$; null when they are not theirs. */
  readonly held: Held | null;
  readonly initialStop: string | null;
  readonly stopAmount: number | null;
  readonly stopProvenance: Trade['stopProvenance'];
  readonly correctedEntry: Trade['correctedEntry'];
  readonly correctedExit: Trade['correctedExit'];
  readonly correctedFees: Trade['correctedFees'];
  readonly match: MatchedFields | null;
}

type Held = Pick<Trade, 'quantity' | 'entryAt' | 'exitAt' | 'entryPrice' | 'exitPrice'>;

interface MatchedFields {
  readonly ticketId: string;
  readonly replaces: string | null;
  readonly targets: readonly string[];
  readonly grade: Grade | null;
  readonly overridden: boolean;
}

/** A matched trade that building again changed: its result is another one, or it is gone. */
export interface ChangedMatch {
  readonly tradeId: string;
  readonly ticketId: string;
  readonly replaces: string | null;
  readonly netPnl: number | null;
  readonly currency: string;
}

export interface Rebuilt {
  /** Trades in which a new fill plays a part. */
  readonly trades: number;
  /** Whether the position is open, and a new fill belongs to it. */
  readonly openPosition: boolean;
  /** Whether the platform states another position after the last fill: fills before it are missing. */
  readonly astray: boolean;
  /** Fills that close a position which was opened before the fills the journal has. */
  readonly unmatched: number;
  readonly unknownSymbols: readonly string[];
  readonly differing: number;
  readonly changedMatches: readonly ChangedMatch[];
  readonly lostMatches: readonly ChangedMatch[];
}

/** Builds books of one account; what all of them need is looked up once. */
export class BookBuilder {
  readonly #tx: Executor;
  readonly #account: Account;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #dates: SessionDates;
  #writer: TradeWriter | null = null;

  constructor(tx: Executor, account: Account) {
    this.#tx = tx;
    this.#account = account;
    this.#instruments = new Map(listInstruments(tx).map((instrument) => [instrument.symbol, instrument]));
    this.#dates = new SessionDates(tx, account.zone, this.#instruments);
  }

  /**
   * Builds a book again from the last moment before `earliest` at which its position was surely flat; nothing else of it
   * changes. Fills are new from the id `newFrom` on. `between` runs when its
   * trades are taken away: the moment to remove fills.
   */
  rebuild(bookId: number, earliest: number, newFrom: number, between: () => void): Rebuilt {
    const tx = this.#tx;
    const from = flatMoment(tx, bookId, earliest);
    const said = this.#takeSaid(bookId, from);
    deleteTradesFrom(tx, bookId, from);
    between();
    const aside = asideIds(tx);
    const laterStops = amendedTrades(tx, 'stop');
    const writer = (this.#writer ??= new TradeWriter(tx, this.#account.id));
    const changedMatches: ChangedMatch[] = [];
    let trades = 0;
    let differing = 0;
    const lookup: InstrumentLookup = (root) => this.#instruments.get(root) ?? null;
    const report = buildSortedTrades(inOrder(fillsOfBook(tx, bookId, from)), lookup, (built) => {
      if (built.check === 'differs') differing += 1;
      const plain = this.#trade(bookId, built);
      const known = said.get(plain.id) ?? (aside.has(plain.id) ? takeAside<Said>(tx, plain.id) : null);
      said.delete(plain.id);
      const uncovered = plain.stopProvenance === null && laterStops.has(plain.id) ? laterStop(tx, plain.id) : null;
      const trade = known === null || known === undefined ? (uncovered === null ? plain : withSaid(plain, { ...NOTHING_SAID, ...uncovered })) : withSaid(plain, known.stopProvenance === null && uncovered !== null ? { ...known, ...uncovered } : known);
      const legs = built.legs.map(({ fillKey, role, quantity }): Leg => [fillId(fillKey), role === 'entry' ? 0 : 1, quantity]);
      if (legs.some(([id]) => id >= newFrom)) trades += 1;
      writer.add(trade, legs);
      if (trade.ticketId !== null) changedMatches.push({ tradeId: trade.id, ticketId: trade.ticketId, replaces: trade.replaces, netPnl: trade.netPnl, currency: trade.currency });
    });
    for (const open of report.open) {
      insertPosition(tx, { bookId, symbol: instrumentOf(open.symbol, open.entryTime), position: open.position, entryAt: open.entryTime, entryPrice: open.entryPrice, stated: open.stated });
    }
    const lostMatches: ChangedMatch[] = [];
    for (const [tradeId, gone] of said) {
      if (gone.match !== null) lostMatches.push({ tradeId, ticketId: gone.match.ticketId, replaces: gone.match.replaces, netPnl: null, currency: this.#account.currency });
      const own = withoutTicket(tx, tradeId, gone);
      if (isSaying(own)) setAside(tx, tradeId, own);
    }
    const openPosition = report.open.some(({ legs }) => legs.some(({ fillKey }) => fillId(fillKey) >= newFrom));
    const astray = report.open.some(({ stated }) => stated !== null);
    return { trades, openPosition, astray, unmatched: report.unmatched.length, unknownSymbols: [...new Set(report.unknownSymbols.map((symbol) => instrumentOf(symbol, from)))], differing, changedMatches, lostMatches };
  }

  /** After the last book: before it, none of the trades that were built is in the journal. */
  finish(): void {
    this.#writer?.finish();
    this.#writer = null;
  }

  /**
   * An imported trade as its fills alone make it, with what the trader said of it put back. `change` says what of that is another
   * now; the row is returned, not written. Null when its fills make no such trade any more.
   */
  again(trade: Trade, change: (said: Said) => Said): ImportedTrade | null {
    const { bookId, exitAt } = trade;
    if (bookId === null || exitAt === null) return null;
    const from = flatBefore(this.#tx, bookId, trade.entryAt);
    let plain: ImportedTrade | null = null;
    buildSortedTrades(inOrder(fillsUntil(this.#tx, bookId, from, exitAt)), (root) => this.#instruments.get(root) ?? null, (built) => {
      if (tradeId(built.id) === trade.id) plain = this.#trade(bookId, built);
    });
    return plain === null ? null : withSaid(plain, change(saidOf(trade)));
  }

  /** The session an entry or an exit belongs to, told by the instrument's own calendar. */
  sessionDate(symbol: string, at: number): string {
    return this.#dates.of(symbol, at);
  }

  #takeSaid(bookId: number, from: number): Map<string, Said> {
    return new Map(annotatedFrom(this.#tx, bookId, from).flatMap((id) => {
      const trade = findTrade(this.#tx, id);
      return trade === null ? [] : [[id, saidOf(trade)] as const];
    }));
  }

  #trade(bookId: number, built: BuiltTrade): ImportedTrade {
    const valued = built.gross !== null && built.net !== null;
    const stop = built.stopAmount;
    const [first] = built.stops;
    const symbol = instrumentOf(built.symbol, built.entryTime);
    return {
      id: tradeId(built.id), accountId: this.#account.id, sessionId: null, sessionDate: this.#dates.of(symbol, built.exitTime), ticketId: null, symbol, side: built.side,
      status: valued ? 'closed' : 'unvalued', currency: built.currency, pointValue: built.pointValue, quantity: built.quantity, openQuantity: '0',
      entryAt: built.entryTime, exitAt: built.exitTime, entryPrice: built.entryPrice, exitPrice: built.exitPrice,
      initialStop: first !== undefined && built.stops.every(({ price }) => price === first.price) ? first.price : null,
      targets: [], setup: null, emotion: null, grade: null, overridden: false, stopAmount: stop?.amount ?? null,
      grossPnl: built.gross?.amount ?? null, fees: knownCosts(built), netPnl: built.net?.amount ?? null, rMicro: microR(built.net, stop),
      mfe: built.mfe?.amount ?? null, mae: built.mae?.amount ?? null, excursionProvenance: built.mfe === null && built.mae === null ? null : 'imported',
      correctedEntry: null, correctedExit: null, correctedFees: null, note: '', lesson: '', bookId, costsKnown: built.costsKnown, stopProvenance: stop === null ? null : 'bracket', replaces: null,
    };
  }
}

/** Gross less net is what is known of the costs. */
function knownCosts({ gross, net }: BuiltTrade): number {
  return gross === null || net === null ? 0 : gross.amount - net.amount;
}

const UNITS_PER_MICRO = 10n ** BigInt(SCALE - 6);

/** R in millionths. */
export function microR(net: Money | null, stop: Money | null): number | null {
  const r = net === null ? null : rMultiple(net, stop);
  const units = r === null ? null : parseFixed(r);
  return units === null ? null : Number(units / UNITS_PER_MICRO);
}

/** The same for the entry of a trade that is there: one after the other, since the trades of a book do not overlap. */
function flatBefore(tx: Executor, bookId: number, entryAt: number): number {
  let from = entryAt;
  for (;;) {
    const earlier = firstEntryFrom(tx, bookId, from);
    if (earlier === null || earlier >= from) return from;
    from = earlier;
  }
}

/** The last moment not after `earliest` at which the book was flat, as its trades tell. */
function flatMoment(tx: Executor, bookId: number, earliest: number): number {
  let from = earliest;
  for (;;) {
    const earlier = affectedFrom(spansFrom(tx, bookId, from), from);
    if (earlier === from) return from;
    from = earlier;
  }
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────
// A fill is known to the builder by its identity and its row. A trade's id is the identity of the fill that opened it, so
// that it stays the same however often it is built, also after an undo and another import.

const REVERSED = '|reversed';

function fillKey(identity: string, id: number): string {
  return `${identity}:${id}`;
}

function fillId(key: string): number {
  return Number(key.slice(key.indexOf(':') + 1));
}

function tradeId(builtId: string): string {
  return `${builtId.slice(0, builtId.indexOf(':'))}${builtId.endsWith(REVERSED) ? '-r' : ''}`;
}

function* fillsUntil(tx: Executor, bookId: number, from: number, until: number): Generator<StoredFill> {
  for (const fill of fillsOfBook(tx, bookId, from)) {
    const [, , , , , , at] = fill;
    if (at > until) return;
    yield fill;
  }
}

// ── Fills ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Fills that come by time, in the builder's order within each instant. */
function* inOrder(fills: Iterable<StoredFill>): Generator<TradeFill> {
  let instant: TradeFill[] = [];
  for (const stored of fills) {
    const fill = tradeFill(stored);
    if (instant[0] !== undefined && instant[0].time !== fill.time) {
      yield* instant.length === 1 ? instant : instant.sort(compareFills);
      instant = [];
    }
    instant.push(fill);
  }
  yield* instant.sort(compareFills);
}

function tradeFill([id, identity, symbol, side, quantity, price, time, commission, fees, costCurrency, currency, basis, brokerFillId, rank, orderingId, sequence, moreText]: StoredFill): TradeFill {
  const more = moreText === null ? NOTHING_MORE : readMore(moreText);
  const { excursion, result } = more;
  return {
    key: fillKey(identity, id), brokerFillId, account: null, symbol, side, quantity, quantityUnit: more.lots === true ? 'lots' : 'units', price, time,
    commission: amountIn(costCurrency ?? currency, commission), fees: amountIn(costCurrency ?? currency, fees), costExact: more.costExact ?? null, currency, basis: basis as FillBasis, effect: more.effect ?? null,
    positionAfter: more.positionAfter ?? null, pointValue: more.pointValue ?? null, initialStops: more.stops ?? NO_STOPS,
    excursion: excursion === undefined ? null : { mfe: amountIn(currency, excursion.mfe), mae: amountIn(currency, excursion.mae), scope: excursion.scope, ...(excursion.quantity === undefined ? {} : { quantity: excursion.quantity }) },
    brokerResult: result === undefined ? null : { amount: money(result.amount, currency), costs: result.costs, impliesCosts: result.impliesCosts },
    tripKey: more.trip ?? null, rank, orderingId, sequence,
  };
}

const NOTHING_MORE: MoreOfFill = {};
const NO_STOPS: readonly StopLevel[] = [];

function amountIn(currency: string, amount: number | null): Money | null {
  return amount === null ? null : { amount, currency };
}

// ── What was said ────────────────────────────────────────────────────────────────────────────────────────────────

function saidOf(trade: Trade): Said {
  const typedExcursion = trade.excursionProvenance === 'typed' || trade.excursionProvenance === 'bars';
  const keptStop = trade.stopProvenance === 'typed' || trade.stopProvenance === 'ticket';
  const { correctedEntry, correctedExit, correctedFees } = trade;
  return {
    note: trade.note, lesson: trade.lesson, setup: trade.setup, emotion: trade.emotion,
    mfe: typedExcursion ? trade.mfe : null, mae: typedExcursion ? trade.mae : null, excursionProvenance: typedExcursion ? trade.excursionProvenance : null,
    held: trade.excursionProvenance === 'bars' ? heldOf(trade) : null,
    initialStop: keptStop ? trade.initialStop : null, stopAmount: keptStop ? trade.stopAmount : null, stopProvenance: keptStop ? trade.stopProvenance : null,
    correctedEntry, correctedExit, correctedFees,
    match: trade.ticketId === null ? null : { ticketId: trade.ticketId, replaces: trade.replaces, targets: trade.targets, grade: trade.grade, overridden: trade.overridden },
  };
}

const NOTHING_SAID: Said = {
  note: '', lesson: '', setup: null, emotion: null, mfe: null, mae: null, excursionProvenance: null, held: null, initialStop: null, stopAmount: null, stopProvenance: null,
  correctedEntry: null, correctedExit: null, correctedFees: null, match: null,
};

function heldOf({ quantity, entryAt, exitAt, entryPrice, exitPrice }: Held): Held {
  return { quantity, entryAt, exitAt, entryPrice, exitPrice };
}

function isSaying({ note, lesson, setup, match, excursionProvenance, stopProvenance, correctedEntry, correctedExit, correctedFees }: Said): boolean {
  const words = note !== '' || lesson !== '' || (setup !== null && match === null);
  return words || excursionProvenance !== null || stopProvenance === 'typed' || correctedEntry !== null || correctedExit !== null || correctedFees !== null;
}

/** What was taken over from the ticket's typed trade goes back with it; what was said of the imported one stays. */
export function withoutTicket(tx: Executor, tradeId: string, said: Said): Said {
  const typed = said.match?.replaces == null ? null : findTrade(tx, said.match.replaces);
  if (typed === null) return { ...said, match: null };
  const own = <T>(value: T, theirs: T, none: T): T => (value === theirs ? none : value);
  const fromTyped = said.excursionProvenance !== null && said.excursionProvenance === typed.excursionProvenance && said.mfe === typed.mfe && said.mae === typed.mae;
  return {
    ...said, match: null, note: own(said.note, typed.note, ''), lesson: own(said.lesson, typed.lesson, ''), setup: own(said.setup, typed.setup, null), emotion: own(said.emotion, typed.emotion, null),
    ...(fromTyped ? { mfe: null, mae: null, excursionProvenance: null } : {}),
    ...(typed.stopAmount === null ? {} : laterStop(tx, tradeId)),
  };
}

/** The stop that the trader typed for an imported trade, which that of a ticket or of the broker's order had covered. */
function laterStop(tx: Executor, tradeId: string): Pick<Said, 'initialStop' | 'stopAmount' | 'stopProvenance'> {
  const text = lastAmendments(tx, tradeId).get('stop');
  const stop = text === undefined ? null : (JSON.parse(text) as StopText | null);
  if (stop === null) return { initialStop: null, stopAmount: null, stopProvenance: null };
  return { initialStop: stop.price ?? null, stopAmount: stop.amount ?? null, stopProvenance: 'typed' };
}

/** A stop as an amendment keeps it: its price, or Stop$ in minor units. */
export type StopText = { readonly price: string; readonly amount?: undefined } | { readonly amount: number; readonly price?: undefined };

function withSaid(plain: ImportedTrade, said: Said): ImportedTrade {
  const trade = corrected(plain, said);
  // What bars said was said of the trade as it was held then; what the trader said stays as long as it is possible.
  const gross = trade.grossPnl;
  const possible = said.excursionProvenance !== null && gross !== null && (said.excursionProvenance !== 'bars' || sameData(said.held, heldOf(trade))) && (said.mfe ?? Infinity) >= Math.max(0, gross) && (said.mae ?? -Infinity) <= Math.min(0, gross);
  // The broker's own stop order was there before the trade; what was typed after it counts where there is none.
  const stop = said.stopProvenance === null || (said.stopProvenance === 'typed' && trade.stopProvenance === 'bracket') ? trade : stated(trade, said);
  const net = trade.netPnl === null ? null : money(trade.netPnl, trade.currency);
  return {
    ...trade, note: said.note, lesson: said.lesson, setup: said.setup, emotion: said.emotion,
    ...(possible ? { mfe: said.mfe, mae: said.mae, excursionProvenance: said.excursionProvenance } : {}),
    initialStop: stop.initialStop, stopAmount: stop.stopAmount, stopProvenance: stop.stopProvenance,
    rMicro: microR(net, stop.stopAmount === null ? null : money(stop.stopAmount, trade.currency)),
    ...(said.match === null ? {} : { ticketId: said.match.ticketId, replaces: said.match.replaces, targets: said.match.targets, grade: said.match.grade, overridden: said.match.overridden }),
  };
}

/** A ticket's Stop$ was sealed with it; that of a price typed later follows from the trade as it is now. */
function stated(trade: ImportedTrade, said: Said): Pick<Said, 'initialStop' | 'stopAmount' | 'stopProvenance'> {
  if (said.stopProvenance !== 'typed' || said.initialStop === null) return said;
  const amount = typedStop(trade, said.initialStop);
  return amount === null ? trade : { initialStop: said.initialStop, stopAmount: amount.amount, stopProvenance: 'typed' };
}

/** Stop$ of a stop price typed after the fact; null when it is on the wrong side of the entry, or what a point is worth is not known. */
export function typedStop({ side, entryPrice, quantity, pointValue, currency }: Pick<Trade, 'side' | 'entryPrice' | 'quantity' | 'pointValue' | 'currency'>, stop: string): Money | null {
  if (pointValue === null || compareDecimals(stop, entryPrice) !== (side === 'long' ? -1 : 1)) return null;
  return stopAmount(entryPrice, stop, quantity, { pointValue, currency });
}

/** Puts the trader's corrections in the place of what the file says. A price that cannot be valued stays as it was. */
function corrected(plain: ImportedTrade, { correctedEntry, correctedExit, correctedFees }: Said): ImportedTrade {
  if (plain.grossPnl === null || plain.netPnl === null || (correctedEntry === null && correctedExit === null && correctedFees === null)) return plain;
  const [entryPrice, exitPrice] = [correctedEntry ?? plain.entryPrice, correctedExit ?? plain.exitPrice];
  const priced = correctedEntry === null && correctedExit === null ? null : plain.pointValue === null || exitPrice === null ? null : grossPnl(plain.side, entryPrice, exitPrice, plain.quantity, { pointValue: plain.pointValue, currency: plain.currency });
  const gross = priced?.amount ?? plain.grossPnl;
  const fees = correctedFees ?? plain.fees;
  return {
    ...plain, correctedEntry, correctedExit, correctedFees, grossPnl: gross, fees, netPnl: gross - fees, costsKnown: correctedFees === null ? plain.costsKnown : 'all',
    ...(priced === null ? {} : { entryPrice, exitPrice, mfe: plain.mfe !== null && plain.mfe >= Math.max(0, gross) ? plain.mfe : null, mae: plain.mae !== null && plain.mae <= Math.min(0, gross) ? plain.mae : null }),
  };
}

// ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────

const QUARTER = 15 * 60_000;

/** The session in which a trade closed, which is the one it counts for. */
class SessionDates {
  readonly #calendars = new Map<string, SessionCalendar | null>();
  readonly #quarters = new Map<string, string>();
  readonly #tx: Executor;
  readonly #zone: string;
  readonly #instruments: ReadonlyMap<string, Instrument>;

  constructor(tx: Executor, zone: string, instruments: ReadonlyMap<string, Instrument>) {
    this.#tx = tx;
    this.#zone = zone;
    this.#instruments = instruments;
  }

  of(symbol: string, at: number): string {
    let calendar = this.#calendars.get(symbol);
    if (calendar === undefined) {
      const instrument = this.#instruments.get(symbol);
      calendar = instrument === undefined ? null : findCalendar(this.#tx, instrument.calendarId);
      this.#calendars.set(symbol, calendar);
    }
    // The day of an instrument that is not known is the account's.
    if (calendar === null) return wallClock(this.#zone, at).date;
    // Sessions begin, and clocks are put forward or back, on a quarter of an hour: within one the session is the same.
    if (calendar.open % 15 !== 0) return sessionDateAt(calendar, at);
    const quarter = `${calendar.id} ${Math.floor(at / QUARTER)}`;
    let date = this.#quarters.get(quarter);
    if (date === undefined) this.#quarters.set(quarter, (date = sessionDateAt(calendar, at)));
    return date;
  }
}
