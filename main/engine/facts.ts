/**
 * Facts as the rules see them: parsed once a verdict, exact, and null where a fact is missing or malformed. Reading never
 * throws, whatever the facts hold: what cannot be read, or cannot be (a quantity below zero), is missing, and a rule that
 * needs it says so.
 */
import { absolute, canonicalText, distanceBetween, formatFixed, isCanonical, parseUnits, type Decimal, type Units } from './decimal.ts';
import type {
  AtrReading, Channel, ClosedTrade, Emotion, Fact, FactName, Facts, FactSource, Instant, Instrument, NewsWindow, Side, TakenTicket, Trend, Verdict, VerdictFact,
} from './model.ts';
import { pointsToMoney, smallPointsToMoney, type Money } from './money.ts';

/** A decimal with its canonical text, so that showing it costs nothing. */
export interface Exact {
  readonly text: Decimal;
  readonly units: Units;
}

/** An ATR as it was typed, exact. */
export interface SeenAtr {
  readonly at: Instant;
  readonly atr: Exact;
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
  readonly atrReadings: readonly SeenAtr[] | null;
  readonly news: readonly NewsWindow[] | null;
  readonly prepared: boolean | null;
  readonly tickets: readonly TakenTicket[] | null;
  readonly closedTrades: readonly ClosedTrade[] | null;
  readonly openRisk: Money | null;
  /** |entry − stop|; null without both. */
  readonly stopDistance: Units | null;
  /** Stop$ of the ticket; null without entry, stop, quantity and instrument. */
  readonly stopAmount: Money | null;
  /** Every fact that was given, cleaned, in a fixed order. */
  readonly given: readonly VerdictFact[];
}

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
/** A session's date and the evening before it: any other number is no time of it. */
const sessionMinute: Reader<number> = (value) => {
  const minute = wholeNumber(value);
  return minute === null || minute < -1440 || minute > 1440 ? null : minute;
};

const exact: Reader<Exact> = (value) => {
  if (!isText(value)) return null;
  const units = parseUnits(value);
  if (units === null) return null;
  return { text: isCanonical(value) ? value : formatFixed(units), units };
};

const positive: Reader<Exact> = (value) => {
  const read = exact(value);
  return read === null || read.units <= 0 ? null : read;
};

const positiveText: Reader<Decimal> = (value) => {
  const canonical = isText(value) ? canonicalText(value) : null;
  return canonical === null || canonical === '0' || canonical.startsWith('-') ? null : canonical;
};

const amount: Reader<Money> = (value) => {
  if (!isObject(value) || !Number.isSafeInteger(value['amount']) || !isCurrency(value['currency'])) return null;
  return { amount: value['amount'] as number, currency: value['currency'] };
};

/** Money at risk is never below nothing. */
const risk: Reader<Money> = (value) => {
  const read = amount(value);
  return read === null || read.amount < 0 ? null : read;
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
  const tickSize = positiveText(value['tickSize']);
  const pointValue = positiveText(value['pointValue']);
  const quantityStep = positiveText(value['quantityStep']);
  const priceDecimals = wholeNumber(value['priceDecimals']);
  const { name, kind, currency, calendarId } = value;
  if (symbol === null || tickSize === null || pointValue === null || quantityStep === null || priceDecimals === null) return null;
  if (!isText(name) || !KINDS.has(kind) || !isCurrency(currency) || !isText(calendarId)) return null;
  return { symbol, name, kind: kind as Instrument['kind'], tickSize, pointValue, currency, quantityStep, priceDecimals, calendarId };
};

