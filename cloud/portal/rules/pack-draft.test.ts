import { describe, expect, test } from 'vitest';
import { RULE_KINDS } from '../../../main/engine/rule-catalogue.ts';
import { TEMPLATES } from '../../../main/engine/templates.ts';
import { paramsToTyped } from '../../../renderer/rule-form/form-values.ts';
import { packRulesSchema } from '../../contract/bundle.ts';
import { addRule, changeParam, changeRule, changesOf, currencyOf, draftOf, fromTemplate, readDraft, refusedFields, summaryOf } from './pack-draft.ts';

const founder = fromTemplate(TEMPLATES.founder.content.rules);

describe('a pack’s rules', () => {
  test.each(['founder', 'conservative'] as const)('the template %s is a pack the contract and the engine accept, and is read back unchanged', (name) => {
    const rules = fromTemplate(TEMPLATES[name].content.rules);
    expect(packRulesSchema.parse(rules)).toEqual(rules);
    const read = readDraft(draftOf(rules), 'USD');
    expect(read.problems).toEqual([]);
    expect(changesOf(rules, read.rules)).toEqual([]);
  });

  test.each(RULE_KINDS.map((kind) => [kind.title, kind] as const))('%s: added with its defaults, typed unchanged, and accepted', (_title, kind) => {
    const { draft, id } = addRule(draftOf(founder), kind);
    expect(founder.some((rule) => rule.id === id)).toBe(false);
    const currency = currencyOf(draft.map(({ rule }) => rule));
    const typed = draft.map((entry) => (entry.rule.id === id ? { ...entry, typed: paramsToTyped(kind.fields, entry.rule.parameters) } : entry));
    const read = readDraft(typed, currency);
    const kept = readDraft(draft, currency);
    expect(read).toEqual(kept);
    expect(packRulesSchema.safeParse(read.rules).success).toBe(true);
  });

  test('a change is told in words; a value that cannot be read names its field and keeps the rule', () => {
    const cap = founder.find(({ kind }) => kind === 'ticket-cap');
    const kind = RULE_KINDS.find((one) => one.kind === 'ticket-cap');
    const [field] = kind?.fields ?? [];
    if (cap === undefined || kind === undefined || field === undefined) throw new Error('no ticket cap');
    const five = readDraft(changeParam(changeRule(draftOf(founder), cap.id, { severity: 'advisory' }), cap.id, kind, field.key, '5'), 'USD');
    expect(changesOf(founder, five.rules).map(({ title, text }) => `${title}: ${text}`)).toEqual([
      `${kind.title}: Severity: ${cap.severity} → advisory`,
      `${kind.title}: ${field.label}: 6 → 5`,
    ]);
    const wrong = readDraft(changeParam(draftOf(founder), cap.id, kind, field.key, 'many'), 'USD');
    expect(wrong.problems).toEqual([{ ruleId: cap.id, path: field.key, message: 'Write a whole number' }]);
    expect(wrong.rules.find(({ id }) => id === cap.id)).toEqual(cap);
  });

  test('a kind of a later version is kept as it is and said to be unknown', () => {
    const later = { id: 'later', kind: 'later-kind', severity: 'major', enabled: true, shadow: false, priority: 5, parameters: { deep: [1, { a: null }] } } as const;
    const rules = packRulesSchema.parse([later]);
    expect(readDraft(draftOf(rules), 'USD')).toEqual({ rules, problems: [] });
    expect(rules.map(summaryOf).join('')).toContain('does not know');
  });

  test('what the service refuses is shown at the fields it is about', () => {
    const [first, second] = founder;
    const errors = [
      { path: 'rules/0/parameters/maximum', message: 'too much' },
      { path: 'rules/1/parameters/windows/2/from', message: 'too early' },
      { path: 'rules/1/parameters', message: 'unknown' },
      { path: 'rules/1/kind', message: 'no such kind' },
      { path: 'rules/999/kind', message: 'not there' },
      { path: 'name', message: 'elsewhere' },
    ];
    expect(refusedFields(errors, founder)).toEqual([
      { ruleId: first?.id, path: 'maximum', message: 'too much' },
      { ruleId: second?.id, path: 'windows.2.from', message: 'too early' },
      { ruleId: second?.id, path: '', message: 'unknown' },
      { ruleId: second?.id, path: 'kind', message: 'no such kind' },
    ]);
  });

  test('the first version is all additions', () => {
    expect(changesOf([], founder).map(({ text }) => text)).toEqual(founder.map(() => 'Rule added'));
  });
});
