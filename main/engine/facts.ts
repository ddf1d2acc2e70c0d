/**
 * Facts as the rules see them: parsed once a verdict, exact, and null where a fact is missing or malformed. Reading never
 * throws, whatever the facts hold: what cannot be read is missing, and a rule that needs it says so.
 */
import { absolute, formatFixed, isCanonical, parseFixed, type Decimal, type Fixed } from './decimal.ts';
import type {
  AtrReading, Channel, ClosedTrade, Emotion, Fact, FactName, Facts, FactSource, FactValues, Instant, Instrument, NewsWindow, Side, TakenTicket, Trend, Verdict, VerdictFact,
} from './model.ts';
import { pointsToMoney, type Money } from './money.ts';

/** A decimal with its canonical text, so that showing it costs nothing. */
export interface Exact {
  readonly text: Decimal;
  readonly units: Fixed;
}

export interface FactView {
  readonly now: Instant;
  readonly minute: number | null;
  readonly instrument: Instrument | null;
  readonly side: Side | null;
  readonly quantity: Exact | null;
  readonly entry: Exact | null;
  readonly plannedEntry: Exact | null;
  readonly stop: Exact | null;
  readonly targets: readonly Exact[] | null;
  readonly setup: string | null;
  readonly idea: string | null;
  readonly confirmations: Readonly<Record<string, boolean>> | null;
  readonly emotion: Emotion | null;
  readonly equity: Money | null;
  readonly planSize: Exact | null;
  readonly trend: Trend | null;
  readonly trendAt: Instant | null;
  readonly channel: Channel | null;
  readonly channelAt: Instant | null;
  readonly atr: Exact | null;
  readonly atrAt: Instant | null;
  readonly atrReadings: readonly AtrReading[] | null;
  readonly news: readonly NewsWindow[] | null;
  readonly prepared: boolean | null;
  readonly tickets: readonly TakenTicket[] | null;
  readonly closedTrades: readonly ClosedTrade[] | null;
  readonly openRisk: Money | null;
  /** |entry − stop|; null without both. */
  readonly stopDistance: Fixed | null;
  /** Stop$ of the ticket; null without entry, stop, quantity and instrument. */
  readonly stopAmount: Money | null;
  /** Every fact that was given, cleaned, in the order of {@link FACT_NAMES}. */
  readonly given: readonly VerdictFact[];
}

const SOURCES: ReadonlySet<unknown> = new Set<FactSource>(['typed', 'map', 'journal', 'clock', 'import']);
const SIDES: ReadonlySet<unknown> = new Set<Side>(['long', 'short']);
const TRENDS: ReadonlySet<unknown> = new Set<Trend>(['up', 'down', 'range']);
const CHANNELS: ReadonlySet<unknown> = new Set<Channel>(['buying', 'selling', 'none']);
const EMOTIONS: ReadonlySet<unknown> = new Set<Emotion>(['calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom']);
const KINDS: ReadonlySet<unknown> = new Set<Instrument['kind']>(['future', 'fx', 'crypto', 'share', 'index', 'other']);

type Reader<T> = (value: unknown) => T | null;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const oneOf = <T>(values: ReadonlySet<unknown>): Reader<T> => (value) => (values.has(value) ? (value as T) : null);
const side = oneOf<Side>(SIDES);
const text: Reader<string> = (value) => (isText(value) && value !== '' ? value : null);
const truth: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : null);
const wholeNumber: Reader<number> = (value) => (Number.isSafeInteger(value) ? (value as number) : null);

const decimalText: Reader<Decimal> = (value) => {
  if (!isText(value)) return null;
  const units = parseFixed(value);
  if (units === null) return null;
  return isCanonical(value) ? value : formatFixed(units);
};

const amount: Reader<Money> = (value) => {
  if (!isObject(value) || !Number.isSafeInteger(value['amount']) || !isCurrency(value['currency'])) return null;
  return { amount: value['amount'] as number, currency: value['currency'] };
};

function isCurrency(value: unknown): value is string {
  if (!isText(value) || value.length !== 3) return false;
  for (let index = 0; index < 3; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 65 || code > 90) return false;
  }
  return true;
}

/** All items or nothing: a list with one unreadable item is not a shorter list, it is an unreadable one. */
const listOf = <T>(item: Reader<T>): Reader<readonly T[]> => (value) => {
  if (!Array.isArray(value)) return null;
  const list: T[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const read = item(value[index]);
    if (read === null) return null;
    list.push(read);
  }
  return list;
};

