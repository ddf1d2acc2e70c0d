/** Whether the record is what was recorded: the chain of the log, every sealed ticket, and every verdict given again from its own facts and rules. */
import { createHash } from 'node:crypto';
import { canonicalJson, sameData } from '../engine/canonical-json.ts';
import { ENGINE_VERSION, evaluate } from '../engine/evaluate.ts';
import { factsOfVerdict } from '../engine/facts.ts';
import type { Verdict } from '../engine/model.ts';
import type { SessionEvent } from '../engine/session.ts';
import { ruleSetContent } from '../store/accounts.ts';
import { verifyChain } from '../store/decision-log.ts';
import type { Executor } from '../store/executor.ts';
import { eachVerdict, type BiteRow, type SealedRow, type VerdictRow } from '../store/tickets.ts';
import { isSessionEvent, type JournalEvent } from './events.ts';
import { hashRuleSet, RuleShelf } from './rule-shelf.ts';

export interface Verification {
  readonly events: number;
  readonly chain: 'intact' | { readonly brokenAt: number };
  readonly verdicts: { readonly recomputed: number; readonly mismatched: number };
}

/** Why a verdict does not match, for a person; the count is in the {@link Verification}. */
export type MismatchReporter = (ticketId: string, reason: string) => void;

export function verifyJournal(db: Executor, report: MismatchReporter = () => undefined): Verification {
  const logged = new LoggedTickets();
  const { events, brokenAt } = verifyChain(db, ({ sessionId, payload }) => {
    const event = JSON.parse(payload) as JournalEvent;
    if (sessionId !== null && isSessionEvent(event)) logged.add(sessionId, event);
  });
  const judge = verdictJudge(db);
  let recomputed = 0;
  let mismatched = 0;
  const mismatch = (ticketId: string, reason: string): void => {
    mismatched += 1;
    report(ticketId, reason);
  };
  for (const row of eachVerdict(db)) {
    recomputed += 1;
    const reason = logged.disagreement(row, brokenAt === null) ?? judge(row);
    if (reason !== null) mismatch(row.ticketId, reason);
  }
  for (const ticketId of logged.unseen()) {
    recomputed += 1;
    mismatch(ticketId, 'the verdict of the log is missing from the table');
  }
  return { events, chain: brokenAt === null ? 'intact' : { brokenAt }, verdicts: { recomputed, mismatched } };
}

/** What the log says of tickets and their verdicts. Digests: the texts of all verdicts together may not fit in memory. */
class LoggedTickets {
  readonly #sessions = new Map<string, { readonly accountId: string; readonly date: string }>();
  readonly #sealed = new Map<string, string>();
  readonly #verdicts = new Map<string, string>();

  add(sessionId: string, event: SessionEvent): void {
    if (event.type === 'session-opened') this.#sessions.set(sessionId, event);
    else if (event.type === 'verdict-given') this.#verdicts.set(event.ticketId, digest(canonicalJson(event.verdict)));
    else if (event.type === 'ticket-sealed') {
      const { ticketId, ticket, stopAmount, at } = event;
      const session = this.#sessions.get(sessionId);
      const row: SealedRow = {
        sessionId, accountId: session?.accountId ?? null, sessionDate: session?.date ?? null, symbol: ticket.symbol, side: ticket.side, setup: ticket.setup, emotion: ticket.emotion, content: canonicalJson(ticket),
        stopAmount: stopAmount?.amount ?? null, stopCurrency: stopAmount?.currency ?? null, sealedAt: at,
      };
      this.#sealed.set(ticketId, digest(canonicalJson(row)));
    }
  }

  /** How the tables differ from the log. Behind a break nothing in the log can be trusted: what is missing there says nothing. */
  disagreement({ ticketId, content, ticket }: VerdictRow, whole: boolean): string | null {
    const [sealed, verdict] = [this.#sealed.get(ticketId), this.#verdicts.get(ticketId)];
    this.#verdicts.delete(ticketId);
    if (verdict === undefined) return whole ? 'the log does not have this verdict' : null;
    if (verdict !== digest(content)) return 'the verdict in the table is not the one in the log';
    return sealed === digest(canonicalJson(ticket)) ? null : 'the ticket in the table is not the one that was sealed';
  }

  /** Tickets whose verdict no row was compared with. */
  unseen(): Iterable<string> {
    return this.#verdicts.keys();
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Gives verdicts again. Says why one is not what its facts and rules give, or why its row is not what it says; null when all is as it was. */
function verdictJudge(db: Executor): (row: VerdictRow) => string | null {
  const shelf = new RuleShelf();
  const problems = new Map<string, string | null>();
  return (row) => {
    const { ruleSetHash, content } = row;
    let problem = problems.get(ruleSetHash);
    if (problem === undefined) problems.set(ruleSetHash, (problem = rulesProblem(db, ruleSetHash)));
    if (problem !== null) return problem;
    return readably('the verdict is not readable', () => {
      const verdict = JSON.parse(content) as Verdict;
      if (verdict.ruleSetHash !== ruleSetHash) return 'the verdict names other rules than its row';
      // A later engine says in its version that it may judge otherwise; what matters is whether it does.
      const again = { ...evaluate(shelf.get(db, ruleSetHash), factsOfVerdict(verdict)), engineVersion: verdict.engineVersion };
      if (canonicalJson(again) === content) return isRepeated(row, again) ? null : 'the row of the verdict does not say what its text says';
      return verdict.engineVersion === ENGINE_VERSION
        ? 'the same facts and rules give another verdict'
        : `engine ${ENGINE_VERSION} judges it otherwise than engine ${verdict.engineVersion}, which gave it`;
    });
  };
}

function rulesProblem(db: Executor, hash: string): string | null {
  return readably('its rules are not readable', () => {
    const rules = ruleSetContent(db, hash);
    if (rules === null) return 'its rules are missing';
    return hashRuleSet(rules) === hash ? null : 'its rules are not the ones of its hash';
  });
}

/** Whatever a text was changed into, reading it ends in a reason. */
function readably(reason: string, read: () => string | null): string | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return reason;
    throw error;
  }
}

function isRepeated({ at, engineVersion, outcome, grade, bites }: VerdictRow, verdict: Verdict): boolean {
  const missed = verdict.lines.filter(({ status }) => status !== 'pass').toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  const expected = missed.map(({ ruleId, kind, severity, shadow, status }): BiteRow => [ruleId, kind, severity, shadow ? 1 : 0, status]);
  return at === verdict.at && engineVersion === verdict.engineVersion && outcome === verdict.outcome && grade === verdict.grade && sameData(bites, expected);
}
