/**
 * The asymmetry law: tightening a rule applies now, loosening it from the next session. A change is split, parameter by
 * parameter, into what holds for the rest of this session and what comes after it.
 */
import { canonicalJson, sameData } from './canonical-json.ts';
import { clockText } from './judgement.ts';
import type { OverridePolicy, Rule, RuleSetContent, Severity } from './model.ts';
import { formatMoney } from './money.ts';
import { findRuleKind } from './rule-catalogue.ts';
import type { FormField } from './rule-kind.ts';

export type Effect = 'now' | 'next-session';

export interface RuleChange {
  /** Empty for the rule set's own settings. */
  readonly ruleId: string;
  readonly title: string;
  /** "params.maximum", "enabled", "severity", "rule" for a rule as a whole. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  /** In words: "Tickets a session: 6 → 5". */
  readonly text: string;
  readonly effect: Effect;
}

export interface RuleChangePlan {
  /** In force from this moment; never more permissive than the current rules. */
  readonly now: RuleSetContent;
  /** In force from the next session; null when nothing has to wait. */
  readonly next: RuleSetContent | null;
  readonly changes: readonly RuleChange[];
}

/**
 * All rule sets must be valid ({@link parseRuleSet}). Pure; the same input gives the same plan.
 * @param edited what the proposal was made from: the current rules, or those that wait for the next session. The changes
 *   tell what differs from it, so that a loosening that waits already is not told again.
 */
