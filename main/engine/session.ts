/** One session of one account as commands (what is asked), events (what happened) and state (what follows from them). */
import type { Decimal } from './decimal.ts';
import type { AtrReading, Channel, ClosedTrade, Fact, Instant, Instrument, NewsWindow, RehabStep, Side, TakenTicket, Ticket, Trend, Verdict } from './model.ts';
import type { Money } from './money.ts';

export const REHAB_STEPS: readonly RehabStep[] = ['visualization', 'market-mapping', 'breath', 'expectation-neutraliser', 'risk-check'];

export interface MarketMap {
  readonly symbol: string;
  readonly trend: Trend | null;
  readonly channel: Channel | null;
  readonly levels: readonly Decimal[];
  readonly atr: Decimal | null;
  /** When the ATR was typed; its staleness counts from here. */
  readonly atrAt: Instant | null;
  readonly news: readonly NewsWindow[];
  readonly at: Instant;
}

/** What a verdict needs besides the session's own record: the caller looks it up, the engine never does. */
export interface Surroundings {
  readonly instrument: Instrument | null;
  /** Equity of the account with its source; the figure at the session's opening, so that a limit in per cent stands still. */
  readonly equity: Fact<Money>;
  /** Wall-clock minute of the session's date, as the fact `clock.minute` counts it. */
  readonly minute: number | null;
}

/** What each step of the rehab run writes down. Typed answers, never a bare tick. */
export type RehabContent =
  | { readonly step: 'visualization'; readonly goal: string }
  | { readonly step: 'market-mapping'; readonly symbols: readonly string[] }
  | { readonly step: 'breath'; readonly text: string; readonly breaths: number }
  | { readonly step: 'expectation-neutraliser'; readonly expectation: string; readonly neutral: string; readonly before: number; readonly after: number }
  | { readonly step: 'risk-check'; readonly riskPerTrade: Money; readonly maximumLoss: Money; readonly ticketsLeft: number | null; readonly size: Decimal; readonly confirmed: string };

export interface StepDone {
  readonly content: RehabContent;
  readonly seconds: number;
  readonly at: Instant;
}

export type TicketStatus = 'blocked' | 'cautioned' | 'taken' | 'walked-away' | 'cancelled';

export interface SessionTicket {
  readonly id: string;
  readonly ticket: Ticket;
  readonly verdict: Verdict;
  readonly sealedAt: Instant;
  readonly status: TicketStatus;
  /** When an override may be taken; null unless the verdict is a soft block. */
  readonly overrideFrom: Instant | null;
  readonly override: { readonly note: string; readonly at: Instant } | null;
  readonly stopAmount: Money | null;
}

/** A trade that is open in this session: taken in it, or carried over from the session before. */
export interface OpenTrade {
  readonly tradeId: string;
  readonly ticketId: string | null;
  readonly symbol: string;
  readonly side: Side;
  readonly stopAmount: Money | null;
}

export interface SealedTicket {
  readonly ticketId: string;
  readonly ticket: Ticket;
  readonly stopAmount: Money | null;
  readonly at: Instant;
}

/** A ticket taken in this session, with the id by which a cancel finds it. */
export interface SessionTaken extends TakenTicket {
  readonly ticketId: string;
}

/** A trade closed in this session, with the id by which an amendment finds it. */
export interface SessionClosed extends ClosedTrade {
  readonly tradeId: string;
}

export interface SessionState {
  readonly sessionId: string | null;
  readonly accountId: string | null;
  readonly date: string | null;
  readonly zone: string | null;
  readonly ruleSetHash: string | null;
  readonly openedAt: Instant | null;
  readonly steps: { readonly [S in RehabStep]?: StepDone };
  readonly maps: { readonly [symbol: string]: MarketMap };
  readonly tickets: { readonly [id: string]: SessionTicket };
  /** A sealed ticket whose verdict is the next event; null at any other time. */
  readonly sealing: SealedTicket | null;
  readonly taken: readonly SessionTaken[];
  readonly open: readonly OpenTrade[];
  readonly closed: readonly SessionClosed[];
  /** Every ATR typed in this session, by symbol, in order of entry. */
  readonly atrReadings: { readonly [symbol: string]: readonly AtrReading[] };
  /** The latest instant seen: time never runs backwards within the log. */
  readonly lastAt: Instant;
}

