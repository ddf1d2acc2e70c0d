/**
 * A clock that was set: every session whose waits may still run gets an entry that shifts them, so that nothing ends early
 * and nothing takes longer.
 */
import { sessionAt } from '../engine/session-calendar.ts';
import { listAccounts } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { findCalendar } from '../store/instruments.ts';
import { latestSession, type Session } from '../store/sessions.ts';
import type { Recording } from './recording.ts';

/** Notes in the latest session of each account that the clock moved by `deltaMs`. Answers whether there was one to note it in. */
export function noteJump(recording: Recording, deltaMs: number): boolean {
  let noted = false;
  for (const session of latestSessions(recording.tx)) {
    const { lastAt } = recording.state(session.id);
    // A session that ended before the clock was set has no waits left to shift.
    if (!isRunning(recording.tx, session, recording.now - deltaMs)) continue;
    // The entry lies at the new time, and the log behind it moves with it.
    const delta = Math.min(deltaMs, recording.now - lastAt);
    if (delta === 0) continue;
    recording.execute(session, { type: 'note-clock-jump', deltaMs: delta, at: recording.now });
    noted = true;
  }
  return noted;
}

/** Found at opening: sessions whose last entry lies ahead of the clock go on from that entry. */
export function noteBehind(recording: Recording): void {
  for (const session of latestSessions(recording.tx)) {
    const { lastAt } = recording.state(session.id);
    if (lastAt > recording.now) recording.execute(session, { type: 'note-clock-jump', deltaMs: recording.now - lastAt, at: recording.now });
  }
}

/** How far the clock is behind the last entry of any session; 0 when it is not. Found when the journal is opened. */
export function behindBy(db: Executor, state: (sessionId: string) => { readonly lastAt: number }, now: number): number {
  return Math.max(0, ...latestSessions(db).map(({ id }) => state(id).lastAt - now));
}

function latestSessions(db: Executor): Session[] {
  return listAccounts(db).flatMap(({ id }) => latestSession(db, id) ?? []);
}

function isRunning(db: Executor, session: Session, at: number): boolean {
  const calendar = findCalendar(db, session.calendarId);
  return calendar !== null && sessionAt(calendar, at).date === session.date;
}

/** "by 1 h 5 min", for the warning. */
export function jumpText(deltaMs: number): string {
  const minutes = Math.round(Math.abs(deltaMs) / 60_000);
  if (minutes < 1) return `${Math.round(Math.abs(deltaMs) / 1000)} s`;
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  return [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', `${minutes % 60} min`].filter((part) => part !== '').join(' ');
}
