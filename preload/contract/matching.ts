/** Reconciliation of taken tickets with the trades of the broker's files, and what is said of imported trades afterwards. */
import { z } from 'zod';
import { call, done, type Call } from './call.ts';
import { decimal, grade, id, instant, money, positiveDecimal, sessionDate, shortText, side, symbol } from './values.ts';

/** Why a pair is not certain: the entry is not within minutes of the ticket, the quantities differ, or something else fits as well. */
export const doubt = z.enum(['time', 'quantity', 'several']);
export type Doubt = z.infer<typeof doubt>;

export const matchTrade = z.strictObject({
  id,
  symbol,
  side,
  quantity: positiveDecimal,
  sessionDate,
  entryAt: instant,
  exitAt: instant.nullable(),
  entryPrice: decimal,
  exitPrice: decimal.nullable(),
  grossPnl: money,
  /** Null while not all costs are known. */
  netPnl: money.nullable(),
  ticketId: id.nullable(),
});
export type MatchTrade = z.infer<typeof matchTrade>;

export const matchTicket = z.strictObject({
  id,
  symbol,
  side: side.nullable(),
  quantity: decimal.nullable(),
  entry: decimal.nullable(),
  stop: decimal.nullable(),
  setup: shortText.nullable(),
  sessionDate,
  sealedAt: instant,
  takenAt: instant,
  grade,
  overridden: z.boolean(),
});
export type MatchTicket = z.infer<typeof matchTicket>;

/**
 * What a row of a list is: a trade that may be of several tickets (`doubtful`), a bypass, a match, or a ticket without an imported
 * trade: no trade in the files that reach past it (`no-trade`), files that do not reach it yet (`waiting`), closed by hand (`typed`), or said not to
 * be taken (`not-taken`).
 */
export const matchState = z.enum(['doubtful', 'bypass', 'matched', 'no-trade', 'waiting', 'typed', 'not-taken']);
export type MatchState = z.infer<typeof matchState>;

export const matchRow = z.strictObject({
  key: z.string().max(160),
  state: matchState,
  trade: matchTrade.nullable(),
  ticket: matchTicket.nullable(),
  /** Whether the trader said so, and may take it back. */
  decided: z.boolean(),
});
export type MatchRow = z.infer<typeof matchRow>;

export const matchLists = ['doubtful', 'tickets', 'bypasses', 'matched'] as const;
export const matchList = z.enum(matchLists);
export type MatchList = z.infer<typeof matchList>;

export const matchCandidate = z.strictObject({
  trade: matchTrade,
  ticket: matchTicket,
  doubts: z.array(doubt),
  /** What the trader said of the pair. */
  said: z.enum(['same', 'other']).nullable(),
});
export type MatchCandidate = z.infer<typeof matchCandidate>;

export const unknownInstrument = z.strictObject({
  symbol,
  trades: z.int().min(1),
  /** Trades that have no result at all; the others have the broker's. */
  withoutResult: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** A price it was traded at. */
  price: decimal,
});
export type UnknownInstrument = z.infer<typeof unknownInstrument>;

const pair = z.strictObject({ ticketId: id, tradeId: id });

export const matchingCalls = {
  'match.counts': call(
    z.strictObject({ accountId: id }),
    z.strictObject({ doubtful: z.int(), noTrade: z.int(), tickets: z.int(), bypasses: z.int(), matched: z.int(), unknown: z.array(unknownInstrument).max(500), hasImports: z.boolean(), zone: z.string() }),
  ),
  'match.list': call(
    z.strictObject({ accountId: id, list: matchList, cursor: z.string().max(200).nullable(), limit: z.int().min(1).max(200) }),
    z.strictObject({ rows: z.array(matchRow), nextCursor: z.string().nullable() }),
  ),
  /** What a trade, or a ticket, could be paired with, the likeliest first; decided pairs as well. */
  'match.candidates': call(z.strictObject({ tradeId: id.nullable(), ticketId: id.nullable() }), z.array(matchCandidate).max(200)),
  'match.confirm': call(pair, done),
  'match.refuse': call(pair, done),
  'match.reopen': call(pair, done),
  'match.bypass': call(z.strictObject({ tradeId: id }), done),
  /** Takes back every refusal of a trade's pairs. */
  'match.undoBypass': call(z.strictObject({ tradeId: id }), done),
  'match.notTaken': call(z.strictObject({ ticketIds: z.array(id).min(1).max(1000) }), done),
  'match.taken': call(z.strictObject({ ticketId: id }), done),
  /** Says what a point of an instrument is worth; its trades are built again. */
  'match.value': call(
    z.strictObject({ symbol, tickSize: positiveDecimal, pointValue: positiveDecimal, currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD') }),
    z.strictObject({ trades: z.int() }),
  ),
  /** Stop$ of a trade without one, typed afterwards: the stop's price, or the amount. Null takes it away. */
  'trade.stop': call(z.strictObject({ tradeId: id, stop: z.union([z.strictObject({ price: decimal }), z.strictObject({ amount: z.int().min(1, 'an amount above zero') })]).nullable(), why: z.string().trim().min(3, 'say why in a few words').max(500) }), done),
  /** Asks for a bar file and computes MFE$ and MAE$ of the account's trades that have none. Null when nothing was chosen. */
  'bars.excursions': call(
    z.strictObject({ accountId: id, symbol: symbol.nullable(), zone: z.string().max(64).nullable(), quietGaps: z.boolean() }),
    z.strictObject({ fileName: z.string(), trades: z.int(), filled: z.int(), kept: z.int(), uncovered: z.int(), strays: z.int() }).nullable(),
  ),
  /** Asks for a bar file and tells ATR-14 of its bars, joined to bars of some minutes; `zone` is that of times which do not say theirs. Null when nothing was chosen. */
  'bars.atr': call(
    z.strictObject({ symbol, minutes: z.int().min(1).max(1440), zone: z.string().max(64) }),
    z.strictObject({ fileName: z.string(), atr: positiveDecimal, at: instant, bars: z.int(), rejected: z.int(), assumedZone: z.string().nullable() }).nullable(),
  ),
} satisfies Record<string, Call>;
