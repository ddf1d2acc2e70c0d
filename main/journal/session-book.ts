/** States of sessions, folded from the log once and then kept up with every commit. */
import { evolve, initialState } from '../engine/evolve.ts';
import type { SessionState } from '../engine/session.ts';
import { sessionEntries } from '../store/decision-log.ts';
import type { Executor } from '../store/executor.ts';
import { isSessionEvent, type JournalEvent } from './events.ts';

/** Sessions kept in memory: the ones of today's accounts and a few that were looked at. */
const KEPT = 16;

export class SessionBook {
  readonly #states = new Map<string, SessionState>();

  state(db: Executor, sessionId: string): SessionState {
    const known = this.#states.get(sessionId);
    if (known !== undefined) return known;
    const state = foldSession(db, sessionId);
    this.adopt(sessionId, state);
    return state;
  }

  /** After a commit: what the session is now. */
  adopt(sessionId: string, state: SessionState): void {
    this.#states.delete(sessionId);
    this.#states.set(sessionId, state);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= KEPT) break;
      this.#states.delete(oldest);
    }
  }

  /** After a failure, or when the file was replaced: read again. */
  forget(): void {
    this.#states.clear();
  }
}

/** The fold of a session's part of the log. */
export function foldSession(db: Executor, sessionId: string): SessionState {
  let state = initialState;
  for (const entry of sessionEntries(db, sessionId)) {
    const event = JSON.parse(entry.payload) as JournalEvent;
    if (isSessionEvent(event)) state = evolve(state, event);
  }
  return state;
}
