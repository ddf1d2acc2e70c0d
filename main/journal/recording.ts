/**
 * One change of the journal, inside one transaction: decide, append to the log, bring the tables up to it. The states it
 * arrives at are handed to the book only after the commit.
 */
import { canonicalJson } from '../engine/canonical-json.ts';
import { decide } from '../engine/decide.ts';
import { evolve } from '../engine/evolve.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import type { Command, SessionEvent, SessionState } from '../engine/session.ts';
import { appendEntries } from '../store/decision-log.ts';
import type { Executor } from '../store/executor.ts';
import type { Session } from '../store/sessions.ts';
import { refusal } from './errors.ts';
import { isSessionEvent, type JournalEvent, type JournalNote } from './events.ts';
import { project } from './project.ts';
import type { SessionBook } from './session-book.ts';

export class Recording {
  readonly tx: Executor;
  /** Trusted time of the change. */
  readonly now: number;
  readonly newId: () => string;
  readonly #book: SessionBook;
  readonly #states = new Map<string, SessionState>();

  constructor(tx: Executor, now: number, newId: () => string, book: SessionBook) {
    this.tx = tx;
    this.now = now;
    this.newId = newId;
    this.#book = book;
  }

  state(sessionId: string): SessionState {
    return this.#states.get(sessionId) ?? this.#book.state(this.tx, sessionId);
  }

  /**
   * Carries out a command on a session or throws the engine's refusal as a JournalError.
   * @param within what the caller's input is called inside the command, for the field of a refusal
   */
  execute(session: Session, command: Command, rules: CompiledRuleSet | null = null, within?: string): readonly SessionEvent[] {
    if (command.type !== 'note-clock-jump') this.#catchUp(session);
    const decision = decide(command, this.state(session.id), rules);
    if (!decision.ok) throw refusal(decision.refusal, within);
    for (const event of decision.events) this.append(session, event);
    return decision.events;
  }

  append(session: Session, event: JournalEvent): void {
    const [seq = 0] = appendEntries(this.tx, [{ sessionId: session.id, at: event.at, type: event.type, payload: canonicalJson(event) }]);
    const before = this.state(session.id);
    const after = isSessionEvent(event) ? evolve(before, event) : before;
    this.#states.set(session.id, after);
    project(this.tx, session, event, seq, after);
  }

  /** Records what belongs to no session; its tables are written by whoever notes it. @returns the entry's number */
  note(note: JournalNote): number {
    const [seq = 0] = appendEntries(this.tx, [{ sessionId: null, at: note.at, type: note.type, payload: canonicalJson(note) }]);
    return seq;
  }

  /** After the commit. */
  finish(): void {
    for (const [sessionId, state] of this.#states) this.#book.adopt(sessionId, state);
  }

  /** A session whose last entry lies ahead of the clock was recorded before the clock was set back: its waits stay as long as they were. */
  #catchUp(session: Session): void {
    const { sessionId, lastAt } = this.state(session.id);
    if (sessionId === null || lastAt <= this.now) return;
    this.execute(session, { type: 'note-clock-jump', deltaMs: this.now - lastAt, at: this.now });
  }
}
