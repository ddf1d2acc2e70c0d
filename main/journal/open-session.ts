/** Sessions open by themselves, on the first action of a day. */
import { activateVersion, setAccountRules } from '../store/accounts.ts';
import { insertSession, type Session } from '../store/sessions.ts';
import { equityNow, readDesk, type Desk, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import type { Recording } from './recording.ts';

export type OpenDesk = Desk & { readonly session: Session };

/**
 * The desk with today's session open. Opening it puts waiting rules in force: what was loosened yesterday holds from here on.
 */
export function openDesk(recording: Recording, lookup: Lookup): OpenDesk {
  const desk = readDesk(lookup);
  if (desk.session !== null) return { ...desk, session: desk.session };
  const { tx, now } = recording;
  const { account, calendar, day } = desk;
  const rules = desk.pending ?? desk.current;
  setAccountRules(tx, account.id, { current: rules.rowId, pending: null });
  activateVersion(tx, rules.rowId, day.date);
  const session: Session = {
    id: recording.newId(), accountId: account.id, date: day.date, zone: calendar.zone, calendarId: calendar.id,
    ruleSetHash: rules.hash, openingEquity: equityNow(tx, account).amount, openedAt: now,
  };
  insertSession(tx, session);
  recording.execute(session, { type: 'open-session', sessionId: session.id, accountId: account.id, date: day.date, zone: calendar.zone, ruleSetHash: rules.hash, at: now });
  const opened = readDesk(lookup);
  if (opened.session === null) throw new JournalError('internal', 'The session did not open.');
  return { ...opened, session: opened.session };
}
