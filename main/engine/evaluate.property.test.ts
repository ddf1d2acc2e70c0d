import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRuleChange } from './asymmetry.ts';
import { canonicalJson } from './canonical-json.ts';
import { evaluate } from './evaluate.ts';
import { factsOfVerdict } from './facts.ts';
import { FOUNDER } from './founder.ts';
import type { Facts, Outcome, RuleSetContent, Verdict } from './model.ts';
import { RULE_KINDS } from './rule-catalogue.ts';
import { compileRuleSet, encodeRuleSet, parseRuleSet } from './rule-set.ts';
import { facts, junk, ruleOf, ruleSet, validParams } from './testing/arbitrary.ts';

const verdict = (content: RuleSetContent, given: Facts): Verdict => evaluate(compileRuleSet(content, 'hash'), given);

const RANK: Readonly<Record<Outcome, number>> = { 'clear': 0, 'caution': 1, 'soft-block': 2 };
const GRADES = ['diamond', 'fire', 'skull'] as const;

/** Whether the second verdict permits nothing that the first does not. */
function notMorePermissive(before: Verdict, after: Verdict): boolean {
  if (RANK[after.outcome] < RANK[before.outcome] || after.coolDownSeconds < before.coolDownSeconds) return false;
  if (GRADES.indexOf(after.grade) < GRADES.indexOf(before.grade)) return false;
  const bitten = new Set(after.lines.flatMap((line) => (line.status !== 'pass' && !line.shadow ? [line.ruleId] : [])));
  return before.lines.every((line) => line.status === 'pass' || line.shadow || bitten.has(line.ruleId));
}

describe('the verdict', () => {
  test('is byte-identical for the same rules and facts, however often and in whatever order of keys they come', () => {
    fc.assert(
      fc.property(ruleSet, facts, (content, given) => {
        const first = canonicalJson(verdict(content, given));
        const copied = JSON.parse(JSON.stringify(given)) as Facts;
        const reversed = { values: Object.fromEntries(Object.entries(copied.values).toReversed()), now: copied.now };
        expect(canonicalJson(verdict(JSON.parse(JSON.stringify(content)) as RuleSetContent, reversed))).toBe(first);
      }),
    );
  });

  test('is total: any facts give a verdict that is plain data, and its canonical text survives JSON', () => {
    const founder = compileRuleSet(FOUNDER, 'hash');
    fc.assert(
      fc.property(junk, (given) => {
        const result = evaluate(founder, given as Facts);
        expect(result.lines).toHaveLength(FOUNDER.rules.length);
        expect(canonicalJson(JSON.parse(JSON.stringify(result)))).toBe(canonicalJson(result));
      }),
      { numRuns: 2000 },
    );
  });

  test('is total for every kind of rule on well-formed and on junk facts', () => {
    for (const { kind } of RULE_KINDS) {
      fc.assert(
        fc.property(validParams(kind), fc.oneof(facts, junk), (params, given) => {
          const rule = { id: 'r', kind, words: '', severity: 'major', enabled: true, shadow: false, priority: 0, params } as const;
          const [line] = verdict({ rules: [rule], override: FOUNDER.override }, given as Facts).lines;
          expect(line?.reason).not.toBe('');
          expect(line?.threshold).not.toBe('');
          expect(line?.observed).not.toBe('');
        }),
        { numRuns: 200 },
      );
    }
  });

  test('never passes a rule when none of its facts is known', () => {
    for (const { kind, facts: needed } of RULE_KINDS.filter((candidate) => candidate.kind !== 'confirmations')) {
      fc.assert(
        fc.property(validParams(kind), (params) => {
          const rule = { id: 'r', kind, words: '', severity: 'major', enabled: true, shadow: false, priority: 0, params } as const;
          expect(needed.length).toBeGreaterThan(0);
          expect(verdict({ rules: [rule], override: FOUNDER.override }, { now: 0, values: {} }).lines[0]?.status).not.toBe('pass');
        }),
        { numRuns: 50 },
      );
    }
  });

  test('given again from what it recorded, it is the same', () => {
    fc.assert(
      fc.property(ruleSet, fc.oneof(facts, junk), (content, given) => {
        const first = verdict(content, given as Facts);
        expect(canonicalJson(verdict(content, factsOfVerdict(JSON.parse(JSON.stringify(first)) as Verdict)))).toBe(canonicalJson(first));
      }),
    );
  });

  test('does not depend on the order of the rules', () => {
    fc.assert(
      fc.property(ruleSet, facts, fc.infiniteStream(fc.nat()), (content, given, order) => {
        const shuffled = content.rules.map((rule) => ({ rule, at: order.next().value })).toSorted((a, b) => a.at - b.at).map(({ rule }) => rule);
        expect(canonicalJson(verdict({ ...content, rules: shuffled }, given))).toBe(canonicalJson(verdict(content, given)));
        expect(encodeRuleSet({ ...content, rules: shuffled })).toBe(encodeRuleSet(content));
      }),
    );
  });

  test('does not depend on priorities but for the order of its lines', () => {
    fc.assert(
      fc.property(ruleSet, facts, (content, given) => {
        const flat = verdict({ ...content, rules: content.rules.map((rule) => ({ ...rule, priority: 0 })) }, given);
        const { outcome, grade, coolDownSeconds } = verdict(content, given);
        expect({ outcome: flat.outcome, grade: flat.grade, coolDownSeconds: flat.coolDownSeconds }).toEqual({ outcome, grade, coolDownSeconds });
      }),
    );
  });

  test('is not changed by shadow rules, nor by disabled ones, but for their lines', () => {
    fc.assert(
      fc.property(ruleSet, facts, (content, given) => {
        const biting = { ...content, rules: content.rules.filter(({ enabled, shadow }) => enabled && !shadow) };
        const all = verdict(content, given);
        const without = verdict(biting, given);
        expect(all.lines.filter((line) => !line.shadow)).toEqual(without.lines);
        expect({ ...all, lines: [] }).toEqual({ ...without, lines: [] });
        expect(all.lines).toHaveLength(content.rules.filter(({ enabled }) => enabled).length);
      }),
    );
  });
});

