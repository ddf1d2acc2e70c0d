/** Whether the record is what was recorded: the chain of the log, and every verdict given again from its own facts and rules. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../engine/canonical-json.ts';
import { ENGINE_VERSION, evaluate } from '../engine/evaluate.ts';
import { factsOfVerdict } from '../engine/facts.ts';
import type { Verdict } from '../engine/model.ts';
import { ruleSetContent } from '../store/accounts.ts';
import { verifyChain } from '../store/decision-log.ts';
import type { Executor } from '../store/executor.ts';
import { eachVerdict } from '../store/tickets.ts';
import type { JournalEvent } from './events.ts';
import { hashRuleSet, RuleShelf } from './rule-shelf.ts';

export interface Verification {
  readonly events: number;
  readonly chain: 'intact' | { readonly brokenAt: number };
  readonly verdicts: { readonly recomputed: number; readonly mismatched: number };
}

/** Why a verdict does not match, for a person; the count is in the {@link Verification}. */
export type MismatchReporter = (ticketId: string, reason: string) => void;

export function verifyJournal(db: Executor, report: MismatchReporter = () => undefined): Verification {
  const shelf = new RuleShelf();
  // Digests: the texts of all verdicts together may not fit in memory.
  const logged = new Map<string, string>();
  const { events, brokenAt } = verifyChain(db, (entry) => {
    if (entry.type !== 'verdict-given') return;
    const event = JSON.parse(entry.payload) as Extract<JournalEvent, { readonly type: 'verdict-given' }>;
    logged.set(event.ticketId, digest(canonicalJson(event.verdict)));
  });
  let recomputed = 0;
  let mismatched = 0;
  const mismatch = (ticketId: string, reason: string): void => {
    mismatched += 1;
    report(ticketId, reason);
  };
  for (const { ticketId, ruleSetHash, content } of eachVerdict(db)) {
    recomputed += 1;
    const recorded = logged.get(ticketId);
    logged.delete(ticketId);
    // Behind a break nothing in the log can be trusted; the table's own text is judged then.
    if (recorded === undefined && brokenAt === null) mismatch(ticketId, 'the log does not have this verdict');
    else if (recorded !== undefined && recorded !== digest(content)) mismatch(ticketId, 'the verdict in the table is not the one in the log');
    else {
      const reason = disagreement(db, shelf, ruleSetHash, content);
      if (reason !== null) mismatch(ticketId, reason);
    }
  }
  for (const ticketId of logged.keys()) {
    recomputed += 1;
    mismatch(ticketId, 'the verdict of the log is missing from the table');
  }
  return { events, chain: brokenAt === null ? 'intact' : { brokenAt }, verdicts: { recomputed, mismatched } };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function disagreement(db: Executor, shelf: RuleShelf, ruleSetHash: string, content: string): string | null {
  let verdict: Verdict;
  try {
    verdict = JSON.parse(content) as Verdict;
  } catch {
    return 'the verdict is not readable';
  }
  if (verdict.ruleSetHash !== ruleSetHash) return 'the verdict names other rules than its row';
  const rules = ruleSetContent(db, ruleSetHash);
  if (rules === null) return 'its rules are missing';
  if (hashRuleSet(rules) !== ruleSetHash) return 'its rules are not the ones of its hash';
  // A later engine says in its version that it may judge otherwise; what matters is whether it does.
  const again = { ...evaluate(shelf.get(db, ruleSetHash), factsOfVerdict(verdict)), engineVersion: verdict.engineVersion };
  if (canonicalJson(again) === content) return null;
  return verdict.engineVersion === ENGINE_VERSION
    ? 'the same facts and rules give another verdict'
    : `engine ${ENGINE_VERSION} judges it otherwise than engine ${verdict.engineVersion}, which gave it`;
}