export function planRuleChange(current: RuleSetContent, proposed: RuleSetContent, edited: RuleSetContent = current): RuleChangePlan {
  const before = new Map(current.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(proposed.rules.map((rule) => rule.id));
  const now: RuleSetContent = {
    rules: [
      ...proposed.rules.map((rule) => {
        const old = before.get(rule.id);
        return old === undefined ? rule : meetRule(old, rule);
      }),
      // A rule that bites is not deleted within a session; one that does not bite may go at once.
      ...current.rules.filter((rule) => !kept.has(rule.id) && bites(rule)),
    ],
    override: meetOverride(current.override, proposed.override),
  };
  return {
    now,
    next: sameContent(now, proposed) ? null : proposed,
    changes: changesOf(diffRuleSets(edited, proposed), diffRuleSets(current, now, 'now'), diffRuleSets(now, proposed, 'next-session')),
  };
}

/** Each edit by when it takes effect. One that holds in part now and in full from the next session is told as those two steps. */
function changesOf(edits: readonly RuleChange[], atOnce: readonly RuleChange[], later: readonly RuleChange[]): readonly RuleChange[] {
  const place = ({ ruleId, path }: RuleChange): string => canonicalJson([ruleId, path]);
  const [steps, waiting] = [new Map(atOnce.map((change) => [place(change), change])), new Map(later.map((change) => [place(change), change]))];
  const now: RuleChange[] = [];
  const next: RuleChange[] = [];
  for (const edit of edits) {
    const [step, rest] = [steps.get(place(edit)), waiting.get(place(edit))];
    if (rest === undefined) now.push(edit);
    else if (step === undefined) next.push({ ...edit, effect: 'next-session' });
    else {
      now.push(step);
      next.push(rest);
    }
  }
  return [...now, ...next];
}

function bites({ enabled, shadow }: Rule): boolean {
  return enabled && !shadow;
}

const WEIGHT: Readonly<Record<Severity, number>> = { advisory: 0, major: 1, critical: 2 };

/** The proposed rule as far as it is not looser than the other one; what does not bite sets no bound. */
export function meetRule(current: Rule, proposed: Rule): Rule {
  // What does not bite permits everything already: any change of it is a tightening.
  if (!bites(current)) return proposed;
  const kind = findRuleKind(current.kind);
  if (kind === null || current.kind !== proposed.kind) return { ...current, priority: proposed.priority };
  const keys = new Set([...Object.keys(current.params), ...Object.keys(proposed.params)]);
  const params: Record<string, unknown> = {};
  for (const key of keys) params[key] = kind.meet(key, current.params[key], proposed.params[key]);
  // A merged list can outgrow what the kind accepts; then the rule in force stays as it is until the next session.
  const merged = kind.parse(params).ok ? params : current.params;
  return {
    ...proposed,
    severity: WEIGHT[proposed.severity] >= WEIGHT[current.severity] ? proposed.severity : current.severity,
    enabled: true,
    shadow: false,
    params: merged,
  };
}

function meetOverride(current: OverridePolicy, proposed: OverridePolicy): OverridePolicy {
  return {
    coolDownSeconds: {
      critical: Math.max(current.coolDownSeconds.critical, proposed.coolDownSeconds.critical),
      major: Math.max(current.coolDownSeconds.major, proposed.coolDownSeconds.major),
    },
    noteMinLength: Math.max(current.noteMinLength, proposed.noteMinLength),
  };
}

function sameContent(a: RuleSetContent, b: RuleSetContent): boolean {
  const sorted = (content: RuleSetContent): string => canonicalJson({ ...content, rules: content.rules.toSorted((left, right) => (left.id < right.id ? -1 : 1)) });
  return sorted(a) === sorted(b);
}

/** The differences of two versions, in words, in the order of the newer one. */
export function diffRuleSets(from: RuleSetContent, to: RuleSetContent, effect: Effect = 'now'): readonly RuleChange[] {
  const changes: RuleChange[] = [];
  const before = new Map(from.rules.map((rule) => [rule.id, rule]));
  const after = new Set(to.rules.map((rule) => rule.id));
  for (const rule of to.rules) {
    const old = before.get(rule.id);
    if (old === undefined) changes.push({ ruleId: rule.id, title: titleOf(rule), path: 'rule', from: null, to: rule, text: 'Rule added', effect });
    else changes.push(...diffRules(old, rule, effect));
  }
  for (const rule of from.rules) {
    if (!after.has(rule.id)) changes.push({ ruleId: rule.id, title: titleOf(rule), path: 'rule', from: rule, to: null, text: 'Rule deleted', effect });
  }
  const policies: readonly [path: string, label: string, from: number, to: number][] = [
    ['override.coolDownSeconds.critical', 'Wait after a critical block, seconds', from.override.coolDownSeconds.critical, to.override.coolDownSeconds.critical],
    ['override.coolDownSeconds.major', 'Wait after a major block, seconds', from.override.coolDownSeconds.major, to.override.coolDownSeconds.major],
    ['override.noteMinLength', 'Characters of an override’s note', from.override.noteMinLength, to.override.noteMinLength],
  ];
  for (const [path, label, old, value] of policies) {
    if (old !== value) changes.push({ ruleId: '', title: 'Overrides', path, from: old, to: value, text: `${label}: ${old} → ${value}`, effect });
  }
  return changes;
}

function diffRules(from: Rule, to: Rule, effect: Effect): readonly RuleChange[] {
  const changes: RuleChange[] = [];
  const add = (path: string, before: unknown, after: unknown, text: string): void => {
    if (!sameData(before, after)) changes.push({ ruleId: to.id, title: titleOf(to), path, from: before, to: after, text, effect });
  };
  add('kind', from.kind, to.kind, `Kind: ${from.kind} → ${to.kind}`);
  add('enabled', from.enabled, to.enabled, to.enabled ? 'Switched on' : 'Switched off');
  add('shadow', from.shadow, to.shadow, to.shadow ? 'Only logs from here on (shadow)' : 'Bites from here on (no longer a shadow)');
  add('severity', from.severity, to.severity, `Severity: ${from.severity} → ${to.severity}`);
  const kind = findRuleKind(to.kind);
  const fields = new Map((kind?.fields ?? []).map((field) => [field.key, field]));
  for (const key of new Set([...fields.keys(), ...Object.keys(from.params), ...Object.keys(to.params)])) {
    const field = fields.get(key);
    const before = from.params[key];
    const after = to.params[key];
    // What a rule applies to is everything while nothing is named.
    const empty = field?.type === 'text-list' && kind?.tightens[key] === 'more' ? 'all' : 'none';
    const cells = field === undefined ? null : cellsText(before, after, field);
    add(`params.${key}`, before, after, `${field?.label ?? key}: ${cells ?? `${valueText(before, field, empty)} → ${valueText(after, field, empty)}`}`);
  }
  add('words', from.words, to.words, 'Your words changed');
  add('priority', from.priority, to.priority, 'Order changed');
  return changes;
}

function titleOf(rule: Rule): string {
  return findRuleKind(rule.kind)?.title ?? rule.kind;
}

/** A parameter as a person reads it. */
function valueText(value: unknown, field: FormField | undefined, empty = 'none'): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field?.type === 'time' && typeof value === 'number') return clockText(value);
  if (field?.type === 'percent' && typeof value === 'string') return `${value} %`;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.length === 0 ? empty : items.map((item) => recordText(item, field)).join('; ');
  }
  if (typeof value === 'object') return recordText(value, field);
  const option = field?.options?.find((candidate) => candidate.value === value);
  return option?.label ?? (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');
}

/** The cells that differ, each under the first one of its row; null where rows came, went or changed their first cell, which only the whole lists tell. */
function cellsText(before: unknown, after: unknown, { columns = [] }: FormField): string | null {
  const [name, ...others] = columns;
  if (name === undefined || !isTable(before) || !isTable(after) || before.length !== after.length) return null;
  const cells: string[] = [];
  for (const [index, row] of before.entries()) {
    const other = after[index] ?? {};
    if (!sameData(row[name.key], other[name.key])) return null;
    for (const column of others) {
      if (!sameData(row[column.key], other[column.key])) cells.push(`${valueText(row[name.key], name)}, ${column.label}: ${valueText(row[column.key], column)} → ${valueText(other[column.key], column)}`);
    }
  }
  return cells.length === 0 ? null : cells.join('; ');
}

function isTable(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null);
}

function recordText(item: unknown, field: FormField | undefined): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('amount' in item && 'currency' in item && typeof item.amount === 'number' && typeof item.currency === 'string') {
    return formatMoney({ amount: item.amount, currency: item.currency });
  }
  const columns = field?.columns ?? [];
  const record = item as Readonly<Record<string, unknown>>;
  return columns.length === 0 ? canonicalJson(item) : columns.map((column) => valueText(record[column.key], column)).join(' ');
}
