import { expect, test } from 'vitest';
import { logFilter } from '../../../preload/contract/log.ts';
import { activeFilters, isDefault, limitsOnly, queryOf, toggleKind } from './log-filter.ts';

test('opens on blocks, overrides and walk-aways', () => {
  expect(queryOf(limitsOnly, null, 100)).toEqual({ kinds: ['block', 'override', 'walk-away'], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 100 });
  expect(isDefault(limitsOnly)).toBe(true);
  expect(activeFilters(limitsOnly)).toBe(0);
});

test('every filter makes a query the contract takes', () => {
  const query = queryOf({ kinds: ['clear'], ruleKind: 'ticket-cap', text: '  chase ', from: '2026-11-01', to: '' }, 12, 50);
  expect(logFilter.parse(query)).toEqual({ kinds: ['clear'], ruleKind: 'ticket-cap', text: 'chase', from: '2026-11-01', to: null, cursor: 12, limit: 50 });
});

test('kinds toggle, and stay in one order so that equal choices are one question', () => {
  expect(toggleKind(['block', 'override'], 'block')).toEqual(['override']);
  expect(toggleKind(toggleKind(['walk-away'], 'cancel'), 'block')).toEqual(['block', 'walk-away', 'cancel']);
  expect(toggleKind(['block'], 'block')).toEqual([]);
});

test('counts the filters that are folded away', () => {
  expect(activeFilters({ ...limitsOnly, ruleKind: 'ticket-cap', from: '2026-11-01', to: '2026-11-20' })).toBe(2);
  expect(activeFilters({ ...limitsOnly, kinds: ['block', 'clear', 'cancel'] })).toBe(1);
});
