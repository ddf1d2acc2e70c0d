/**
 * The words of Holdfast as types: what a ticket states, what a verdict says, what the decision log records.
 * Everything here is plain data that survives JSON unchanged. Instants are whole milliseconds since the Unix epoch;
 * prices, quantities and ratios are decimal text; money is minor units.
 */
import type { Decimal } from './decimal.ts';
import type { Money } from './money.ts';

export type Instant = number;

export type Side = 'long' | 'short';
export type Trend = 'up' | 'down' | 'range';
export type Channel = 'buying' | 'selling' | 'none';
export type Emotion = 'calm' | 'fear' | 'chatter' | 'greed' | 'revenge' | 'boredom';
export type Severity = 'critical' | 'major' | 'advisory';
export type Outcome = 'clear' | 'caution' | 'soft-block';
export type Grade = 'diamond' | 'fire' | 'skull';
export type RehabStep = 'visualization' | 'market-mapping' | 'breath' | 'expectation-neutraliser' | 'risk-check';

export interface Instrument {
  readonly symbol: string;
  readonly name: string;
  readonly kind: 'future' | 'fx' | 'crypto' | 'share' | 'index' | 'other';
  readonly tickSize: Decimal;
  /** Currency units of one whole point for one unit of quantity (MES: 5). Tick value = tick size × point value. */
  readonly pointValue: Decimal;
  readonly currency: string;
  /** Smallest tradable quantity and its step (futures 1, crypto 0.0001). */
  readonly quantityStep: Decimal;
  readonly priceDecimals: number;
  readonly calendarId: string;
}

/** A trading day: from `open` to `close` on the exchange's wall clock; a session that opens the evening before carries `opensDayBefore`. */
export interface SessionCalendar {
  readonly id: string;
  readonly name: string;
  /** IANA zone of the exchange. */
  readonly zone: string;
  /** Minutes since local midnight. */
  readonly open: number;
  readonly close: number;
  readonly opensDayBefore: boolean;
}

/** What the trader proposes. Null means not stated yet; a draft may be incomplete, a sealed ticket is what it was. */
export interface Ticket {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: Side | null;
  readonly quantity: Decimal | null;
  readonly entry: Decimal | null;
  /** The entry that was planned before price moved; null means the entry is the plan. */
  readonly plannedEntry: Decimal | null;
  readonly stop: Decimal | null;
  readonly targets: readonly Decimal[];
  readonly setup: string | null;
  /** Names the idea so that a second attempt at it is recognised; null falls back to symbol, side and setup. */
  readonly idea: string | null;
  readonly confirmations: Readonly<Record<string, boolean>>;
  readonly emotion: Emotion | null;
  readonly note: string;
}

// ── Facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type FactSource = 'typed' | 'map' | 'journal' | 'clock' | 'import';

export interface Fact<T> {
  readonly value: T | null;
  readonly source: FactSource;
  /** When the value was true; null when unknown or timeless. Age is the verdict's time minus this. */
  readonly asOf: Instant | null;
}

/** A ticket taken earlier in this session. */
export interface TakenTicket {
  readonly at: Instant;
  /** As `clock.minute`: negative in the evening before the session's date. */
  readonly minute: number;
  readonly symbol: string;
  readonly side: Side;
  readonly idea: string;
}

/** A trade closed in this session, in order of exit. */
export interface ClosedTrade {
  readonly at: Instant;
  readonly symbol: string;
  /** Null while its costs are not known. */
  readonly netPnl: Money | null;
  /** Stop$; null when the trade had no stop. */
  readonly stopAmount: Money | null;
}

/** An ATR as it was typed into the market map; the readings of a session tell whether a news shock is over. */
export interface AtrReading {
  readonly at: Instant;
  readonly atr: Decimal;
}

export interface NewsWindow {
  /** Wall-clock minute of the exchange's zone, 0–1439. */
  readonly minute: number;
  readonly label: string;
}