const instrument: Reader<Instrument> = (value) => {
  if (!isObject(value)) return null;
  const symbol = text(value['symbol']);
  const tickSize = decimalText(value['tickSize']);
  const pointValue = decimalText(value['pointValue']);
  const quantityStep = decimalText(value['quantityStep']);
  const priceDecimals = wholeNumber(value['priceDecimals']);
  const { name, kind, currency, calendarId } = value;
  if (symbol === null || tickSize === null || pointValue === null || quantityStep === null || priceDecimals === null) return null;
  if (!isText(name) || !KINDS.has(kind) || !isCurrency(currency) || !isText(calendarId)) return null;
  return { symbol, name, kind: kind as Instrument['kind'], tickSize, pointValue, currency, quantityStep, priceDecimals, calendarId };
};

const confirmations: Reader<Readonly<Record<string, boolean>>> = (value) => {
  if (!isObject(value) || Array.isArray(value)) return null;
  const answers: Record<string, boolean> = {};
  for (const key of Object.keys(value)) {
    const answer = value[key];
    if (typeof answer !== 'boolean') return null;
    if (key !== '__proto__') answers[key] = answer;
  }
  return answers;
};

const takenTicket: Reader<TakenTicket> = (value) => {
  if (!isObject(value)) return null;
  const { at, minute, symbol, idea } = value;
  const way = side(value['side']);
  if (!isInstant(at) || !Number.isSafeInteger(minute) || !isText(symbol) || way === null || !isText(idea)) return null;
  return { at, minute: minute as number, symbol, side: way, idea };
};

const closedTrade: Reader<ClosedTrade> = (value) => {
  if (!isObject(value)) return null;
  const { at, symbol } = value;
  const netPnl = amount(value['netPnl']);
  const stopAmount = value['stopAmount'] === null ? null : amount(value['stopAmount']);
  if (!isInstant(at) || !isText(symbol) || netPnl === null || (stopAmount === null && value['stopAmount'] !== null)) return null;
  return { at, symbol, netPnl, stopAmount };
};

const newsWindow: Reader<NewsWindow> = (value) => {
  if (!isObject(value) || !Number.isSafeInteger(value['minute']) || !isText(value['label'])) return null;
  return { minute: value['minute'] as number, label: value['label'] };
};

const atrReading: Reader<AtrReading> = (value) => {
  if (!isObject(value) || !isInstant(value['at'])) return null;
  const atr = decimalText(value['atr']);
  return atr === null ? null : { at: value['at'], atr };
};

/** How each fact is read. The order is the order in which a verdict lists its facts. */
const READERS: { readonly [N in FactName]: Reader<FactValues[N]> } = {
  'clock.minute': wholeNumber,
  'instrument': instrument,
  'ticket.side': side,
  'ticket.quantity': decimalText,
  'ticket.entry': decimalText,
  'ticket.plannedEntry': decimalText,
  'ticket.stop': decimalText,
  'ticket.targets': listOf(decimalText),
  'ticket.setup': text,
  'ticket.idea': text,
  'ticket.confirmations': confirmations,
  'ticket.emotion': oneOf<Emotion>(EMOTIONS),
  'account.equity': amount,
  'plan.size': decimalText,
  'map.trend': oneOf<Trend>(TRENDS),
  'map.channel': oneOf<Channel>(CHANNELS),
  'map.atr': decimalText,
  'map.atrReadings': listOf(atrReading),
  'map.news': listOf(newsWindow),
  'session.prepared': truth,
  'session.tickets': listOf(takenTicket),
  'session.closedTrades': listOf(closedTrade),
  'session.openRisk': amount,
};

export const FACT_NAMES = Object.keys(READERS) as readonly FactName[];

/** Words for a person: "Trend of the market map is not known". */
export const FACT_LABELS: { readonly [N in FactName]: string } = {
  'clock.minute': 'the time of day',
  'instrument': 'the instrument',
  'ticket.side': 'the side',
  'ticket.quantity': 'the quantity',
  'ticket.entry': 'the entry',
  'ticket.plannedEntry': 'the planned entry',
  'ticket.stop': 'the stop',
  'ticket.targets': 'the targets',
  'ticket.setup': 'the setup',
  'ticket.idea': 'the idea',
  'ticket.confirmations': 'the confirmations',
  'ticket.emotion': 'the emotion',
  'account.equity': 'the account’s equity',
  'plan.size': 'today’s full size',
  'map.trend': 'the trend',
  'map.channel': 'the channel',
  'map.atr': 'the ATR',
  'map.atrReadings': 'the session’s ATR readings',
  'map.news': 'the news times',
  'session.prepared': 'the state of the preparation',
  'session.tickets': 'the tickets of this session',
  'session.closedTrades': 'the closed trades of this session',
  'session.openRisk': 'the risk of the open trades',
};

