/** The small values that wire shapes are made of. */
import { z } from 'zod';
import type { Channel, Emotion, Grade, Instrument, Outcome, RehabStep, SessionCalendar, Severity, Side, Trend } from '../../main/engine/model.ts';
import type { Money } from '../../main/engine/money.ts';

// Generated parsers cost more at the start than they ever win back on messages of this size. Read when a schema is made, so before the first one.
z.config({ jitless: true });

/** Canonical decimal text as the engine writes it: "6012.25". */
export const decimal = z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'a number such as 6012.25');
export const positiveDecimal = decimal.refine((text) => !text.startsWith('-') && /[1-9]/.test(text), 'a number above zero');
export const money = z.strictObject({
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD'),
}) satisfies z.ZodType<Money>;
/** Milliseconds since the Unix epoch. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);
export const id = z.string().min(1).max(64).regex(/^[A-Za-z0-9_.:-]+$/, 'an id');
/** As platforms write them: an option's has spaces. */
export const symbol = z.string().min(1).max(64).regex(/^[A-Za-z0-9./_^&#:+@$!() -]+$/, 'a symbol such as MES');
export const sessionDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-20');
export const shortText = z.string().max(200);
export const longText = z.string().max(8000);

export const side = z.enum(['long', 'short']) satisfies z.ZodType<Side>;
export const trend = z.enum(['up', 'down', 'range']) satisfies z.ZodType<Trend>;
export const channel = z.enum(['buying', 'selling', 'none']) satisfies z.ZodType<Channel>;
export const emotion = z.enum(['calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom']) satisfies z.ZodType<Emotion>;
export const severity = z.enum(['critical', 'major', 'advisory']) satisfies z.ZodType<Severity>;
export const outcome = z.enum(['clear', 'caution', 'soft-block']) satisfies z.ZodType<Outcome>;
export const grade = z.enum(['diamond', 'fire', 'skull']) satisfies z.ZodType<Grade>;
export const rehabStep = z.enum(['visualization', 'market-mapping', 'breath', 'expectation-neutraliser', 'risk-check']) satisfies z.ZodType<RehabStep>;

/** A trading day on the exchange's wall clock; minutes since local midnight. */
export const sessionCalendar = z.strictObject({
  id,
  name: shortText,
  zone: z.string(),
  open: z.int(),
  close: z.int(),
  opensDayBefore: z.boolean(),
}) satisfies z.ZodType<SessionCalendar>;

export const instrument = z.strictObject({
  symbol,
  name: shortText,
  kind: z.enum(['future', 'fx', 'crypto', 'share', 'index', 'other']),
  tickSize: positiveDecimal,
  pointValue: positiveDecimal,
  currency: z.string().regex(/^[A-Z]{3}$/),
  quantityStep: positiveDecimal,
  priceDecimals: z.int().min(0).max(10),
  calendarId: id,
}) satisfies z.ZodType<Instrument>;
