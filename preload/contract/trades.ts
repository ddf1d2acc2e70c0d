/** Open and closed trades with every number that product.md defines. */
import { z } from 'zod';
import { decimal, emotion, grade, id, instant, longText, money, positiveDecimal, sessionDate, shortText, side, symbol } from './values.ts';

/** Where a value came from: typed by the trader, imported from the broker, or computed from bars. */
export const provenance = z.enum(['typed', 'imported', 'bars']);

export const fillView = z.strictObject({
  id,
  at: instant,
  action: z.enum(['entry', 'exit']),
  quantity: positiveDecimal,
  price: decimal,
  /** Null while unknown. */
  fees: money.nullable(),
  provenance,
  /** The file and its line that an imported fill was read from. */
  source: z.strictObject({ fileName: z.string(), line: z.int().min(1) }).nullable(),
});

/** What the imported fills of an account leave open: no trade yet, and closed by what is imported later. */
export const openPosition = z.strictObject({ symbol, side, quantity: positiveDecimal, entryAt: instant, entryPrice: decimal, /** As the file names it; empty where it names none. */ brokerAccount: z.string(),
  /** What the platform states, signed, where the fills add up to another position: some are missing. */ stated: decimal.nullable(),
});

export const tradeView = z.strictObject({
  id,
  accountId: id,
  ticketId: id.nullable(),
  sessionDate,
  symbol,
  side,
  status: z.enum(['open', 'closed']),
  quantity: positiveDecimal,
  openQuantity: decimal,
  entryAt: instant,
  exitAt: instant.nullable(),
  entryPrice: decimal,
  exitPrice: decimal.nullable(),
  initialStop: decimal.nullable(),
  targets: z.array(decimal),
  setup: shortText.nullable(),
  emotion: emotion.nullable(),
  grade: grade.nullable(),
  overridden: z.boolean(),
  stopAmount: money.nullable(),
  grossPnl: money,
  /** Fees and net P&L are null while the fees of an exit are unknown; R is then after the costs that a broker’s file states, and null for fees that the trader has not stated. */
  fees: money.nullable(),
  netPnl: money.nullable(),
  r: decimal.nullable(),
  mfe: money.nullable(),
  mae: money.nullable(),
  excursionProvenance: provenance.nullable(),
  mfeR: decimal.nullable(),
  maeR: decimal.nullable(),
  mfeErrorR: decimal.nullable(),
  exitEfficiency: decimal.nullable(),
  /** `imported`: built from the broker's fills. */
  provenance: z.enum(['typed', 'imported']),
  /** Where Stop$ comes from; `typed` is typed after the trade, and kept apart in statistics. */
  stopProvenance: z.enum(['ticket', 'bracket', 'typed']).nullable(),
  /** Null where an imported result is the broker's own. */
  pointValue: decimal.nullable(),
  note: z.string(),
  lesson: z.string(),
  fills: z.array(fillView),
  amendments: z.array(z.strictObject({ at: instant, field: z.string(), from: z.string(), to: z.string(), why: z.string() })),
});
export type TradeView = z.infer<typeof tradeView>;

/** The numbers and words of a trade that the trader states after the fact. Left out means unchanged; null means unknown. */
export const tradeFactsInput = z.strictObject({
  tradeId: id,
  mfe: money.nullable().optional(),
  mae: money.nullable().optional(),
  note: longText.optional(),
  lesson: longText.optional(),
});

/** An exit, whole or in part, with what is known of the trade then: recorded as one, or not at all. */
export const exitInput = tradeFactsInput.extend({
  price: decimal,
  quantity: positiveDecimal,
  /** Null while unknown; an amendment states them later. */
  fees: money.nullable(),
});

/** Corrects what was recorded: the old value stays in the log, with the reason. */
export const tradeAmendInput = z.strictObject({
  tradeId: id,
  field: z.enum(['entryPrice', 'exitPrice', 'fees', 'mfe', 'mae']),
  /** Decimal text for prices, minor units as text for amounts; of MFE$ and MAE$ an empty one is unknown. */
  value: z.string().max(32),
  why: z.string().trim().min(3, 'say why in a few words').max(500),
});