describe('the asymmetry law', () => {
  test.each(RULE_KINDS.map(({ kind }) => kind))('%s: no change of parameters is more permissive within the session', (kind) => {
    fc.assert(
      fc.property(validParams(kind), validParams(kind), fc.array(facts, { minLength: 5, maxLength: 5 }), (before, after, samples) => {
        const content = (params: Readonly<Record<string, unknown>>): RuleSetContent => ({
          rules: [{ id: 'r', kind, words: '', severity: 'critical', enabled: true, shadow: false, priority: 0, params }],
          override: FOUNDER.override,
        });
        const { now } = planRuleChange(content(before), content(after));
        expect(parseRuleSet(now).ok).toBe(true);
        for (const given of samples) expect(notMorePermissive(verdict(content(before), given), verdict(now, given))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each(RULE_KINDS.map(({ kind, fields }) => ({ kind, keys: fields.map(({ key }) => key) })))('$kind: each parameter alone, in the direction that tightens, never turns a block into a pass', ({ kind, keys }) => {
    const found = RULE_KINDS.find((candidate) => candidate.kind === kind);
    for (const key of keys) {
      fc.assert(
        fc.property(validParams(kind), validParams(kind), facts, (before, after, given) => {
          const tightened = { ...before, [key]: found?.meet(key, before[key], after[key]) };
          fc.pre(found?.parse(tightened).ok === true);
          const rule = (params: Readonly<Record<string, unknown>>): RuleSetContent => ({ rules: [{ id: 'r', kind, words: '', severity: 'major', enabled: true, shadow: false, priority: 0, params }], override: FOUNDER.override });
          expect(notMorePermissive(verdict(rule(before), given), verdict(rule(tightened), given))).toBe(true);
        }),
        { numRuns: 200 },
      );
    }
  });

  test('no change of a rule set is more permissive within the session', () => {
    fc.assert(
      fc.property(ruleSet, ruleSet, facts, (current, proposed, given) => {
        const { now } = planRuleChange(current, proposed);
        expect(parseRuleSet(now).ok).toBe(true);
        expect(notMorePermissive(verdict(current, given), verdict(now, given))).toBe(true);
        expect(now.override.noteMinLength).toBeGreaterThanOrEqual(current.override.noteMinLength);
      }),
      { numRuns: 500 },
    );
  });

  test('what is proposed holds from the next session, at once where it is all tighter, and proposing it again changes nothing more', () => {
    fc.assert(
      fc.property(ruleSet, ruleSet, (current, proposed) => {
        const { now, next, changes } = planRuleChange(current, proposed);
        expect(encodeRuleSet(next ?? now)).toBe(encodeRuleSet(proposed));
        expect(changes.some(({ effect }) => effect === 'next-session')).toBe(next !== null);
        expect(encodeRuleSet(planRuleChange(now, proposed).now)).toBe(encodeRuleSet(now));
      }),
    );
  });

  test('nothing proposed is nothing changed', () => {
    fc.assert(
      fc.property(ruleSet, (content) => {
        expect(planRuleChange(content, content)).toMatchObject({ next: null, changes: [] });
      }),
    );
  });
});

test('canonical encoding is stable: what it writes reads back as the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('a rule set is the same after a round trip, and any rule of any kind is accepted with its own parameters', () => {
  for (const { kind } of RULE_KINDS) {
    fc.assert(
      fc.property(ruleOf(kind, 'r'), (rule) => {
        const parsed = parseRuleSet({ rules: [rule], override: FOUNDER.override });
        expect(parsed.ok).toBe(true);
        if (parsed.ok) expect(parseRuleSet(JSON.parse(encodeRuleSet(parsed.content)))).toEqual(parsed);
      }),
      { numRuns: 50 },
    );
  }
});
