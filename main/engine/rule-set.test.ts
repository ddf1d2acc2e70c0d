import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULE_KINDS } from './rule-catalogue.ts';
import { compileRuleSet, encodeRuleSet, parseRuleSet } from './rule-set.ts';
import { DEFAULT_OVERRIDE, templateRule } from './template-rule.ts';
import { TEMPLATES } from './templates.ts';

const cap = templateRule(1, 'ticket-cap', 'critical', { maximum: 6 }, '');

function problems(candidate: unknown) {
  const parsed = parseRuleSet(candidate);
  return parsed.ok ? [] : parsed.problems;
}

describe('reading a rule set', () => {
  test.each(Object.entries(TEMPLATES))('the template “%s” is valid and comes out as it went in', (_name, { content }) => {
    expect(parseRuleSet(JSON.parse(JSON.stringify(content)))).toEqual({ ok: true, content });
  });

  test('every problem has its rule and its field', () => {
    const rules = [
      cap,
      { ...cap, priority: 2 },
      { ...cap, id: 'b', kind: 'moon-phase' },
      { ...cap, id: 'c', params: { maximum: 'six', minimum: 1 } },
      templateRule(1, 'risk-per-trade', 'major', { percent: '0', amount: { amount: 1.5, currency: 'usd' }, ceilingParts: null }, ''),
    ];
    expect(problems({ rules, override: DEFAULT_OVERRIDE }).map(({ ruleId, field }) => `${ruleId}: ${field}`)).toEqual([
      'ticket-cap: id', 'b: kind', 'c: params.maximum', 'c: params', 'risk-per-trade: params.percent', 'risk-per-trade: params.amount.amount', 'risk-per-trade: params.amount.currency',
    ]);
  });

  test('a broken shape says where', () => {
    expect(problems({ rules: [{ ...cap, enabled: 'yes' }, { kind: 'ticket-cap' }], override: DEFAULT_OVERRIDE }).map(({ ruleId, field }) => `${ruleId}: ${field}`)).toContain('ticket-cap: enabled');
    expect(problems({ rules: [{ kind: 'ticket-cap' }], override: DEFAULT_OVERRIDE })[0]?.ruleId).toBe('rule 1');
    expect(problems({ rules: [], override: { coolDownSeconds: { critical: 1, major: 2 }, noteMinLength: 20 } })).toEqual([{ ruleId: '', field: 'override.coolDownSeconds.critical', message: 'a critical rule’s wait is at least a major rule’s' }]);
    expect(problems({ rules: [], override: { ...DEFAULT_OVERRIDE, noteMinLength: 19 } })[0]?.field).toBe('override.noteMinLength');
  });

  test.each([undefined, null, 5, 'rules', [], { rules: null }])('%j is no rule set, and says so without failing', (candidate) => {
    expect(problems(candidate).length).toBeGreaterThan(0);
  });

  test('what is wrong is said to the person who wrote the file', () => {
    const rule = { id: 'a', kind: 'ticket-cap', words: '', severity: 'huge', enabled: 'yes', shadow: false, priority: 1.5, extra: 1 };
    const override = { coolDownSeconds: { critical: -1, major: 0 }, noteMinLength: 5 };
    const parsed = parseRuleSet({ rules: [rule], override });
    expect(parsed.ok ? [] : parsed.problems.map(({ ruleId, field, message }) => `${ruleId} ${field} ${message}`)).toEqual([
      'a severity has to be critical or major or advisory',
      'a enabled has to be true or false',
      'a priority has to be a whole number',
      'a params is missing',
      'a  has no use for “extra”',
      ' override.coolDownSeconds.critical has to be at least 0',
      ' override.noteMinLength has to be at least 20',
      ' override.coolDownSeconds.critical a critical rule’s wait is at least a major rule’s',
    ]);
  });
  test('limits come out canonical, so that equal limits have equal hashes', () => {
    const written = (percent: string) => parseRuleSet({ rules: [templateRule(1, 'risk-per-trade', 'major', { percent, amount: null, ceilingParts: null }, '')], override: DEFAULT_OVERRIDE });
    expect(written('01.50')).toEqual(written('1.5'));
  });

  test('the encoding leaves out the order of the list', () => {
    const other = templateRule(2, 'prepared', 'major', {}, '');
    expect(encodeRuleSet({ rules: [cap, other], override: DEFAULT_OVERRIDE })).toBe(encodeRuleSet({ rules: [other, cap], override: DEFAULT_OVERRIDE }));
  });

  test('compiling keeps enabled rules only', () => {
    expect(compileRuleSet({ rules: [cap, { ...cap, id: 'off', enabled: false }], override: DEFAULT_OVERRIDE }, 'h').rules.map((compiled) => compiled.rule.id)).toEqual(['ticket-cap']);
  });
});

describe('the catalogue', () => {
  test('has the twenty-two kinds, each with words, valid defaults, and a field and a direction for every parameter', () => {
    expect(RULE_KINDS.map(({ kind }) => kind).toSorted()).toEqual([
      'allowed-instruments', 'allowed-setups', 'atr-advisory', 'confirmations', 'counter-trend', 'counter-trend-brake', 'daily-loss-limit', 'daily-profit-lock', 'emotion-filter',
      'entry-proximity', 'loss-streak-cool-off', 'maximum-size', 'minimum-reward-to-risk', 'news-blackout', 'one-attempt-per-idea', 'open-risk-limit', 'prepared', 'risk-per-trade',
      'stop-required', 'ticket-cap', 'time-window-quota', 'trading-window',
    ]);
    for (const kind of RULE_KINDS) {
      expect(kind.parse(kind.defaults).ok, kind.kind).toBe(true);
      expect(kind.fields.map(({ key }) => key).toSorted()).toEqual(Object.keys(kind.defaults).toSorted());
      expect(Object.keys(kind.tightens).toSorted()).toEqual(Object.keys(kind.defaults).toSorted());
      expect(kind.summary.endsWith('.')).toBe(true);
    }
  });

  test('docs/rules.md tells every kind with every parameter', () => {
    const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    for (const { kind, title, summary, fields } of RULE_KINDS) {
      const start = page.indexOf(`### ${title}\n\n\`${kind}\``);
      expect(start, kind).toBeGreaterThan(0);
      const section = page.slice(start, page.indexOf('\n###', start + 1));
      for (const text of [summary, '*Example.*', '*Cannot be judged:*', ...fields.map(({ label, key }) => `| ${label} | \`${key}\` |`)]) expect(section, kind).toContain(text);
    }
  });
});