export interface FactValues {
  /**
   * Wall-clock minutes since midnight of the session's date in the exchange's zone: negative in the evening before, for a
   * session that opens then, so that minutes order the tickets of one session.
   */
  'clock.minute': number;
  'instrument': Instrument;
  'ticket.side': Side;
  'ticket.quantity': Decimal;
  'ticket.entry': Decimal;
  'ticket.plannedEntry': Decimal;
  'ticket.stop': Decimal;
  'ticket.targets': readonly Decimal[];
  'ticket.setup': string;
  'ticket.idea': string;
  'ticket.confirmations': Readonly<Record<string, boolean>>;
  'ticket.emotion': Emotion;
  'account.equity': Money;
  /** Full size for today, confirmed in the risk check. */
  'plan.size': Decimal;
  'map.trend': Trend;
  'map.channel': Channel;
  /** ATR in points; its asOf is the time it was typed. */
  'map.atr': Decimal;
  /** Every ATR typed for the instrument in this session, in order of entry, the current one last. */
  'map.atrReadings': readonly AtrReading[];
  'map.news': readonly NewsWindow[];
  'session.prepared': boolean;
  'session.tickets': readonly TakenTicket[];
  'session.closedTrades': readonly ClosedTrade[];
  /** Sum of Stop$ of the open trades; null when one of them has no stop. */
  'session.openRisk': Money;
}

export type FactName = keyof FactValues;

/** Every input of a verdict. A fact that is absent counts as missing. */
export interface Facts {
  readonly now: Instant;
  readonly values: { readonly [N in FactName]?: Fact<FactValues[N]> };
}

// ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Rule {
  readonly id: string;
  readonly kind: string;
  /** The rule in the trader's own words; shown when it bites. Empty falls back to the kind's own sentence. */
  readonly words: string;
  readonly severity: Severity;
  readonly enabled: boolean;
  /** A shadow rule is evaluated and logged, and does not bite. */
  readonly shadow: boolean;
  readonly priority: number;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface OverridePolicy {
  /** Seconds to wait after a soft block is shown, by the worst severity that bit. */
  readonly coolDownSeconds: { readonly critical: number; readonly major: number };
  readonly noteMinLength: number;
}

/** The content that is hashed: two rule sets with the same content have the same hash, whatever their names. */
export interface RuleSetContent {
  readonly rules: readonly Rule[];
  readonly override: OverridePolicy;
}

export interface RuleSet extends RuleSetContent {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** SHA-256 (hex) of the canonical encoding of {@link RuleSetContent}. */
  readonly hash: string;
}

// ── Verdict ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type LineStatus = 'pass' | 'miss' | 'insufficient';

export interface RuleLine {
  readonly ruleId: string;
  readonly kind: string;
  readonly title: string;
  readonly severity: Severity;
  readonly shadow: boolean;
  readonly status: LineStatus;
  /** What was seen and what was allowed, as short human text with units ("7 tickets", "6 tickets"). */
  readonly observed: string;
  readonly threshold: string;
  readonly reason: string;
  /** The facts the line was judged on. */
  readonly facts: readonly FactName[];
  /** When the brake lets go by itself; null when it does not, or did not bite. */
  readonly until: Instant | null;
}

export interface Verdict {
  readonly engineVersion: string;
  readonly ruleSetHash: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly grade: Grade;
  /** Ordered by priority, then rule id: the order of the rule set's list never matters. */
  readonly lines: readonly RuleLine[];
  /** Seconds to wait before an override; 0 unless the outcome is a soft block. */
  readonly coolDownSeconds: number;
  /** Every fact the rules were given, with source and age in milliseconds at the verdict's time. */
  readonly facts: readonly VerdictFact[];
}

export interface VerdictFact {
  readonly name: FactName;
  readonly value: unknown;
  readonly source: FactSource;
  readonly asOf: Instant | null;
  readonly ageMs: number | null;
}

/** A command that the engine will not carry out, with a reason a person can act on. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The field of the command the reason is about, as a dotted path; null when it is about the state. */
  readonly field: string | null;
}
