/**
 * A floor under a rule set: rules that somebody else sets (a partner) and the trader may only tighten. Which change tightens
 * is the asymmetry law's to say; words and order are the trader's. Pure.
 */
import { diffRuleSets, meetRule } from './asymmetry.ts';
import { sameData } from './canonical-json.ts';
import type { Rule, RuleSetContent } from './model.ts';
import { findRuleKind } from './rule-catalogue.ts';
import type { RuleSetProblem } from './rule-set.ts';

export interface ReadFloor {
  /** Rules this engine can judge, their parameters in canonical form. */
  readonly rules: readonly Rule[];
  /** Ids of those it cannot: kinds or parameters of a later version. */
  readonly unknown: readonly string[];
}

/** Takes from a list of rules what this engine understands. */
export function readFloor(candidates: readonly Rule[]): ReadFloor {
  const rules: Rule[] = [];
  const unknown: string[] = [];
  for (const candidate of candidates) {
    const parsed = findRuleKind(candidate.kind)?.parse(candidate.params);
    if (parsed?.ok === true) rules.push({ ...candidate, params: parsed.params });
    else unknown.push(candidate.id);
  }
  return { rules, unknown };
}

/**
 * A rule set brought from one floor to another: rules of the floor that were left as they were follow it, tightened ones stay
 * as tight as they are, missing ones come in. What is no longer in the floor goes, unless the trader had made it his own.
 */
export function adoptFloor(content: RuleSetContent, before: readonly Rule[], after: readonly Rule[]): RuleSetContent {
  const [old, next] = [byId(before), byId(after)];
  const rules = content.rules.flatMap((rule) => {
    const was = old.get(rule.id);
    const is = next.get(rule.id);
    const untouched = was !== undefined && sameDemand(rule, was);
    if (is === undefined) return untouched ? [] : [rule];
    return [untouched ? { ...is, words: rule.words, priority: rule.priority } : raised(is, rule)];
  });
  return withFloor({ ...content, rules }, after);
}

/** A rule set with the floor's rules that it lacks: what is deleted comes back. */
export function withFloor(content: RuleSetContent, floor: readonly Rule[]): RuleSetContent {
  const present = new Set(content.rules.map(({ id }) => id));
  return { ...content, rules: [...content.rules, ...floor.filter(({ id }) => !present.has(id))] };
}

/** Where the rules that a rule set has are looser than the floor. Both must have been parsed. */
export function floorProblems(content: RuleSetContent, floor: readonly Rule[], owner: string): readonly RuleSetProblem[] {
  const own = byId(content.rules);
  return floor.flatMap((bound): RuleSetProblem[] => {
    const rule = own.get(bound.id);
    if (rule === undefined) return [];
    const least = raised(bound, rule);
    if (sameDemand(rule, least)) return [];
    const bounds = diffRuleSets({ ...content, rules: [rule] }, { ...content, rules: [least] }).filter(({ path }) => path !== 'words' && path !== 'priority');
    return bounds.map(({ path, text }) => ({ ruleId: bound.id, field: path, message: `${owner} sets this rule: it may be tightened only. ${text}` }));
  });
}

/** The trader's rule, at least as strict as the floor's. */
function raised(bound: Rule, rule: Rule): Rule {
  return bound.kind === rule.kind ? meetRule(bound, rule) : { ...bound, words: rule.words, priority: rule.priority };
}

/** The same whatever the words and the place in the list. */
function sameDemand(a: Rule, b: Rule): boolean {
  return sameData({ ...a, words: '', priority: 0 }, { ...b, words: '', priority: 0 });
}

function byId(rules: readonly Rule[]): ReadonlyMap<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}