const confirmations: Reader<Readonly<Record<string, boolean>>> = (value) => {
  if (!isObject(value) || Array.isArray(value)) return null;
  for (const key of Object.keys(value)) if (typeof value[key] !== 'boolean') return null;
  const answers = { ...value } as Record<string, boolean>;
  // Whoever copies the answers would set their prototype with it.
  if (Object.hasOwn(answers, '__proto__')) delete answers['__proto__'];
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
  const netPnl = value['netPnl'] === null ? null : amount(value['netPnl']);
  const stopAmount = value['stopAmount'] === null ? null : risk(value['stopAmount']);
  if (!isInstant(at) || !isText(symbol) || (netPnl === null && value['netPnl'] !== null) || (stopAmount === null && value['stopAmount'] !== null)) return null;
  return { at, symbol, netPnl, stopAmount };
};

const newsWindow: Reader<NewsWindow> = (value) => {
  if (!isObject(value) || !Number.isSafeInteger(value['minute']) || !isText(value['label'])) return null;
  return { minute: value['minute'] as number, label: value['label'] };
};

const atrReading: Reader<SeenAtr> = (value) => {
  if (!isObject(value) || !isInstant(value['at'])) return null;
  const atr = positive(value['atr']);
  return atr === null ? null : { at: value['at'], atr };
};

const targetList = listOf(exact);
const readingList = listOf(atrReading);
const newsList = listOf(newsWindow);
const ticketList = listOf(takenTicket);
const tradeList = listOf(closedTrade);
const emotion = oneOf<Emotion>(EMOTIONS);
const trend = oneOf<Trend>(TRENDS);
const channel = oneOf<Channel>(CHANNELS);

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

export const FACT_NAMES = Object.keys(FACT_LABELS) as readonly FactName[];

const NO_VALUES: Facts['values'] = {};

/** Reads facts of any shape. Unreadable facts are left out of `given`; a readable fact with an unreadable value is null there. */
export function readFacts(facts: Facts): FactView {
  const whole: unknown = facts;
  const now = isObject(whole) && isInstant(whole['now']) ? whole['now'] : 0;
  const values = isObject(whole) && isObject(whole['values']) ? (whole['values'] as Facts['values']) : NO_VALUES;
  const given: VerdictFact[] = [];

  // The order is the order in which a verdict lists its facts.
  const minute = plain(given, now, 'clock.minute', values['clock.minute'], sessionMinute);
  const item = plain(given, now, 'instrument', values['instrument'], instrument);
  const way = plain(given, now, 'ticket.side', values['ticket.side'], side);
  const quantity = number(given, now, 'ticket.quantity', values['ticket.quantity'], positive);
  const entry = number(given, now, 'ticket.entry', values['ticket.entry'], exact);
  const plannedEntry = number(given, now, 'ticket.plannedEntry', values['ticket.plannedEntry'], exact);
  const stop = number(given, now, 'ticket.stop', values['ticket.stop'], exact);
  const targets = numbers(given, now, 'ticket.targets', values['ticket.targets']);
  const setup = plain(given, now, 'ticket.setup', values['ticket.setup'], text);
  const idea = plain(given, now, 'ticket.idea', values['ticket.idea'], text);
  const answers = plain(given, now, 'ticket.confirmations', values['ticket.confirmations'], confirmations);
  const felt = plain(given, now, 'ticket.emotion', values['ticket.emotion'], emotion);
  const equity = plain(given, now, 'account.equity', values['account.equity'], amount);
  const planSize = number(given, now, 'plan.size', values['plan.size'], positive);
  const mappedTrend = plain(given, now, 'map.trend', values['map.trend'], trend);
  const mappedChannel = plain(given, now, 'map.channel', values['map.channel'], channel);
  const atr = number(given, now, 'map.atr', values['map.atr'], positive);
  const atrReadings = readings(given, now, 'map.atrReadings', values['map.atrReadings']);
  const news = plain(given, now, 'map.news', values['map.news'], newsList);
  const prepared = plain(given, now, 'session.prepared', values['session.prepared'], truth);
  const tickets = plain(given, now, 'session.tickets', values['session.tickets'], ticketList);
  const closedTrades = plain(given, now, 'session.closedTrades', values['session.closedTrades'], tradeList);
  const openRisk = plain(given, now, 'session.openRisk', values['session.openRisk'], risk);

  const stopDistance = entry === null || stop === null ? null : distanceBetween(entry.units, stop.units);
  return {
    now, minute, instrument: item, side: way, quantity, entry, plannedEntry, stop, targets, setup, idea, confirmations: answers,
    emotion: felt, equity, planSize,
    trend: mappedTrend, trendAt: instantOf(values['map.trend']),
    channel: mappedChannel, channelAt: instantOf(values['map.channel']),
    atr, atrAt: instantOf(values['map.atr']),
    atrReadings, news, prepared, tickets, closedTrades, openRisk,
    stopDistance,
    stopAmount: stopDistance === null || quantity === null || item === null ? null : amountOf(stopDistance, quantity.units, item),
    given,
  };
}

