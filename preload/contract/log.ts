/** The limits log: every block, override and walk-away, each with its full verdict. */
import { z } from 'zod';
import { grade, id, instant, outcome, sessionDate, side, symbol } from './values.ts';
import { ticketStatus } from './tickets.ts';

export const logFilter = z.strictObject({
  /** What the row must be; empty means everything. */
  kinds: z.array(z.enum(['block', 'override', 'walk-away', 'caution', 'clear', 'cancel'])).max(6),
  ruleKind: z.string().max(64).nullable(),
  text: z.string().max(200),
  from: sessionDate.nullable(),
  to: sessionDate.nullable(),
  cursor: z.int().min(0).nullable(),
  limit: z.int().min(1).max(200),
});

export const logRow = z.strictObject({
  seq: z.int().min(0),
  ticketId: id,
  at: instant,
  sessionDate,
  kind: z.enum(['block', 'override', 'walk-away', 'caution', 'clear', 'cancel']),
  symbol,
  side: side.nullable(),
  outcome,
  grade,
  status: ticketStatus,
  /** Titles of the rules that bit. */
  rules: z.array(z.string()),
  note: z.string(),
});
export type LogRow = z.infer<typeof logRow>;

export const logPage = z.strictObject({ rows: z.array(logRow), nextCursor: z.int().nullable(), total: z.int().min(0) });
