import { describe, expect, it } from 'vitest';
import type { Rule } from '../engine/model.ts';
import { bench, setUp } from './testing/bench.ts';
import type { PartnerRules } from './partner-rules.ts';

const PACK = '7b0b3a52-0000-4000-8000-000000000000';
const cap = (maximum: number, more: Partial<Rule> = {}): Rule => ({ id: '7b0b3a52.cap', kind: 'ticket-cap', words: '', severity: 'critical', enabled: true, shadow: false, priority: 100, params: { maximum }, ...more });
const later: Rule = { ...cap(1), id: '7b0b3a52.later', kind: 'moon-phase' };
const partner = (version: number, ...rules: Rule[]): PartnerRules => ({ name: 'North Desk', packs: [{ id: PACK, name: 'House rules', version, hash: 'f'.repeat(64), publishedAt: 1, rules }] });

function desk() {
  const made = bench();
  setUp(made);
  return made;
}
const capOf = ({ journal }: ReturnType<typeof desk>, which: 'current' | 'pending' = 'current') => journal.getRules()[which]?.rules.find(({ id }) => id === '7b0b3a52.cap')?.params;
const save = (made: ReturnType<typeof desk>, change: (rules: Rule[]) => Rule[]) => {
  const { current, pending } = made.journal.getRules();
  const base = pending ?? current;
  return made.journal.saveRules({ name: base.name, content: { rules: change(base.rules), override: base.override }, baseHash: base.hash });
};

describe('a partner’s rules', () => {
  it('are part of the rules at once, and told apart', () => {
    const made = desk();
    made.journal.adoptPartnerRules(partner(1, cap(4), later));
    expect(capOf(made)).toEqual({ maximum: 4 });
    expect(made.journal.getRules().partner).toEqual({ name: 'North Desk', packs: [{ id: PACK, name: 'House rules', version: 1, publishedAt: 1, ruleIds: ['7b0b3a52.cap'], unknown: 1 }] });
  });

  it('are tightened by the trader and never loosened', () => {
    const made = desk();
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    expect(() => save(made, (rules) => rules.map((rule) => (rule.id === '7b0b3a52.cap' ? cap(5) : rule)))).toThrow('North Desk sets this rule: it may be tightened only. Tickets a session: 5 → 4');
    expect(() => save(made, (rules) => rules.map((rule) => (rule.id === '7b0b3a52.cap' ? cap(4, { enabled: false }) : rule)))).toThrow('tightened only');
    save(made, (rules) => rules.map((rule) => (rule.id === '7b0b3a52.cap' ? cap(2) : rule)));
    expect(capOf(made)).toEqual({ maximum: 2 });
    save(made, (rules) => rules.filter(({ id }) => id !== '7b0b3a52.cap'));
    expect(capOf(made, 'pending') ?? capOf(made)).toBeDefined();
    const { current } = made.journal.getRules();
    expect(made.journal.planRules({ rules: current.rules.map((rule) => (rule.id === '7b0b3a52.cap' ? cap(5) : rule)), override: current.override }).problems).toEqual([
      { ruleId: '7b0b3a52.cap', field: 'params.maximum', message: expect.stringContaining('North Desk') },
    ]);
  });

  it('that get looser do so from the next session, like every rule', () => {
    const made = desk();
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    made.journal.adoptPartnerRules(partner(2, cap(6)));
    expect(capOf(made)).toEqual({ maximum: 4 });
    expect(capOf(made, 'pending')).toEqual({ maximum: 6 });
  });

  it('go from the next session when there is no partner any more; tightened ones stay the trader’s own', () => {
    const made = desk();
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    made.journal.adoptPartnerRules(null);
    expect(capOf(made)).toEqual({ maximum: 4 });
    expect(made.journal.getRules()).toMatchObject({ partner: null, pending: { rules: expect.not.arrayContaining([expect.objectContaining({ id: '7b0b3a52.cap' })]) } });
    const other = desk();
    other.journal.adoptPartnerRules(partner(1, cap(4)));
    save(other, (rules) => rules.map((rule) => (rule.id === '7b0b3a52.cap' ? cap(2) : rule)));
    other.journal.adoptPartnerRules(null);
    expect(other.journal.getRules()).toMatchObject({ pending: null });
    expect(capOf(other)).toEqual({ maximum: 2 });
  });

  it('are taken over once, outlast a restart, and bind accounts that come later', () => {
    const made = desk();
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    const { revision } = made.journal;
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    expect(made.journal.revision).toBe(revision);
    made.restart();
    expect(made.journal.getRules().partner?.name).toBe('North Desk');
    const { id } = made.journal.saveAccount({ id: null, account: { name: 'Second', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 100_000, currency: 'USD' } } });
    made.journal.selectAccount({ accountId: id });
    expect(capOf(made)).toEqual({ maximum: 4 });
  });

  it('come before the first account', () => {
    const made = bench();
    made.journal.adoptPartnerRules(partner(1, cap(4)));
    setUp(made);
    expect(capOf(made)).toEqual({ maximum: 4 });
  });

  it('that would make too many rules are refused as a whole', () => {
    const made = desk();
    const many = Array.from({ length: 200 }, (_, at) => cap(4, { id: `7b0b3a52.${at}` }));
    expect(() => made.journal.adoptPartnerRules(partner(1, ...many))).toThrow('cannot be saved');
    expect(made.journal.getRules().partner).toBeNull();
  });
});
