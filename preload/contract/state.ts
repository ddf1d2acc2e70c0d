/** The one snapshot the renderer lives on: read once, then pushed whole after every change. */
import { z } from 'zod';
import { backupsState } from './backups.ts';
import { licenceStanding } from './licence.ts';
import { ticket, ticketView } from './tickets.ts';
import { tradeView } from './trades.ts';
import { ruleLine } from './tickets.ts';
import { channel, decimal, id, instant, instrument, longText, money, rehabStep, sessionCalendar, sessionDate, shortText, symbol, trend } from './values.ts';

export const account = z.strictObject({
  id,
  name: z.string().trim().min(1).max(80),
  broker: z.string().trim().max(80),
  currency: z.string().regex(/^[A-Z]{3}$/),
  zone: z.string().min(1).max(64),
  startingEquity: money,
});

export const newsTime = z.strictObject({ minute: z.int().min(0).max(1439), label: shortText });

export const marketMapInput = z.strictObject({
  symbol,
  trend: trend.nullable(),
  channel: channel.nullable(),
  levels: z.array(decimal).max(20),
  atr: decimal.nullable(),
  news: z.array(newsTime).max(20),
});

export const marketMapView = z.strictObject({ ...marketMapInput.shape, atrAt: instant.nullable(), at: instant });

export const rehabContent = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('visualization'), goal: z.string().trim().min(3, 'one line: today’s single process goal').max(300) }),
  z.strictObject({ step: z.literal('market-mapping'), symbols: z.array(symbol).min(1, 'map at least one instrument').max(20) }),
  z.strictObject({ step: z.literal('breath'), text: longText, breaths: z.int().min(0).max(1000) }),
  z.strictObject({
    step: z.literal('expectation-neutraliser'),
    expectation: z.string().trim().min(3, 'write down what you expect or want').max(1000),
    neutral: z.string().trim().min(3, 'rewrite it as a neutral statement').max(1000),
    before: z.int().min(1).max(5),
    after: z.int().min(1).max(5),
  }),
  z.strictObject({
    step: z.literal('risk-check'),
    riskPerTrade: money,
    maximumLoss: money,
    /** Null without a ticket cap. */
    ticketsLeft: z.int().min(0).nullable(),
    size: decimal,
    /** The size as the trader typed it: confirmed by number, not by a tick. */
    confirmed: z.string().max(32),
  }),
]);

export const stepView = z.strictObject({ content: rehabContent, seconds: z.int().min(0), at: instant });

/** A half-done step survives a restart: what was typed and the seconds already spent. */
export const stepDraft = z.strictObject({ step: rehabStep, seconds: z.int().min(0).max(86_400), fields: z.record(z.string().max(64), z.string().max(8000)) });

export const riskPlan = z.strictObject({
  /** Null while nobody has stated what the account began with. */
  equity: money.nullable(),
  riskPerTrade: money.nullable(),
  maximumLoss: money.nullable(),
  /** Default stop distance in points that the size is computed with. */
  stopPoints: decimal.nullable(),
  size: decimal.nullable(),
});

export const brakeView = z.strictObject({
  ...ruleLine.shape,
  /** What the brake holds back: any ticket, or only counter-trend ones. */
  scope: z.enum(['all', 'counter-trend']),
  leftMs: z.int().min(0).nullable(),
});

