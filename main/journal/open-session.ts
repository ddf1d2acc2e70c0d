/** Sessions open by themselves, on the first action of a day. */
import { activateVersion, setAccountRules, type Account } from '../store/accounts.ts';
import { insertSession, type Session } from '../store/sessions.ts';
import { accountDesk, carriedTrades, equityNow, requireAccount, type Desk, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import type { Recording } from './recording.ts';

export type OpenDesk = Desk & { readonly session: Session };

/** The selected account's desk with today's session open; see {@link openAccountDesk}. */
export function openDesk(recording: Recording, lookup: Lookup): OpenDesk {
  return openAccountDesk(recording, lookup, requireAccount(lookup.db));
}

/**
 * An account's desk with today's session open. Opening it puts waiting rules in force: what was loosened yesterday holds from
 * here on. Trades that are still open come along, with their risk; they count where they close.
 */
export function openAccountDesk(recording: Recording, lookup: Lookup, owner: Account): OpenDesk {
  const desk = accountDesk(lookup, owner);
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
  for (const trade of carriedTrades(tx, account.id)) recording.execute(session, { type: 'carry-trade', trade, at: now });
  const opened = accountDesk(lookup, account);
  if (opened.session === null) throw new JournalError('internal', 'The session did not open.');
  return { ...opened, session: opened.session };
}
