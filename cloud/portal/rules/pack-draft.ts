/** A rule pack while it is being edited, in the words of the engine that will judge by it. Pure. */
import type { z } from 'zod';
import { diffRuleSets } from '../../../main/engine/asymmetry.ts';
import type { RuleChange } from '../../../main/engine/asymmetry.ts';
import type { Rule } from '../../../main/engine/model.ts';
import { findRuleKind } from '../../../main/engine/rule-catalogue.ts';
import type { RuleKind } from '../../../main/engine/rule-kind.ts';
import { paramsSummary, paramsToTyped, readParams } from '../../../renderer/rule-form/form-values.ts';
import type { FieldProblem, Typed, TypedParams } from '../../../renderer/rule-form/form-values.ts';
import type { packRulesSchema } from '../../contract/bundle.ts';

export type PackRule = z.output<typeof packRulesSchema>[number];

export interface DraftRule {
  readonly rule: PackRule;
  /** What stands in the form; null while the parameters were not touched. */
  readonly typed: TypedParams | null;
}

export interface PackProblem extends FieldProblem {
  readonly ruleId: string;
}

/** The contract's largest priority. */
const LAST = 1000;

export function draftOf(rules: readonly PackRule[]): DraftRule[] {
  return rules.toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1)).map((rule) => ({ rule, typed: null }));
}

export function titleOf(rule: PackRule): string {
  return findRuleKind(rule.kind)?.title ?? rule.kind;
}

/** A rule's parameters in a line. */
export function summaryOf(rule: PackRule): string {
  const kind = findRuleKind(rule.kind);
  return kind === null ? 'A kind of rule that this portal does not know' : paramsSummary(kind.fields, rule.parameters);
}

export function changeRule(draft: readonly DraftRule[], id: string, change: Partial<Pick<PackRule, 'severity' | 'enabled' | 'shadow'>>): DraftRule[] {
  return draft.map((entry) => (entry.rule.id === id ? { ...entry, rule: { ...entry.rule, ...change } } : entry));
}

export function changeParam(draft: readonly DraftRule[], id: string, kind: RuleKind, key: string, typed: Typed): DraftRule[] {
  return draft.map((entry) =>
    entry.rule.id === id ? { ...entry, typed: { ...(entry.typed ?? paramsToTyped(kind.fields, entry.rule.parameters)), [key]: typed } } : entry,
  );
}

/** Adds a rule of a kind at the end; the id is the kind's name, numbered when that is taken. */
export function addRule(draft: readonly DraftRule[], kind: RuleKind): { draft: DraftRule[]; id: string } {
  const taken = new Set(draft.map(({ rule }) => rule.id));
  let id = kind.kind;
  for (let number = 2; taken.has(id); number += 1) id = `${kind.kind}-${number}`;
  const priority = Math.min(LAST, (draft.at(-1)?.rule.priority ?? 0) + 10);
  return { draft: [...draft, { rule: ofKind(kind, id, priority), typed: null }], id };
}

function ofKind(kind: RuleKind, id: string, priority: number): PackRule {
  // What the engine declares is plain data; the contract's type says so of any JSON.
  const parameters = structuredClone(kind.defaults) as PackRule['parameters'];
  return { id, kind: kind.kind, severity: kind.defaultSeverity, enabled: true, shadow: false, priority, parameters };
}

/** The rules of a template of the engine, as a pack's. */
export function fromTemplate(rules: readonly Rule[]): PackRule[] {
  return rules.map(({ id, kind, severity, enabled, shadow, priority, params }) => ({
    id,
    kind,
    severity,
    enabled,
    shadow,
    priority: Math.min(LAST, priority),
    parameters: structuredClone(params) as PackRule['parameters'],
  }));
}

/** The draft as rules, with everything that keeps it from being saved. Parameters come out as the engine writes them. */
export function readDraft(draft: readonly DraftRule[], currency: string): { rules: PackRule[]; problems: PackProblem[] } {
  const problems: PackProblem[] = [];
  const rules = draft.map(({ rule, typed }): PackRule => {
    const kind = findRuleKind(rule.kind);
    if (kind === null) return rule;
    const reading = typed === null ? { params: { ...rule.parameters }, problems: [] } : readParams(kind.fields, typed, rule.parameters, currency);
    problems.push(...reading.problems.map((problem) => ({ ...problem, ruleId: rule.id })));
    if (reading.problems.length > 0) return rule;
    const parsed = kind.parse(reading.params);
    if (parsed.ok) return { ...rule, parameters: parsed.params as PackRule['parameters'] };
    problems.push(...parsed.problems.map((problem) => ({ ...problem, ruleId: rule.id })));
    return rule;
  });
  return { rules, problems };
}

/** What the service refused of the rules that were sent, at the fields of its own form. */
export function refusedFields(errors: readonly { readonly path: string; readonly message: string }[], rules: readonly PackRule[]): PackProblem[] {
  return errors.flatMap(({ path, message }) => {
    const [, index, place] = /^rules\/(\d+)\/(?:parameters(?:$|\/))?(.*)$/.exec(path) ?? [];
    const rule = rules[Number(index)];
    return rule === undefined ? [] : [{ ruleId: rule.id, path: (place ?? '').replaceAll('/', '.'), message }];
  });
}

function content(rules: readonly PackRule[]) {
  return {
    rules: rules.map(({ parameters, ...rest }): Rule => ({ ...rest, words: '', params: parameters })),
    // A pack has rules only; how an override is served stays the trader's.
    override: { coolDownSeconds: { critical: 0, major: 0 }, noteMinLength: 20 },
  };
}

/** What publishing would change, in words; with nothing published yet, every rule is an addition. */
export function changesOf(published: readonly PackRule[], next: readonly PackRule[]): readonly RuleChange[] {
  return diffRuleSets(content(published), content(next));
}

/** What amounts of money in the pack are in; a pack without any says dollars. */
export function currencyOf(rules: readonly PackRule[]): string {
  return /"currency":"([A-Z]{3})"/.exec(JSON.stringify(rules))?.[1] ?? 'USD';
}

/** Whether any rule asks for an amount of money. */
export function asksForMoney(draft: readonly DraftRule[]): boolean {
  return draft.some(({ rule }) => findRuleKind(rule.kind)?.fields.some(({ type }) => type === 'money') === true);
}
