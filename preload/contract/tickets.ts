/** Tickets, verdicts and what the trader decides on them. */
import { z } from 'zod';
import type { RuleLine, Ticket, Verdict, VerdictFact } from '../../main/engine/model.ts';
import { decimal, emotion, grade, id, instant, longText, money, outcome, positiveDecimal, sessionDate, severity, shortText, side, symbol } from './values.ts';

export const ticket = z.strictObject({
  accountId: id,
  symbol,
  side: side.nullable(),
  quantity: positiveDecimal.nullable(),
  entry: decimal.nullable(),
  plannedEntry: decimal.nullable(),
  stop: decimal.nullable(),
  targets: z.array(decimal).max(8),
  setup: shortText.nullable(),
  idea: shortText.nullable(),
  confirmations: z.record(id, z.boolean()),
  emotion: emotion.nullable(),
  note: longText,
}) satisfies z.ZodType<Ticket>;

export const ruleLine = z.strictObject({
  ruleId: z.string(),
  kind: z.string(),
  title: z.string(),
  severity,
  shadow: z.boolean(),
  status: z.enum(['pass', 'miss', 'insufficient']),
  observed: z.string(),
  threshold: z.string(),
  reason: z.string(),
  facts: z.array(z.string()) as unknown as z.ZodType<RuleLine['facts']>,
  until: instant.nullable(),
});

export const verdictFact = z.strictObject({
  name: z.string() as unknown as z.ZodType<VerdictFact['name']>,
  value: z.unknown(),
  source: z.enum(['typed', 'map', 'journal', 'clock', 'import']),
  asOf: instant.nullable(),
  ageMs: z.int().nullable(),
});

export const verdict = z.strictObject({
  engineVersion: z.string(),
  ruleSetHash: z.string(),
  at: instant,
  outcome,
  grade,
  lines: z.array(ruleLine),
  coolDownSeconds: z.int().min(0),
  facts: z.array(verdictFact),
}) satisfies z.ZodType<Verdict>;

/** What typing a ticket shows before it is sealed. */
export const preview = z.strictObject({
  verdict,
  stopAmount: money.nullable(),
  rewardToRisk: decimal.nullable(),
  /** Quantity that the risk budget of today's plan pays for; null when entry, stop or plan is missing. */
  sizeForRisk: decimal.nullable(),
  /** What must still be stated before the ticket can be sealed, by field. */
  missing: z.array(z.strictObject({ field: z.string(), message: z.string() })),
});
export type Preview = z.infer<typeof preview>;

export const ticketStatus = z.enum(['blocked', 'cautioned', 'taken', 'walked-away', 'cancelled']);

export const ticketView = z.strictObject({
  id,
  sessionDate,
  ticket,
  verdict,
  /** The rules that bite in the trader's own words, where there are any, as they were when the verdict was given. */
  words: z.array(z.strictObject({ ruleId: z.string(), words: longText })),
  sealedAt: instant,
  status: ticketStatus,
  /** When an override may be taken; null unless blocked. */
  overrideFrom: instant.nullable(),
  /** Milliseconds left of the cool-down when this was read, on the clock that cannot be set. */
  coolDownLeftMs: z.int().min(0),
  /** Characters that an override's note needs at least, by the rules in force. */
  noteMinLength: z.int().min(0),
  override: z.strictObject({ note: z.string(), at: instant }).nullable(),
  stopAmount: money.nullable(),
  tradeId: id.nullable(),
});
export type TicketView = z.infer<typeof ticketView>;