export const sessionView = z.strictObject({
  id: id.nullable(),
  date: sessionDate,
  zone: z.string(),
  /** Minutes since midnight on the session's clock when this was read. */
  minute: z.int().min(0).max(1439),
  startsAt: instant,
  endsAt: instant,
  /** When the rules let trading begin on this day; the session's start without a trading window. */
  tradingFrom: instant,
  prepared: z.boolean(),
  steps: z.partialRecord(rehabStep, stepView),
  drafts: z.partialRecord(rehabStep, stepDraft),
  maps: z.array(marketMapView),
  plan: riskPlan,
  ticketsTaken: z.int().min(0),
  ticketsLeft: z.strictObject({ left: z.int().min(0).nullable(), cap: z.int().min(0).nullable(), golden: z.enum(['available', 'not-yet', 'lost', 'used']).nullable() }),
  rToday: decimal.nullable(),
  /** Null when no result of today is known. */
  pnlToday: money.nullable(),
  /** Trades of today that are left out of it, since their costs are unknown. */
  unknownPnl: z.int().min(0),
  /** Trades of today whose R is unknown, so that R today is read for what it is. */
  unknownR: z.int().min(0),
  lossStreak: z.int().min(0),
  fullRLosses: z.int().min(0),
  brakes: z.array(brakeView),
  atr: z.array(z.strictObject({ symbol, atr: decimal, at: instant, ageMs: z.int().min(0), stale: z.boolean(), band: shortText, advice: shortText, sizeFactor: decimal })),
  /** A sealed ticket that still waits for the trader's decision. */
  waiting: z.array(ticketView),
  open: z.array(tradeView),
});
export type SessionView = z.infer<typeof sessionView>;

export const theme = z.enum(['system', 'light', 'dark', 'contrast']);

export const stepTexts = z.strictObject({
  visualizationText: longText,
  mapText: longText,
  breathText: longText,
  neutralStatement: longText,
  riskText: longText,
});
export type StepTexts = z.infer<typeof stepTexts>;

export const settings = z.strictObject({
  theme,
  alwaysOnTop: z.boolean(),
  /** 40–100 per cent. */
  opacity: z.int().min(40).max(100),
  compact: z.boolean(),
  hidePnl: z.boolean(),
  /** Electron accelerators; empty means off. */
  shortcutSummon: z.string().max(60),
  shortcutTicket: z.string().max(60),
  notifications: z.boolean(),
  visualizationSeconds: z.int().min(60).max(1800),
  breathSeconds: z.int().min(30).max(1800),
  breathIn: z.int().min(2).max(15),
  breathHold: z.int().min(0).max(15),
  breathOut: z.int().min(2).max(20),
  /** The trader's words for the five steps, in their order; each may be empty. */
  ...stepTexts.shape,
  setups: z.array(z.string().trim().min(1).max(60)).max(40),
});
export type Settings = z.infer<typeof settings>;

export const storeHealth = z.strictObject({
  status: z.enum(['ok', 'read-only', 'damaged', 'newer', 'full', 'locked']),
  message: z.string(),
});

/** Why a global shortcut is not to be had: Holdfast uses its keys for something else, another program has them, or they are no keys. */
export const shortcutProblem = z.strictObject({
  shortcut: z.enum(['summon', 'ticket']),
  accelerator: z.string(),
  reason: z.enum(['used-twice', 'taken', 'no-keys']),
});
export type ShortcutProblem = z.infer<typeof shortcutProblem>;

export const appState = z.strictObject({
  /** Grows with every change; a push with a smaller number is late and dropped. */
  revision: z.int().min(0),
  now: instant,
  profile: z.enum(['none', 'real', 'demo']),
  health: storeHealth,
  backups: backupsState,
  version: z.strictObject({ app: z.string(), engine: z.string(), runtime: z.string() }),
  dataFolder: z.string(),
  account: account.nullable(),
  accounts: z.array(account),
  instruments: z.array(instrument),
  /** What an instrument's sessions can go by. */
  calendars: z.array(sessionCalendar),
  /** Symbols the trader works with, first is the default. */
  watched: z.array(symbol),
  confirmations: z.array(z.strictObject({ key: id, label: shortText, critical: z.boolean() })),
  session: sessionView.nullable(),
  draft: ticket.nullable(),
  settings,
  shortcutProblems: z.array(shortcutProblem),
  /** What the clock was caught at, and when: two warnings in the same words are two. */
  clockWarning: z.strictObject({ at: instant, message: z.string() }).nullable(),
  licence: licenceStanding,
  /** Where an update of the app stands, in a sentence. */
  update: z.strictObject({ status: z.enum(['disabled', 'idle', 'checking', 'available', 'downloading', 'ready', 'error']), message: z.string() }),
});
export type AppState = z.infer<typeof appState>;
