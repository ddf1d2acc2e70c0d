/** Rules while they are being edited: what was typed, kept until it is saved or discarded. Pure. */
import type { z } from 'zod';
import type { RulesView, ruleKind, ruleSetContent } from '../../../preload/contract/rules.ts';
import { paramsToTyped, readParams, type FieldProblem, type Typed, type TypedParams } from '../../rule-form/form-values.ts';

export type RuleSetContent = z.infer<typeof ruleSetContent>;
export type Rule = RuleSetContent['rules'][number];
export type RuleKind = z.infer<typeof ruleKind>;

export interface DraftRule {
  readonly rule: Rule;
  /** What stands in the form; null while the parameters were not touched. */
  readonly typed: TypedParams | null;
}

export interface RulesDraft {
  /** The version the edit began from. */
  readonly baseHash: string;
  readonly name: string;
  readonly rules: readonly DraftRule[];
  readonly override: RuleSetContent['override'];
}

/** The version that editing starts from: the one that waits, when there is one. */
export function baseOf(view: RulesView): RulesView['current'] {
  return view.pending ?? view.current;
}

/** Rules in their order: by priority, then id. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  return rules.toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
}

export function startDraft(view: RulesView): RulesDraft {
  const base = baseOf(view);
  return { baseHash: base.hash, name: base.name, rules: inOrder(base.rules).map((rule) => ({ rule, typed: null })), override: base.override };
}

export function draftOf(name: string, content: RuleSetContent, baseHash: string): RulesDraft {
  return { baseHash, name, rules: inOrder(content.rules).map((rule) => ({ rule, typed: null })), override: content.override };
}

/** What a draft nobody has typed into says. */
export function contentOf({ rules, override }: RulesDraft): RuleSetContent {
  return { rules: rules.map(({ rule }) => rule), override };
}

export function changeRule(draft: RulesDraft, id: string, change: Partial<Pick<Rule, 'words' | 'severity' | 'enabled' | 'shadow'>>): RulesDraft {
  return { ...draft, rules: draft.rules.map((entry) => (entry.rule.id === id ? { ...entry, rule: { ...entry.rule, ...change } } : entry)) };
}

export function changeParam(draft: RulesDraft, id: string, kind: RuleKind, key: string, typed: Typed): RulesDraft {
  return { ...draft, rules: draft.rules.map((entry) => (entry.rule.id === id ? { ...entry, typed: { ...(entry.typed ?? paramsToTyped(kind.fields, entry.rule.params)), [key]: typed } } : entry)) };
}

export function removeRule(draft: RulesDraft, id: string): RulesDraft {
  return { ...draft, rules: draft.rules.filter((entry) => entry.rule.id !== id) };
}

/** Adds a rule of a kind at the end; the id is the kind's name, numbered when that is taken. */
export function addRule(draft: RulesDraft, kind: RuleKind): { draft: RulesDraft; id: string } {
  const taken = new Set(draft.rules.map((entry) => entry.rule.id));
  let id = kind.kind;
  for (let number = 2; taken.has(id); number += 1) id = `${kind.kind}-${number}`;
  const last = draft.rules.at(-1)?.rule.priority ?? 0;
  const rule: Rule = { id, kind: kind.kind, words: '', severity: kind.defaultSeverity, enabled: true, shadow: false, priority: Math.min(10_000, last + 10), params: kind.defaultParams };
  return { draft: { ...draft, rules: [...draft.rules, { rule, typed: null }] }, id };
}

/** Moves a rule to a place in the list. Its priority goes between its new neighbours; only without room there is the list renumbered. */
export function moveRule(draft: RulesDraft, id: string, to: number): RulesDraft {
  const from = draft.rules.findIndex((entry) => entry.rule.id === id);
  const moved = draft.rules[from];
  const place = Math.max(0, Math.min(draft.rules.length - 1, to));
  if (moved === undefined || place === from) return draft;
  const rest = draft.rules.filter((entry) => entry !== moved);
  const before = rest[place - 1]?.rule.priority ?? 0;
  const after = rest[place]?.rule.priority ?? before + 20;
  const between = Math.floor((before + after) / 2);
  const list = [...rest.slice(0, place), { ...moved, rule: { ...moved.rule, priority: between } }, ...rest.slice(place)];
  if (between > before && between < after && between <= 10_000) return { ...draft, rules: list };
  return { ...draft, rules: list.map((entry, index) => ({ ...entry, rule: { ...entry.rule, priority: (index + 1) * 10 } })) };
}

export interface DraftReading {
  readonly content: RuleSetContent;
  readonly problems: readonly (FieldProblem & { readonly ruleId: string })[];
}

/** The draft as content to plan and save. While there are problems it must not be. */
export function readDraft(draft: RulesDraft, kinds: readonly RuleKind[], currency: string): DraftReading {
  const problems: (FieldProblem & { ruleId: string })[] = [];
  const rules = draft.rules.map(({ rule, typed }): Rule => {
    const kind = kinds.find((entry) => entry.kind === rule.kind);
    if (typed === null || kind === undefined) return rule;
    const reading = readParams(kind.fields, typed, rule.params, currency);
    problems.push(...reading.problems.map((problem) => ({ ...problem, ruleId: rule.id })));
    return { ...rule, params: reading.params };
  });
  return { content: { rules, override: draft.override }, problems };
}

/** True when saving would change something. Key order does not matter. */
export function differs(content: RuleSetContent, name: string, base: RulesView['current']): boolean {
  return name !== base.name || stable({ rules: inOrder(content.rules), override: content.override }) !== stable({ rules: inOrder(base.rules), override: base.override });
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? Object.fromEntries(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1))) : entry));
}

/** "2 changes: 1 now, 1 next session". */
export function planSummary(changes: readonly { readonly effect: 'now' | 'next-session' }[], next = 'next session'): string {
  const now = changes.filter((change) => change.effect === 'now').length;
  const later = changes.length - now;
  const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  if (changes.length === 0) return 'No rule changes';
  if (later === 0) return `${count}, now`;
  if (now === 0) return `${count}, ${next}`;
  return `${count}: ${now} now, ${later} ${next}`;
}
