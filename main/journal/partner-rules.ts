/**
 * The partner's rules in the journal: what they are, and how they become part of every account's rules. They are kept with
 * the journal, so that they hold without a connection, on the command line and in a restored backup alike.
 */
import { z } from 'zod';
import type { RulesView } from '../../preload/contract/rules.ts';
import { sameData } from '../engine/canonical-json.ts';
import type { Rule, RuleSetContent } from '../engine/model.ts';
import { adoptFloor, floorProblems, readFloor, withFloor } from '../engine/rule-floor.ts';
import type { RuleSetProblem } from '../engine/rule-set.ts';
import type { Executor } from '../store/executor.ts';
import { readSettings, writeSetting } from '../store/settings.ts';

/** A partner's rules as the engine knows rules: a floor that the trader may only tighten. */
export interface PartnerRules {
  /** The partner. */
  readonly name: string;
  readonly packs: readonly PartnerPack[];
}

export interface PartnerPack {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  /** In the engine's words; some may be of a kind that this version does not know. */
  readonly rules: readonly Rule[];
}

const KEY = 'partner.rules';

const keptShape = z.object({
  name: z.string(),
  packs: z.array(
    z.object({
      id: z.string(), name: z.string(), version: z.int(), hash: z.string(), publishedAt: z.int(),
      rules: z.array(
        z.object({
          id: z.string(), kind: z.string(), words: z.string(), severity: z.enum(['critical', 'major', 'advisory']), enabled: z.boolean(), shadow: z.boolean(), priority: z.int(),
          params: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});

/** Null without a partner. */
export function partnerRules(db: Executor): PartnerRules | null {
  const parsed = keptShape.safeParse(readSettings(db).get(KEY) ?? null);
  return parsed.success ? parsed.data : null;
}

/** @returns false when they are kept already */
export function keepPartnerRules(db: Executor, rules: PartnerRules | null): boolean {
  if (sameData(partnerRules(db), rules)) return false;
  writeSetting(db, KEY, rules);
  return true;
}

/** Whether something would change. */
export function arePartnerRulesKept(db: Executor, rules: PartnerRules | null): boolean {
  return sameData(partnerRules(db), rules);
}

/** The rules that may not be loosened; none without a partner. */
export function floorOf(rules: PartnerRules | null): readonly Rule[] {
  return readFloor((rules?.packs ?? []).flatMap((pack) => pack.rules)).rules;
}

/** Content of an account that comes under the partner's rules for the first time. */
export function underPartner(db: Executor, content: RuleSetContent): RuleSetContent {
  return adoptFloor(content, [], floorOf(partnerRules(db)));
}

/** What the trader proposes, with the partner's rules that it lacks, and where it is looser than they allow. */
export function boundByPartner(db: Executor, proposed: RuleSetContent): { readonly content: RuleSetContent; readonly problems: readonly RuleSetProblem[] } {
  const partner = partnerRules(db);
  if (partner === null) return { content: proposed, problems: [] };
  const floor = floorOf(partner);
  const content = withFloor(proposed, floor);
  return { content, problems: floorProblems(content, floor, partner.name) };
}

/** How the rules screen tells it. */
export function partnerView(db: Executor): RulesView['partner'] {
  const partner = partnerRules(db);
  if (partner === null || partner.packs.length === 0) return null;
  return {
    name: partner.name,
    packs: partner.packs.map(({ id, name, version, publishedAt, rules }) => {
      const read = readFloor(rules);
      return { id, name, version, publishedAt, ruleIds: read.rules.map((rule) => rule.id), unknown: read.unknown.length };
    }),
  };
}
