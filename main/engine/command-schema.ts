/** The shape of every command, so that `decide` refuses what is not one instead of failing on it. */
import { z } from 'zod';
import { parseFixed } from './decimal.ts';
import type { FactSource, Instrument, Ticket } from './model.ts';
import type { Money } from './money.ts';
import type { Command, MarketMap, OpenTrade, RehabContent, Surroundings } from './session.ts';

const id = z.string().min(1).max(128);
const instant = z.int();
const text = z.string().max(20_000);
const decimal = z.string().refine((value) => parseFixed(value) !== null, 'a number such as 6012.25');
const positive = decimal.refine((value) => (parseFixed(value) ?? 0n) > 0n, 'a number above zero');
const money = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD') }) satisfies z.ZodType<Money>;
const symbol = z.string().min(1).max(64);
const reason = z.string().trim().min(3, 'say why in a few words').max(4000);

const instrument = z.object({
  symbol,
  name: text,
  kind: z.enum(['future', 'fx', 'crypto', 'share', 'index', 'other']),
  tickSize: positive,
  pointValue: positive,
  currency: money.shape.currency,
  quantityStep: positive,
  priceDecimals: z.int().min(0).max(10),
  calendarId: id,
}) satisfies z.ZodType<Instrument>;

const ticket = z.object({
  accountId: id,
  symbol,
  side: z.enum(['long', 'short']).nullable(),
  quantity: z.string().max(64).nullable(),
  entry: z.string().max(64).nullable(),
  plannedEntry: z.string().max(64).nullable(),
  stop: z.string().max(64).nullable(),
  targets: z.array(z.string().max(64)).max(50),
  setup: z.string().max(200).nullable(),
  idea: z.string().max(200).nullable(),
  confirmations: z.record(z.string(), z.boolean()),
  emotion: z.enum(['calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom']).nullable(),
  note: text,
}) satisfies z.ZodType<Ticket>;

const surroundings = z.object({
  instrument: instrument.nullable(),
  equity: z.object({ value: money.nullable(), source: z.enum(['typed', 'map', 'journal', 'clock', 'import'] satisfies FactSource[]), asOf: instant.nullable() }),
  minute: z.int().min(-1440).max(1440).nullable(),
}) satisfies z.ZodType<Surroundings>;

const map = z.object({
  symbol,
  trend: z.enum(['up', 'down', 'range']).nullable(),
  channel: z.enum(['buying', 'selling', 'none']).nullable(),
  levels: z.array(decimal).max(100),
  atr: positive.nullable(),
  atrAt: instant.nullable(),
  news: z.array(z.object({ minute: z.int().min(0).max(1439), label: text })).max(100),
  at: instant,
}) satisfies z.ZodType<MarketMap>;

const openTrade = z.object({
  tradeId: id,
  ticketId: id.nullable(),
  symbol,
  side: z.enum(['long', 'short']),
  stopAmount: money.nullable(),
}) satisfies z.ZodType<OpenTrade>;

const answer = z.string().trim().min(3, 'write it down in a few words').max(4000);
const rating = z.int().min(1, 'rate it from 1 to 5').max(5, 'rate it from 1 to 5');

const content = z.discriminatedUnion('step', [
  z.object({ step: z.literal('visualization'), goal: answer }),
  z.object({ step: z.literal('market-mapping'), symbols: z.array(symbol).min(1, 'map at least one instrument').max(100) }),
  z.object({ step: z.literal('breath'), text, breaths: z.int().min(0) }),
  z.object({ step: z.literal('expectation-neutraliser'), expectation: answer, neutral: answer, before: rating, after: rating }),
  z.object({ step: z.literal('risk-check'), riskPerTrade: money, maximumLoss: money, ticketsLeft: z.int().min(0).nullable(), size: positive, confirmed: z.string().max(64) }),
]) satisfies z.ZodType<RehabContent>;

export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open-session'), sessionId: id, accountId: id, date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-20'), zone: z.string().min(1), ruleSetHash: z.string().min(1), at: instant }),
  z.object({ type: z.literal('complete-rehab-step'), content, seconds: z.int().min(0), at: instant }),
  z.object({ type: z.literal('save-market-map'), map, at: instant }),
  z.object({ type: z.literal('adopt-rules'), ruleSetHash: z.string().min(1), at: instant }),
  z.object({ type: z.literal('seal-ticket'), ticketId: id, tradeId: id, ticket, surroundings, at: instant }),
  z.object({ type: z.literal('take-ticket'), ticketId: id, tradeId: id, at: instant }),
  z.object({ type: z.literal('override-ticket'), ticketId: id, tradeId: id, note: text, at: instant }),
  z.object({ type: z.literal('walk-away'), ticketId: id, note: text, at: instant }),
  z.object({ type: z.literal('cancel-ticket'), ticketId: id, reason, at: instant }),
  z.object({ type: z.literal('carry-trade'), trade: openTrade, at: instant }),
  z.object({ type: z.literal('drop-carried'), tradeId: id, at: instant }),
  z.object({ type: z.literal('reinstate-ticket'), ticketId: id, tradeId: id, takenAt: instant, why: reason, at: instant }),
  z.object({ type: z.literal('record-outcome'), tradeId: id, netPnl: money.nullable(), closedAt: instant.optional(), at: instant }),
  z.object({ type: z.literal('withdraw-outcome'), trade: openTrade, why: reason, at: instant }),
  z.object({
    type: z.literal('amend'),
    subject: z.enum(['ticket', 'trade', 'session']),
    id,
    field: z.string().min(1).max(200),
    from: z.json().nullable(),
    to: z.json().nullable(),
    why: reason,
    at: instant,
  }),
  z.object({ type: z.literal('note-clock-jump'), deltaMs: z.int(), at: instant }),
]) satisfies z.ZodType<Command>;
