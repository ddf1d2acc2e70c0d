import { describe, expect, test } from 'vitest';
import { parseRules, rulesText } from './rules-text.ts';

const rule = { id: 'cap', kind: 'ticket-cap', severity: 'major', enabled: true, parameters: { limit: 6 } };

describe('rules as text', () => {
  test('are read with their defaults and written so that they read back the same', () => {
    const parsed = parseRules(JSON.stringify([rule]));
    expect(parsed).toEqual({ rules: [{ ...rule, shadow: false, priority: 100 }] });
    if ('rules' in parsed) expect(parseRules(rulesText(parsed.rules))).toEqual(parsed);
  });

  test('say what is wrong, and in which rule', () => {
    expect(parseRules('[{')).toEqual({ mistakes: [expect.stringContaining('not JSON')] });
    expect(parseRules('[]')).toEqual({ mistakes: [expect.any(String)] });
    const wrong = parseRules(JSON.stringify([rule, { ...rule, id: 'other', severity: 'mild' }]));
    expect(wrong).toEqual({ mistakes: [expect.stringContaining('Rule 2, severity: ')] });
    expect(parseRules(JSON.stringify([rule, rule]))).toEqual({ mistakes: ['rule ids must be unique'] });
  });
});