const NO_VALUES: Facts['values'] = {};

/** Reads facts of any shape. Unreadable facts are left out of `given`; a readable fact with an unreadable value is null. */
export function readFacts(facts: Facts): FactView {
  const whole: unknown = facts;
  const now = isObject(whole) && isInstant(whole['now']) ? whole['now'] : 0;
  const values = isObject(whole) && isObject(whole['values']) ? (whole['values'] as Facts['values']) : NO_VALUES;
  const given: VerdictFact[] = [];

  function take<N extends FactName>(name: N, fact: Fact<FactValues[N]> | undefined): FactValues[N] | null {
    if (!isObject(fact) || !SOURCES.has(fact.source)) return null;
    const value = READERS[name](fact.value);
    const asOf = isInstant(fact.asOf) ? fact.asOf : null;
    given.push({ name, value, source: fact.source, asOf, ageMs: asOf === null ? null : now - asOf });
    return value;
  }

  const minute = take('clock.minute', values['clock.minute']);
  const item = take('instrument', values['instrument']);
  const way = take('ticket.side', values['ticket.side']);
  const quantity = exact(take('ticket.quantity', values['ticket.quantity']));
  const entry = exact(take('ticket.entry', values['ticket.entry']));
  const plannedEntry = exact(take('ticket.plannedEntry', values['ticket.plannedEntry']));
  const stop = exact(take('ticket.stop', values['ticket.stop']));
  const targets = take('ticket.targets', values['ticket.targets']);
  const setup = take('ticket.setup', values['ticket.setup']);
  const idea = take('ticket.idea', values['ticket.idea']);
  const answers = take('ticket.confirmations', values['ticket.confirmations']);
  const emotion = take('ticket.emotion', values['ticket.emotion']);
  const equity = take('account.equity', values['account.equity']);
  const planSize = exact(take('plan.size', values['plan.size']));
  const trend = take('map.trend', values['map.trend']);
  const channel = take('map.channel', values['map.channel']);
  const atr = exact(take('map.atr', values['map.atr']));
  const atrReadings = take('map.atrReadings', values['map.atrReadings']);
  const news = take('map.news', values['map.news']);
  const prepared = take('session.prepared', values['session.prepared']);
  const tickets = take('session.tickets', values['session.tickets']);
  const closedTrades = take('session.closedTrades', values['session.closedTrades']);
  const openRisk = take('session.openRisk', values['session.openRisk']);
  const stopDistance = entry === null || stop === null ? null : absolute(entry.units - stop.units);

  return {
    now, minute, instrument: item, side: way, quantity, entry, plannedEntry, stop,
    targets: targets === null ? null : targets.map(exactText),
    setup, idea, confirmations: answers, emotion, equity, planSize,
    trend, trendAt: instantOf(values['map.trend']),
    channel, channelAt: instantOf(values['map.channel']),
    atr, atrAt: instantOf(values['map.atr']),
    atrReadings, news, prepared, tickets, closedTrades, openRisk,
    stopDistance,
    stopAmount: stopDistance === null || quantity === null || item === null ? null : amountOf(stopDistance, quantity.units, item),
    given,
  };
}

function instantOf(fact: Fact<unknown> | undefined): Instant | null {
  return isObject(fact) && isInstant(fact.asOf) ? fact.asOf : null;
}

function exact(value: Decimal | null): Exact | null {
  return value === null ? null : exactText(value);
}

function exactText(value: Decimal): Exact {
  return { text: value, units: parseFixed(value) ?? 0n };
}

const LARGEST_PRODUCT = BigInt(Number.MAX_SAFE_INTEGER) * 10n ** 27n;

/** Null when the amount is too large to be money: nobody's position, only somebody's junk. */
function amountOf(points: Fixed, quantity: Fixed, item: Instrument): Money | null {
  const pointValue = parseFixed(item.pointValue) ?? 0n;
  if (absolute(points * quantity * pointValue) > LARGEST_PRODUCT) return null;
  return pointsToMoney(points, quantity, pointValue, item.currency);
}

/** The facts a verdict was given on, so that it can be given again. */
export function factsOfVerdict(verdict: Verdict): Facts {
  const values: Record<string, Fact<unknown>> = {};
  for (const fact of verdict.facts) values[fact.name] = { value: fact.value, source: fact.source, asOf: fact.asOf };
  return { now: verdict.at, values: values as Facts['values'] };
}
