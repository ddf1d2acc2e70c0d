import { describe, expect, test } from 'vitest';
import { sampleOpenTrade } from '../../testing/sample-journal.ts';
import { readTradeForm, type TradeFormText } from './read-trade-form.ts';

const empty: TradeFormText = { price: '', quantity: '2', fees: '', mfe: '', mae: '', note: '', lesson: '' };
const read = (text: Partial<TradeFormText>) => readTradeForm({ ...empty, ...text }, sampleOpenTrade(false), '5');

describe('an open trade', () => {
  test('is closed by price, quantity and fees', () => {
    const reading = read({ price: '6,024.25', fees: '2.48', mfe: '125', mae: '-15' });
    expect(reading.problems).toEqual({});
    expect(reading.exit).toEqual({ price: '6024.25', quantity: '2', fees: { amount: 248, currency: 'USD' } });
    expect(reading.facts).toEqual({ mfe: { amount: 12_500, currency: 'USD' }, mae: { amount: -1500, currency: 'USD' } });
  });

  test('takes a distance from the entry as a target does, and a price below zero only where it is meant', () => {
    const { entryPrice } = sampleOpenTrade(false);
    expect(entryPrice).toBe('6012.25');
    expect(read({ price: '-6' })).toMatchObject({ exit: { price: '6006.25' }, distance: '6006.25' });
    expect(read({ price: '+6' })).toMatchObject({ exit: { price: '6018.25' }, distance: '6018.25' });
    expect(read({ price: '=-6' })).toMatchObject({ exit: { price: '-6' }, distance: '-6' });
    expect(read({ price: '6006.25' })).toMatchObject({ exit: { price: '6006.25' }, distance: null });
    expect(read({ price: '6x' }).problems.price).toMatch(/Write a number/);
  });

  test('asks for what an exit needs, in the order of the form', () => {
    expect(Object.keys(read({}).problems)).toEqual(['price']);
  });

  test('takes missing fees for unknown, not for zero', () => {
    expect(read({ price: '6024.25' })).toMatchObject({ exit: { fees: null }, problems: {} });
    expect(read({ price: '6024.25', fees: '2,48x' }).problems.fees).toBeDefined();
  });

  test('refuses more than is open, and nothing', () => {
    expect(read({ price: '6024.25', fees: '0', quantity: '3' }).problems.quantity).toBe('Only 2 of 2 are open');
    expect(read({ price: '6024.25', fees: '0', quantity: '0' }).problems.quantity).toMatch(/how many/);
    expect(read({ price: '6024.25', fees: '-1' }).problems.fees).toBe('Fees are zero or more');
  });

  test('holds MFE$ and MAE$ against what the exit realises', () => {
    const won = read({ price: '6024.25', fees: '0', mfe: '100' });
    expect(won.problems.mfe).toMatch(/\$120\.00 was realised/);
    expect(won.mfe).toBeNull();
    expect(read({ price: '6006.25', fees: '0', mae: '-59.99' }).problems.mae).toMatch(/−\$60\.00 was realised/);
  });

  test('keeps MFE$ and MAE$ back while something stays open', () => {
    const partial = read({ price: '6019.75', quantity: '1', fees: '0', mfe: '20', mae: '-15', note: 'Half off.' });
    expect(partial).toMatchObject({ problems: {}, facts: { note: 'Half off.' } });
    expect(partial.facts).not.toHaveProperty('mfe');
    expect(Object.keys(read({ mfe: '20' }).problems)).toEqual(['price']);
    expect(read({ price: '6019.75', quantity: '1', fees: '0', mfe: '-1' }).problems.mfe).toMatch(/zero or more/);
  });

  test('takes a note alone without asking for an exit', () => {
    expect(read({ note: 'Late entry.' })).toMatchObject({ exit: null, exitStarted: false, facts: { note: 'Late entry.' }, problems: {} });
  });
});

describe('a closed trade', () => {
  const closed = { ...sampleOpenTrade(false), status: 'closed' as const, openQuantity: '0', grossPnl: { amount: 12_000, currency: 'USD' }, mfe: { amount: 15_000, currency: 'USD' }, note: 'Held.' };
  const of = (text: Partial<TradeFormText>) => readTradeForm({ ...empty, quantity: '0', mfe: '150.00', note: 'Held.', ...text }, closed, '5');

  test('has nothing to save until something differs', () => {
    expect(of({})).toMatchObject({ facts: null, exit: null, problems: {} });
    expect(of({ lesson: 'Wait.' }).facts).toEqual({ lesson: 'Wait.' });
  });

  test('an emptied MFE$ becomes unknown', () => {
    expect(of({ mfe: '' }).facts).toEqual({ mfe: null });
  });
});
