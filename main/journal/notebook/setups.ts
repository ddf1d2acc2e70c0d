/** The playbook, and which of its setups a trade was. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { Executor } from '../../store/executor.ts';
import { findSetup, retireSetup, saveSetup, setupNamed, type Setup } from '../../store/setups.ts';
import { findTicket } from '../../store/tickets.ts';
import { updateTrade, type Trade } from '../../store/trades.ts';
import { JournalError } from '../errors.ts';
import type { Recording } from '../recording.ts';
import { requireTrade } from '../trade-ledger.ts';

export function saveSetupPage({ tx, now, newId }: Recording, { id, words }: CallInput<'notebook.setup.save'>): Setup {
  if (id !== null) requireSetup(tx, id);
  const other = setupNamed(tx, words.name);
  if (other !== null && other.id !== id) throw new JournalError('refused', `The playbook has “${words.name}” already${other.name === words.name ? '' : `, as “${other.name}”`}.`, { field: 'words.name' });
  const saved = id ?? newId();
  saveSetup(tx, saved, words, now);
  return requireSetup(tx, saved);
}

export function retireSetupPage({ tx, now }: Recording, { id, retired }: CallInput<'notebook.setup.retire'>): void {
  requireSetup(tx, id);
  retireSetup(tx, id, retired, now);
}

/** Says which setup a trade was. What a ticket stated stays; it is part of what was sealed. */
export function chooseSetup(recording: Recording, { tradeId, name }: CallInput<'notebook.setup.choose'>): void {
  const { tx, now } = recording;
  const trade = requireTrade(tx, tradeId);
  if (setupIsSealed(tx, trade)) throw new JournalError('refused', 'The ticket of this trade states its setup, and what was sealed stays.', { field: 'name' });
  if (trade.setup === name) return;
  recording.note({ type: 'trade-setup-stated', tradeId, from: trade.setup, to: name, at: now });
  updateTrade(tx, { ...trade, setup: name });
}

export function setupIsSealed(db: Executor, { ticketId }: Trade): boolean {
  return ticketId !== null && (findTicket(db, ticketId)?.ticket.setup ?? null) !== null;
}

function requireSetup(db: Executor, id: string): Setup {
  const setup = findSetup(db, id);
  if (setup === null) throw new JournalError('not-found', 'This setup is not in the playbook.', { field: 'id' });
  return setup;
}
