/** What a ticket must state before it can be sealed. Whether it is a good idea is for the rules; whether it is a ticket is decided here. */
import { canonicalDecimal, formatFixed, parseFixed, type Decimal } from './decimal.ts';
import type { Instrument, Refusal, Ticket } from './model.ts';
import { folded } from './param-schemas.ts';

/** Problems by field, in the order of the form; empty when the ticket can be sealed. A missing stop is for the rules. */
export function checkTicket(ticket: Ticket, instrument: Instrument | null): readonly Refusal[] {
  const problems: Refusal[] = [];
  const refuse = (code: string, field: string, message: string): void => {
    problems.push({ code, field, message });
  };
  if (instrument === null) refuse('ticket-incomplete', 'symbol', 'Choose an instrument.');
  else if (instrument.symbol !== ticket.symbol) refuse('ticket-invalid', 'symbol', `The ticket is for ${ticket.symbol}, the instrument is ${instrument.symbol}.`);
  if (ticket.side === null) refuse('ticket-incomplete', 'side', 'State long or short.');
  checkQuantity(ticket.quantity, instrument, refuse);
  if (ticket.entry === null) refuse('ticket-incomplete', 'entry', 'State the entry.');
  else checkPrice(ticket.entry, 'entry', instrument, refuse);
  if (ticket.plannedEntry !== null) checkPrice(ticket.plannedEntry, 'plannedEntry', instrument, refuse);
  if (ticket.stop !== null) checkPrice(ticket.stop, 'stop', instrument, refuse);
  ticket.targets.forEach((target, index) => checkPrice(target, `targets.${index}`, instrument, refuse));
  return problems;
}

type Refuse = (code: string, field: string, message: string) => void;

function checkQuantity(text: Decimal | null, instrument: Instrument | null, refuse: Refuse): void {
  if (text === null) return refuse('ticket-incomplete', 'quantity', 'State the quantity.');
  const quantity = parseFixed(text);
  if (quantity === null || quantity <= 0n) return refuse('ticket-invalid', 'quantity', 'The quantity is a number above zero.');
  const step = instrument === null ? null : parseFixed(instrument.quantityStep);
  if (step !== null && step > 0n && quantity % step !== 0n) refuse('ticket-invalid', 'quantity', `The quantity is a multiple of ${formatFixed(step)}.`);
}

function checkPrice(text: Decimal, field: string, instrument: Instrument | null, refuse: Refuse): void {
  const price = parseFixed(text);
  if (price === null) return refuse('ticket-invalid', field, 'A price is a number such as 6012.25.');
  const tick = instrument === null ? null : parseFixed(instrument.tickSize);
  if (tick !== null && tick > 0n && price % tick !== 0n) refuse('ticket-invalid', field, `${formatFixed(price)} is not on a tick of ${formatFixed(tick)}.`);
}

/** The ticket with every number in canonical form and names without stray space: what is sealed. */
export function canonicalTicket(ticket: Ticket): Ticket {
  return {
    ...ticket,
    quantity: canonical(ticket.quantity),
    entry: canonical(ticket.entry),
    plannedEntry: canonical(ticket.plannedEntry),
    stop: canonical(ticket.stop),
    targets: ticket.targets.map((target) => canonicalDecimal(target) ?? target),
    setup: named(ticket.setup),
    idea: named(ticket.idea),
  };
}

function canonical(text: Decimal | null): Decimal | null {
  return text === null ? null : (canonicalDecimal(text) ?? text);
}

function named(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** The name by which a second attempt at the same idea is recognised. Without a stated idea: symbol, side and setup. */
export function ideaOf(ticket: Ticket): string {
  const stated = named(ticket.idea);
  return folded(stated ?? `${ticket.symbol} ${ticket.side ?? ''} ${ticket.setup ?? ''}`);
}
