import { describe, expect, test } from 'vitest';
import { sampleKinds, sampleRules } from '../../testing/sample-rules.ts';
import { addRule, baseOf, changeParam, changeRule, differs, moveRule, planSummary, readDraft, removeRule, startDraft } from './rules-draft.ts';

const view = sampleRules({ pending: false, empty: false });
const start = () => startDraft(view);
const ids = (draft: ReturnType<typeof start>) => draft.rules.map(({ rule }) => rule.id);
const kind = (name: string) => {
  const found = sampleKinds.find((entry) => entry.kind === name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
};
const changed = (draft: ReturnType<typeof start>) => differs(readDraft(draft, sampleKinds, 'USD').content, draft.name, baseOf(view));

test('an untouched draft is what is saved', () => {
  expect(changed(start())).toBe(false);
  expect(start().baseHash).toBe(view.current.hash);
});

test('editing starts from the version that waits, when one does', () => {
  const waiting = sampleRules({ pending: true, empty: false });
  expect(startDraft(waiting).baseHash).toBe(waiting.pending?.hash);
});

describe('changes', () => {
  test('a parameter typed and typed back is no change', () => {
    const eight = changeParam(start(), 'ticket-cap', kind('ticket-cap'), 'maximum', '8');
    expect(changed(eight)).toBe(true);
    expect(changed(changeParam(eight, 'ticket-cap', kind('ticket-cap'), 'maximum', '6'))).toBe(false);
  });

  test('what cannot be read is a problem of its rule, and keeps the old value', () => {
    const reading = readDraft(changeParam(start(), 'ticket-cap', kind('ticket-cap'), 'maximum', 'six'), sampleKinds, 'USD');
    expect(reading.problems).toEqual([{ ruleId: 'ticket-cap', path: 'maximum', message: 'Write a whole number' }]);
    expect(reading.content.rules.find((rule) => rule.id === 'ticket-cap')?.params).toEqual({ maximum: 6 });
  });

  test('words, severity, switches, name and overrides', () => {
    expect(changed(changeRule(start(), 'ticket-cap', { severity: 'major' }))).toBe(true);
    expect(changed(changeRule(start(), 'ticket-cap', { enabled: false }))).toBe(true);
    expect(changed({ ...start(), name: 'Mine' })).toBe(true);
    expect(changed({ ...start(), override: { ...start().override, noteMinLength: 40 } })).toBe(true);
  });

  test('removing and adding; a second rule of a kind gets an id of its own', () => {
    expect(ids(removeRule(start(), 'ticket-cap'))).not.toContain('ticket-cap');
    const added = addRule(start(), kind('ticket-cap'));
    expect(added.id).toBe('ticket-cap-2');
    expect(ids(added.draft).at(-1)).toBe('ticket-cap-2');
    expect(added.draft.rules.at(-1)?.rule.params).toEqual({ maximum: 6 });
  });
});

describe('order', () => {
  test('a moved rule goes between its neighbours and leaves their priorities alone', () => {
    const before = start();
    const after = moveRule(before, 'trading-window', 1);
    expect(ids(after).slice(0, 3)).toEqual(['prepared', 'trading-window', 'ticket-cap']);
    expect(after.rules.filter(({ rule }) => rule.priority !== before.rules.find((entry) => entry.rule.id === rule.id)?.rule.priority).map(({ rule }) => rule.id)).toEqual(['trading-window']);
  });

  test('without room the list is renumbered, in the order shown', () => {
    let draft = start();
    for (let turn = 0; turn < 12; turn += 1) draft = moveRule(draft, draft.rules[2]?.rule.id ?? '', 1);
    const priorities = draft.rules.map(({ rule }) => rule.priority);
    expect(priorities).toEqual(priorities.toSorted((a, b) => a - b));
    expect(new Set(priorities).size).toBe(priorities.length);
  });

  test('beyond either end it stays at the end', () => {
    expect(ids(moveRule(start(), 'prepared', 99)).at(-1)).toBe('prepared');
    expect(ids(moveRule(start(), 'prepared', -5))).toEqual(ids(start()));
  });
});

test('a plan in a line', () => {
  expect(planSummary([])).toBe('No rule changes');
  expect(planSummary([{ effect: 'now' }])).toBe('1 change, now');
  expect(planSummary([{ effect: 'next-session' }, { effect: 'next-session' }])).toBe('2 changes, next session');
  expect(planSummary([{ effect: 'now' }, { effect: 'next-session' }, { effect: 'now' }])).toBe('3 changes: 2 now, 1 next session');
  expect(planSummary([{ effect: 'next-session' }], 'today’s session')).toBe('1 change, today’s session');
});
