/** The ticket as it is typed, and what it states. Pure: the same text always reads the same. */
import type { z } from 'zod';
import type { ticket } from '../../../preload/contract/tickets.ts';
import type { instrument } from '../../../preload/contract/values.ts';
import { compareDecimals, isOnStep, readDecimal } from '../../format/decimal.ts';
import { priceText, readPrice, type PriceReading } from '../../format/price-input.ts';

export type Ticket = z.infer<typeof ticket>;
export type Instrument = z.infer<typeof instrument>;
export type Emotion = NonNullable<Ticket['emotion']>;

export const emotions: readonly { value: Emotion; label: string }[] = [
  { value: 'calm', label: 'Calm' },
  { value: 'fear', label: 'Fear' },
  { value: 'chatter', label: 'Chatter' },
  { value: 'greed', label: 'Greed' },
  { value: 'revenge', label: 'Revenge' },
  { value: 'boredom', label: 'Boredom' },
];

/** Most targets a ticket may state. */
export const MAX_TARGETS = 8;

export interface TicketForm {
  /** Null means the first watched instrument. */
  readonly symbol: string | null;
  readonly side: 'long' | 'short' | null;
  // Texts as typed: prices may be shorthand such as "6p"
  readonly entry: string;
  readonly plannedEntry: string;
  readonly stop: string;
  readonly targets: readonly string[];
  readonly quantity: string;
  readonly setup: string | null;
  readonly idea: string;
  readonly confirmations: Readonly<Record<string, boolean>>;
  readonly emotion: Emotion | null;
  readonly note: string;
}

export const emptyForm: TicketForm = { symbol: null, side: null, entry: '', plannedEntry: '', stop: '', targets: [''], quantity: '', setup: null, idea: '', confirmations: {}, emotion: null, note: '' };

/** True when nothing has been stated that would be a loss to throw away. */
export function isBlank(form: TicketForm): boolean {
  return (
    form.side === null && form.emotion === null && form.setup === null && Object.keys(form.confirmations).length === 0 &&
    [form.entry, form.plannedEntry, form.stop, form.quantity, form.idea, form.note, ...form.targets].every((text) => text.trim() === '')
  );
}

/** A kept draft back in the form. */
export function formFromTicket(draft: Ticket): TicketForm {
  return {
    symbol: draft.symbol,
    side: draft.side,
    entry: draft.entry ?? '',
    plannedEntry: draft.plannedEntry ?? '',
    stop: draft.stop === null ? '' : priceText(draft.stop),
    targets: draft.targets.length === 0 ? [''] : draft.targets.map(priceText),
    quantity: draft.quantity ?? '',
    setup: draft.setup,
    idea: draft.idea ?? '',
    confirmations: draft.confirmations,
    emotion: draft.emotion,
    note: draft.note,
  };
}

export type PriceField = 'entry' | 'plannedEntry' | 'stop' | `target-${number}`;

export interface FormReading {
  readonly ticket: Ticket;
  /** By field: what cannot be read, and what to write instead. A ticket with problems is not sealed. */
  readonly problems: Readonly<Partial<Record<PriceField | 'quantity', string>>>;
  /** By field: off the instrument's steps. Said quietly, since a price being typed passes through such values; not sealed as it is. */
  readonly remarks: Readonly<Partial<Record<PriceField | 'quantity', string>>>;
  /** By field: the price that shorthand stands for, canonical decimal text. */
  readonly resolved: Readonly<Partial<Record<PriceField, string>>>;
}

/** Reads the whole form. What is empty or unreadable is null in the ticket, never a guess. */
export function readForm(form: TicketForm, accountId: string, traded: Instrument): FormReading {
  const problems: Partial<Record<PriceField | 'quantity', string>> = {};
  const remarks: Partial<Record<PriceField | 'quantity', string>> = {};
  const resolved: Partial<Record<PriceField, string>> = {};
  const take = (field: PriceField, reading: PriceReading): string | null => {
    if (reading.kind === 'problem') problems[field] = reading.message;
    if (reading.kind !== 'price') return null;
    if (reading.shorthand) resolved[field] = reading.value;
    if (!isOnStep(reading.value, traded.tickSize)) remarks[field] = `Not on the ${traded.tickSize} tick`;
    return reading.value;
  };
  const base = { side: form.side, tickSize: traded.tickSize, entry: null, stop: null };
  const entry = take('entry', readPrice(form.entry, { ...base, role: 'price' }));
  const plannedEntry = take('plannedEntry', readPrice(form.plannedEntry, { ...base, role: 'price' }));
  const stop = take('stop', readPrice(form.stop, { ...base, role: 'stop', entry }));
  const targets = form.targets
    .map((text, index) => take(`target-${index}`, readPrice(text, { ...base, role: 'target', entry, stop })))
    .filter((price) => price !== null);

  let quantity: string | null = null;
  if (form.quantity.trim() !== '') {
    quantity = readDecimal(form.quantity);
    if (quantity === null || compareDecimals(quantity, '0') !== 1) {
      quantity = null;
      problems.quantity = 'Write a number above zero';
    } else if (!isOnStep(quantity, traded.quantityStep)) {
      remarks.quantity = `Not a multiple of ${traded.quantityStep}`;
    }
  }
  const idea = form.idea.trim();
  return {
    ticket: {
      accountId, symbol: traded.symbol, side: form.side, quantity, entry, plannedEntry, stop, targets, setup: form.setup,
      idea: idea === '' ? null : idea, confirmations: form.confirmations, emotion: form.emotion, note: form.note,
    },
    problems, remarks, resolved,
  };
}
