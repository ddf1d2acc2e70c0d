/** The session's preparation: steps, half-typed steps, market maps. */
import type { CallInput } from '../../preload/contract/calls.ts';
import { findInstrument } from '../store/instruments.ts';
import { saveStepDraft } from '../store/sessions.ts';
import { readDesk, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import { openDesk } from './open-session.ts';
import type { Recording } from './recording.ts';
import { own } from '../engine/own.ts';

/** Keeps what is typed so far. Opens no session: nothing is done yet. */
export function draftStep(recording: Recording, lookup: Lookup, draft: CallInput<'rehab.draft'>): void {
  const { account, day } = readDesk(lookup);
  saveStepDraft(recording.tx, account.id, day.date, draft, recording.now);
}

export function completeStep(recording: Recording, lookup: Lookup, { content, seconds }: CallInput<'rehab.complete'>): void {
  const desk = openDesk(recording, lookup);
  recording.execute(desk.session, { type: 'complete-rehab-step', content, seconds, at: recording.now }, null, 'content');
}

/** Saving the map does not make an old reading fresh: the same ATR keeps its time, unless the trader says that it was read again or newer bars say it. One that was computed from bars is as old as they are. */
export function saveMap(recording: Recording, lookup: Lookup, { atrConfirmed = false, atrAsOf, ...input }: CallInput<'map.save'>): void {
  if (findInstrument(recording.tx, input.symbol) === null) throw new JournalError('refused', `${input.symbol} is not among your instruments.`, { field: 'symbol' });
  const desk = openDesk(recording, lookup);
  const before = own(recording.state(desk.session.id).maps, input.symbol);
  const asOf = Math.min(atrAsOf ?? recording.now, recording.now);
  const unchanged = before?.atr === input.atr && !atrConfirmed && (atrAsOf === undefined || asOf <= (before.atrAt ?? 0));
  const atrAt = input.atr === null ? null : unchanged ? before.atrAt : asOf;
  recording.execute(desk.session, { type: 'save-market-map', map: { ...input, atrAt, at: recording.now }, at: recording.now }, null, 'map');
}