export type Command =
  | { readonly type: 'open-session'; readonly sessionId: string; readonly accountId: string; readonly date: string; readonly zone: string; readonly ruleSetHash: string; readonly at: Instant }
  | { readonly type: 'complete-rehab-step'; readonly content: RehabContent; readonly seconds: number; readonly at: Instant }
  | { readonly type: 'save-market-map'; readonly map: MarketMap; readonly at: Instant }
  | { readonly type: 'adopt-rules'; readonly ruleSetHash: string; readonly at: Instant }
  | { readonly type: 'seal-ticket'; readonly ticketId: string; readonly tradeId: string; readonly ticket: Ticket; readonly surroundings: Surroundings; readonly at: Instant }
  | { readonly type: 'take-ticket'; readonly ticketId: string; readonly tradeId: string; readonly at: Instant }
  | { readonly type: 'override-ticket'; readonly ticketId: string; readonly tradeId: string; readonly note: string; readonly at: Instant }
  | { readonly type: 'walk-away'; readonly ticketId: string; readonly note: string; readonly at: Instant }
  | { readonly type: 'cancel-ticket'; readonly ticketId: string; readonly reason: string; readonly at: Instant }
  | { readonly type: 'carry-trade'; readonly trade: OpenTrade; readonly at: Instant }
  | { readonly type: 'drop-carried'; readonly tradeId: string; readonly at: Instant }
  /** Takes back a cancel: the ticket was taken after all, at `takenAt`. */
  | { readonly type: 'reinstate-ticket'; readonly ticketId: string; readonly tradeId: string; readonly takenAt: Instant; readonly why: string; readonly at: Instant }
  /** `closedAt` is when the trade closed, where that is known to be before it was recorded. */
  | { readonly type: 'record-outcome'; readonly tradeId: string; readonly netPnl: Money | null; readonly closedAt?: Instant | undefined; readonly at: Instant }
  /** Takes back an outcome whose source is gone: the trade is open again. */
  | { readonly type: 'withdraw-outcome'; readonly trade: OpenTrade; readonly why: string; readonly at: Instant }
  | { readonly type: 'amend'; readonly subject: 'ticket' | 'trade' | 'session'; readonly id: string; readonly field: string; readonly from: unknown; readonly to: unknown; readonly why: string; readonly at: Instant }
  | { readonly type: 'note-clock-jump'; readonly deltaMs: number; readonly at: Instant };

export type SessionEvent =
  | { readonly type: 'session-opened'; readonly sessionId: string; readonly accountId: string; readonly date: string; readonly zone: string; readonly ruleSetHash: string; readonly at: Instant }
  | { readonly type: 'rehab-step-done'; readonly content: RehabContent; readonly seconds: number; readonly at: Instant }
  | { readonly type: 'market-map-saved'; readonly map: MarketMap; readonly at: Instant }
  | { readonly type: 'rules-adopted'; readonly ruleSetHash: string; readonly at: Instant }
  | { readonly type: 'ticket-sealed'; readonly ticketId: string; readonly ticket: Ticket; readonly stopAmount: Money | null; readonly at: Instant }
  | { readonly type: 'verdict-given'; readonly ticketId: string; readonly verdict: Verdict; readonly at: Instant }
  | { readonly type: 'ticket-taken'; readonly ticketId: string; readonly tradeId: string; readonly taken: TakenTicket; readonly at: Instant }
  | { readonly type: 'override'; readonly ticketId: string; readonly note: string; readonly servedSeconds: number; readonly at: Instant }
  | { readonly type: 'walked-away'; readonly ticketId: string; readonly note: string; readonly at: Instant }
  | { readonly type: 'ticket-cancelled'; readonly ticketId: string; readonly reason: string; readonly at: Instant }
  | { readonly type: 'trade-carried'; readonly trade: OpenTrade; readonly at: Instant }
  | { readonly type: 'carried-dropped'; readonly tradeId: string; readonly at: Instant }
  | { readonly type: 'ticket-reinstated'; readonly ticketId: string; readonly tradeId: string; readonly taken: TakenTicket; readonly why: string; readonly at: Instant }
  | { readonly type: 'outcome-withdrawn'; readonly trade: OpenTrade; readonly why: string; readonly at: Instant }
  | { readonly type: 'outcome-recorded'; readonly tradeId: string; readonly closed: ClosedTrade; readonly at: Instant }
  | { readonly type: 'amendment'; readonly subject: 'ticket' | 'trade' | 'session'; readonly id: string; readonly field: string; readonly from: unknown; readonly to: unknown; readonly why: string; readonly at: Instant }
  | { readonly type: 'clock-jumped'; readonly deltaMs: number; readonly at: Instant };
