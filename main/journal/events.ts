/** What the decision log records: the events of the engine, and the facts about trades that no rule decides on. */
import type { Decimal } from '../engine/decimal.ts';
import type { Money } from '../engine/money.ts';
import type { SessionEvent } from '../engine/session.ts';
import type { Provenance } from '../store/trades.ts';

/** One execution. */
export interface FillRecorded {
  readonly type: 'fill-recorded';
  readonly fillId: string;
  readonly tradeId: string;
  readonly action: 'entry' | 'exit';
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Null while unknown. */
  readonly fees: Money | null;
  readonly provenance: Provenance;
  readonly at: number;
}

/** What the trader states about a trade after the fact; a field that is left out is unchanged. */
export interface TradeFactsStated {
  readonly type: 'trade-facts-stated';
  readonly tradeId: string;
  readonly mfe?: Money | null;
  readonly mae?: Money | null;
  readonly note?: string;
  readonly lesson?: string;
  readonly at: number;
}

/** An imported trade is the one that a ticket stated: it stands for the ticket's typed trade from here on. */
export interface TicketMatched {
  readonly type: 'ticket-matched';
  readonly ticketId: string;
  readonly tradeId: string;
  /** The typed trade. */
  readonly replaces: string;
  readonly by: 'import' | 'trader';
  readonly why: string;
  readonly at: number;
}

/**
 * A ticket and an imported trade are not, or no longer, taken for the same: the trader says so (`refused`), takes a word back
 * (`reopened`), or the trade is gone (`lost`).
 */
export interface MatchEnded {
  readonly type: 'match-ended';
  readonly ticketId: string;
  readonly tradeId: string;
  /** The typed trade that counts again; null where the pair was not matched. */
  readonly replaces: string | null;
  readonly cause: 'refused' | 'reopened' | 'lost';
  readonly by: 'import' | 'trader';
  readonly why: string;
  readonly at: number;
}

export type JournalEvent = SessionEvent | FillRecorded | TradeFactsStated | TicketMatched | MatchEnded;

/** Fills of a file came into the journal; the file itself is known by its hash. Belongs to no session. */
export interface ImportRecorded {
  readonly type: 'import-recorded';
  readonly importId: number;
  readonly accountId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly zone: string | null;
  readonly fills: number;
  readonly newFills: number;
  readonly at: number;
}

export interface ImportUndone {
  readonly type: 'import-undone';
  readonly importId: number;
  readonly accountId: string;
  readonly at: number;
}

/** A daily note as it was kept; every version has an entry. */
export interface DailyNoteKept {
  readonly type: 'daily-note-kept';
  readonly accountId: string;
  readonly sessionDate: string;
  readonly text: string;
  readonly at: number;
}

/** A picture came to a trade or a day, was taken away, or brought back; `hash` is the SHA-256 of its bytes. */
export interface AttachmentChanged {
  readonly type: 'attachment-added' | 'attachment-removed' | 'attachment-restored';
  readonly attachmentId: string;
  readonly accountId: string;
  readonly subject: 'trade' | 'day';
  readonly subjectId: string;
  readonly hash: string;
  readonly fileName: string;
  readonly at: number;
}

/** Which setup a trade was, said afterwards. */
export interface TradeSetupStated {
  readonly type: 'trade-setup-stated';
  readonly tradeId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: number;
}

/** Whether a criterion of its setup was met in a trade, said afterwards; null takes the word back. */
export interface CriterionSaid {
  readonly type: 'criterion-said';
  readonly tradeId: string;
  readonly criterion: string;
  readonly from: boolean | null;
  readonly to: boolean | null;
  readonly at: number;
}

/** A correction of an imported trade, which was taken in no session of this journal. */
export interface TradeAmended {
  readonly type: 'trade-amended';
  readonly tradeId: string;
  readonly field: 'entryPrice' | 'exitPrice' | 'fees' | 'mfe' | 'mae' | 'stop';
  readonly from: unknown;
  readonly to: unknown;
  readonly by: 'trader';
  readonly why: string;
  readonly at: number;
}

/** What bars say of imported and typed trades; typed and imported values stay. */
export interface ExcursionsComputed {
  readonly type: 'excursions-computed';
  readonly accountId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly trades: readonly { readonly tradeId: string; readonly mfe: number | null; readonly mae: number | null }[];
  readonly at: number;
}

/** What an instrument is worth was said, and trades that waited for it were built again. */
export interface InstrumentValued {
  readonly type: 'instrument-valued';
  readonly symbol: string;
  readonly tickSize: Decimal;
  readonly pointValue: Decimal;
  readonly currency: string;
  readonly trades: number;
  readonly at: number;
}

/** What the log records beside the sessions; a fact stated about a trade is there when the trade was taken in none. */
export type JournalNote = ImportRecorded | ImportUndone | DailyNoteKept | AttachmentChanged | TradeSetupStated | CriterionSaid | TradeFactsStated | TradeAmended | ExcursionsComputed | InstrumentValued;

/** Whether the engine's fold knows the event. */
export function isSessionEvent(event: JournalEvent): event is SessionEvent {
  return event.type !== 'fill-recorded' && event.type !== 'trade-facts-stated' && event.type !== 'ticket-matched' && event.type !== 'match-ended';
}
