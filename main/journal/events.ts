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

export type JournalEvent = SessionEvent | FillRecorded | TradeFactsStated;

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

/** What the log records beside the sessions; a fact stated about a trade is there when the trade was taken in none. */
export type JournalNote = ImportRecorded | ImportUndone | DailyNoteKept | AttachmentChanged | TradeSetupStated | TradeFactsStated;

/** Whether the engine's fold knows the event. */
export function isSessionEvent(event: JournalEvent): event is SessionEvent {
  return event.type !== 'fill-recorded' && event.type !== 'trade-facts-stated';
}
