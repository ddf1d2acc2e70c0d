import { describe, expect, it } from 'vitest';
import { priceText, readPrice, type PriceContext } from './price-input.ts';

const long: PriceContext = { role: 'stop', side: 'long', entry: '6012.25', stop: null, tickSize: '0.25' };
const price = (value: string, shorthand = true) => ({ kind: 'price', value, shorthand });

describe('shorthand in price fields', () => {
  it('reads a plain price', () => expect(readPrice('6006.25', long)).toEqual(price('6006.25', false)));
  it('reads nothing as nothing', () => expect(readPrice('  ', long)).toEqual({ kind: 'empty' }));
  it('puts a stop on the losing side', () => {
    expect(readPrice('6p', long)).toEqual(price('6006.25'));
    expect(readPrice('6 pts', { ...long, side: 'short' })).toEqual(price('6018.25'));
    expect(readPrice('24t', long)).toEqual(price('6006.25'));
  });
  it('puts a target on the winning side', () => {
    expect(readPrice('7.5p', { ...long, role: 'target' })).toEqual(price('6019.75'));
    expect(readPrice('7.5p', { ...long, role: 'target', side: 'short' })).toEqual(price('6004.75'));
  });
  it('counts targets in R', () => {
    expect(readPrice('2r', { ...long, role: 'target', stop: '6006.25' })).toEqual(price('6024.25'));
    expect(readPrice('2R', { ...long, role: 'target', side: 'short', stop: '6018.25' })).toEqual(price('6000.25'));
    expect(readPrice('2r', { ...long, role: 'target' })).toMatchObject({ kind: 'problem', message: 'State the stop first' });
  });
  it('takes a sign as it is written', () => {
    expect(readPrice('-6', long)).toEqual(price('6006.25'));
    expect(readPrice('+6', long)).toEqual(price('6018.25'));
  });
  it('keeps negative prices where a price is meant', () => expect(readPrice('-37.63', { ...long, role: 'price', entry: null })).toEqual(price('-37.63', false)));
  it('reads a price below zero as itself when it is written as one', () => {
    const spread: PriceContext = { ...long, entry: '-5' };
    expect(readPrice('6p', spread)).toEqual(price('-11'));
    expect(priceText('-11')).toBe('=-11');
    expect(readPrice('=-11', spread)).toEqual(price('-11'));
    expect(readPrice('= \u22124.5', { ...spread, role: 'target' })).toEqual(price('-4.5'));
    expect(readPrice('=-5', { ...spread, role: 'price' })).toEqual(price('-5'));
    expect(priceText('6012.25')).toBe('6012.25');
    expect(readPrice('=', spread)).toMatchObject({ kind: 'problem' });
  });
  it('says what is wanting', () => {
    expect(readPrice('6p', { ...long, entry: null })).toMatchObject({ message: 'State the entry first' });
    expect(readPrice('6p', { ...long, side: null })).toMatchObject({ message: 'Choose long or short first' });
    expect(readPrice('6,012', long)).toMatchObject({ message: 'Write it without the thousands comma' });
    expect(readPrice('six', long)).toMatchObject({ kind: 'problem' });
    expect(readPrice('6p', { ...long, role: 'price' })).toMatchObject({ kind: 'problem' });
  });
});
