/** Rule sets: read and checked with the place of every problem, written canonically, and made ready for evaluation once. */
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { insufficient } from './judgement.ts';
import type { FactName, Rule, RuleSetContent } from './model.ts';
import { problemText } from './problem-text.ts';
import { findRuleKind } from './rule-catalogue.ts';
import type { Judge, RuleKind } from './rule-kind.ts';

const ruleShape = z.strictObject({
  id: z.string().min(1).max(64).regex(/^[A-Za-z0-9_.:-]+$/, 'letters, digits and _ . : - only'),
  kind: z.string().min(1).max(64),
  words: z.string().max(8000),
  severity: z.enum(['critical', 'major', 'advisory']),
  enabled: z.boolean(),
  shadow: z.boolean(),
  priority: z.int().min(0).max(10_000),
  params: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<Rule>;

const contentShape = z.strictObject({
  rules: z.array(ruleShape).max(200),
  override: z
    .strictObject({
      coolDownSeconds: z.strictObject({ critical: z.int().min(0).max(86_400), major: z.int().min(0).max(86_400) }),
      noteMinLength: z.int().min(20).max(2000),
    })
    .refine(({ coolDownSeconds }) => coolDownSeconds.critical >= coolDownSeconds.major, { message: 'a critical rule’s wait is at least a major rule’s', path: ['coolDownSeconds', 'critical'] }),
}) satisfies z.ZodType<RuleSetContent>;

export interface RuleSetProblem {
  /** Empty when the problem is about the rule set as a whole. */
  readonly ruleId: string;
  /** Dotted path from the rule ("params.maximum"), or from the rule set when ruleId is empty. */
  readonly field: string;
  readonly message: string;
}

export type ParsedRuleSet = { readonly ok: true; readonly content: RuleSetContent } | { readonly ok: false; readonly problems: readonly RuleSetProblem[] };

/** Reads a rule set of any shape: all problems at once, each with its place; limits come out in canonical form. Never throws. */
export function parseRuleSet(candidate: unknown): ParsedRuleSet {
  const shape = contentShape.safeParse(candidate, { error: problemText });
  if (!shape.success) return { ok: false, problems: shape.error.issues.map((issue) => placed(issue.path, issue.message, candidate)) };
  const problems: RuleSetProblem[] = [];
  const seen = new Set<string>();
  const rules = shape.data.rules.map((rule): Rule => {
    if (seen.has(rule.id)) problems.push({ ruleId: rule.id, field: 'id', message: 'another rule has this id' });
    seen.add(rule.id);
    const kind = findRuleKind(rule.kind);
    if (kind === null) {
      problems.push({ ruleId: rule.id, field: 'kind', message: `no rule of the kind “${rule.kind}” is known` });
      return rule;
    }
    const parsed = kind.parse(rule.params);
    if (parsed.ok) return { ...rule, params: parsed.params };
    for (const { path, message } of parsed.problems) problems.push({ ruleId: rule.id, field: path === '' ? 'params' : `params.${path}`, message });
    return rule;
  });
  return problems.length === 0 ? { ok: true, content: { rules, override: shape.data.override } } : { ok: false, problems };
}

function placed(path: readonly PropertyKey[], message: string, candidate: unknown): RuleSetProblem {
  const [list, index, ...rest] = path;
  if (list !== 'rules' || typeof index !== 'number') return { ruleId: '', field: path.map(String).join('.'), message };
  const rules = (candidate as { readonly rules: readonly unknown[] }).rules;
  const rule = rules[index];
  const id = typeof rule === 'object' && rule !== null && 'id' in rule && typeof rule.id === 'string' ? rule.id : `rule ${index + 1}`;
  return { ruleId: id, field: rest.map(String).join('.'), message };
}

/** The text that is hashed: name, version and id are not part of it, and neither is the order of the list. */
export function encodeRuleSet(content: RuleSetContent): string {
  return canonicalJson({ rules: content.rules.toSorted(byPriority), override: content.override });
}

function byPriority(a: Rule, b: Rule): number {
  return a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export interface CompiledRule {
  readonly rule: Rule;
  /** Null when this version of the engine does not know the kind. */
  readonly kind: RuleKind | null;
  readonly title: string;
  readonly facts: readonly FactName[];
  readonly judge: Judge;
}

/** A rule set made ready: enabled rules only, ordered by priority and id, their parameters exact. */
export interface CompiledRuleSet {
  readonly content: RuleSetContent;
  readonly hash: string;
  readonly rules: readonly CompiledRule[];
}

/**
 * Makes a rule set ready for evaluation. A rule that this engine cannot read (an unknown kind, parameters of another
 * version) never passes: its line says that it cannot be judged. Never throws.
 */
export function compileRuleSet(content: RuleSetContent, hash: string): CompiledRuleSet {
  const rules = content.rules.filter((rule) => rule.enabled).toSorted(byPriority).map(compileRule);
  return { content, hash, rules };
}

function compileRule(rule: Rule): CompiledRule {
  const kind = findRuleKind(rule.kind);
  const parsed = kind?.parse(rule.params);
  if (kind !== null && parsed?.ok === true) return { rule, kind, title: kind.title, facts: kind.facts, judge: parsed.judge };
  const reason = kind === null ? `Cannot be judged: this version knows no rule of the kind “${rule.kind}”.` : 'Cannot be judged: the rule’s parameters are not valid.';
  const unreadable = insufficient('not known', 'not known', reason);
  return { rule, kind, title: kind?.title ?? rule.kind, facts: kind?.facts ?? [], judge: () => unreadable };
}