/** A fact at all: an object with a source. Anything else is not given. */
function isFact(fact: Fact<unknown> | undefined): fact is Fact<unknown> {
  return isObject(fact) && isSource(fact.source);
}

function isSource(value: unknown): value is FactSource {
  return value === 'typed' || value === 'map' || value === 'journal' || value === 'clock' || value === 'import';
}

function note(given: VerdictFact[], now: Instant, name: FactName, fact: Fact<unknown>, value: unknown): void {
  const asOf = isInstant(fact.asOf) ? fact.asOf : null;
  given.push({ name, value, source: fact.source, asOf, ageMs: asOf === null ? null : now - asOf });
}

/** A fact whose value the verdict repeats as the rules see it. */
function plain<T>(given: VerdictFact[], now: Instant, name: FactName, fact: Fact<unknown> | undefined, read: Reader<T>): T | null {
  if (!isFact(fact)) return null;
  const value = read(fact.value);
  note(given, now, name, fact, value);
  return value;
}

/** A decimal: exact for the rules, text in the verdict. */
function number(given: VerdictFact[], now: Instant, name: FactName, fact: Fact<unknown> | undefined, read: Reader<Exact>): Exact | null {
  if (!isFact(fact)) return null;
  const value = read(fact.value);
  note(given, now, name, fact, value === null ? null : value.text);
  return value;
}

function numbers(given: VerdictFact[], now: Instant, name: FactName, fact: Fact<unknown> | undefined): readonly Exact[] | null {
  if (!isFact(fact)) return null;
  const list = targetList(fact.value);
  note(given, now, name, fact, list === null ? null : list.map((value) => value.text));
  return list;
}

function readings(given: VerdictFact[], now: Instant, name: FactName, fact: Fact<unknown> | undefined): readonly SeenAtr[] | null {
  if (!isFact(fact)) return null;
  const list = readingList(fact.value);
  note(given, now, name, fact, list === null ? null : list.map(({ at, atr }): AtrReading => ({ at, atr: atr.text })));
  return list;
}

function instantOf(fact: Fact<unknown> | undefined): Instant | null {
  return isObject(fact) && isInstant(fact.asOf) ? fact.asOf : null;
}

const LARGEST_PRODUCT = BigInt(Number.MAX_SAFE_INTEGER) * 10n ** 27n;

/** Null when the amount is too large to be money: nobody's position, only somebody's junk. */
function amountOf(points: Units, quantity: Units, item: Instrument): Money | null {
  const pointValue = parseUnits(item.pointValue) ?? 0;
  const small = smallPointsToMoney(points, quantity, pointValue, item.currency);
  if (small !== null) return small;
  const factors = [BigInt(points), BigInt(quantity), BigInt(pointValue)] as const;
  if (absolute(factors[0] * factors[1] * factors[2]) > LARGEST_PRODUCT) return null;
  return pointsToMoney(...factors, item.currency);
}

/** The facts a verdict was given on, so that it can be given again. */
export function factsOfVerdict(verdict: Verdict): Facts {
  const values: Record<string, Fact<unknown>> = {};
  for (const fact of verdict.facts) values[fact.name] = { value: fact.value, source: fact.source, asOf: fact.asOf };
  return { now: verdict.at, values: values as Facts['values'] };
}
