/** Rule sets made ready for evaluation, once for each hash. */
import { createHash } from 'node:crypto';
import type { RuleSetContent } from '../engine/model.ts';
import { compileRuleSet, encodeRuleSet, type CompiledRuleSet } from '../engine/rule-set.ts';
import { ruleSetContent } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { JournalError } from './errors.ts';

/** SHA-256 of the canonical encoding: the same rules have the same hash, whatever their name or order in the list. */
export function hashRuleSet(content: RuleSetContent): string {
  return createHash('sha256').update(encodeRuleSet(content)).digest('hex');
}

const KEPT = 32;

export class RuleShelf {
  readonly #compiled = new Map<string, CompiledRuleSet>();

  /** The compiled set of that hash; `not-found` when this journal never had it. */
  get(db: Executor, hash: string): CompiledRuleSet {
    const compiled = this.find(db, hash);
    if (compiled === null) throw new JournalError('not-found', `There are no rules with the hash ${hash.slice(0, 12)} in this journal.`);
    return compiled;
  }

  find(db: Executor, hash: string): CompiledRuleSet | null {
    const kept = this.#compiled.get(hash);
    if (kept !== undefined) return kept;
    const content = ruleSetContent(db, hash);
    if (content === null) return null;
    const compiled = compileRuleSet(content, hash);
    if (this.#compiled.size >= KEPT) this.#compiled.clear();
    this.#compiled.set(hash, compiled);
    return compiled;
  }

  forget(): void {
    this.#compiled.clear();
  }
}
