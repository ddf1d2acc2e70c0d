import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptySetup, keepSetup, pageProblems, restoreSetup, setupOf } from './setup-form.ts';

const texts = { visualizationText: 'See it.', mapText: 'What is there.', breathText: '', neutralStatement: 'Anything can happen.', riskText: 'Small.' };
const start = emptySetup('America/New_York', texts);
const filled = { ...start, name: ' Combine ', equity: '25,000.50', symbols: ['MES'] };

function stubStorage(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  return kept;
}
afterEach(() => vi.unstubAllGlobals());

describe('the first run', () => {
  it('asks for a name, an equity and an instrument', () => {
    expect(pageProblems(start, 0)).toEqual({ name: 'Give the account a name', equity: 'State what the account starts with' });
    expect(pageProblems({ ...filled, equity: '0' }, 0)).toHaveProperty('equity');
    expect(pageProblems(start, 1)).toHaveProperty('symbols');
    expect(setupOf(start)).toBeNull();
  });
  it('becomes one call, with money in minor units', () => {
    expect(setupOf(filled)).toEqual({
      account: { name: 'Combine', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 2_500_050, currency: 'USD' } },
      symbols: ['MES'], template: 'founder', texts,
    });
  });
  it('goes on where it was interrupted', () => {
    stubStorage();
    keepSetup({ ...filled, page: 2 });
    expect(restoreSetup(start)).toEqual({ ...filled, page: 2 });
  });
  it('is not thrown off by what it does not understand', () => {
    const kept = stubStorage();
    kept.set('holdfast.first-run', '{"page":"two","symbols":[1],"name":"Mine","extra":true}');
    expect(restoreSetup(start)).toEqual({ ...start, name: 'Mine' });
    kept.set('holdfast.first-run', '{');
    expect(restoreSetup(start)).toEqual(start);
  });
  it('takes the shipped words for a step that an older version did not ask about', () => {
    const kept = stubStorage();
    const { mapText: _map, riskText: _risk, ...older } = { ...filled, breathText: 'Be still.' };
    kept.set('holdfast.first-run', JSON.stringify(older));
    expect(restoreSetup(start)).toEqual({ ...filled, breathText: 'Be still.' });
  });
});
