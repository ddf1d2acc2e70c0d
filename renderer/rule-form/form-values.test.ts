import { describe, expect, test } from 'vitest';
import type { FormField } from './form-field.ts';
import { sampleKinds } from '../testing/sample-rules.ts';
import { emptyRecord, fromTyped, paramsSummary, paramsToTyped, readParams, toTyped } from './form-values.ts';

const field = (type: FormField['type'], rest: Partial<FormField> = {}): FormField => ({ key: 'x', label: 'Limit', help: '', type, ...rest });

describe('what the form shows is what it reads back', () => {
  test.each(sampleKinds.map((kind) => [kind.title, kind] as const))('%s', (_title, kind) => {
    const { params, problems } = readParams(kind.fields, paramsToTyped(kind.fields, kind.defaultParams), {}, 'USD');
    expect(problems).toEqual([]);
    expect(params).toEqual(kind.defaultParams);
  });
});

describe('reading', () => {
  test('whole numbers within their limits', () => {
    const tickets = field('integer', { minimum: '1', maximum: '100', unit: 'tickets' });
    expect(fromTyped(tickets, ' 6 ', 'USD')).toEqual({ ok: true, value: 6 });
    expect(fromTyped(tickets, '0', 'USD')).toEqual({ ok: false, problems: [{ path: 'x', message: 'At least 1 ticket' }] });
    expect(fromTyped(tickets, '101', 'USD')).toMatchObject({ ok: false });
    expect(fromTyped(tickets, '6.5', 'USD')).toMatchObject({ problems: [{ message: 'Write a whole number' }] });
    expect(fromTyped(tickets, '', 'USD')).toMatchObject({ problems: [{ message: 'Limit is needed' }] });
  });

  test('decimals stay text, exact', () => {
    expect(fromTyped(field('decimal'), '0.1500', 'USD')).toEqual({ ok: true, value: '0.15' });
    expect(fromTyped(field('percent', { maximum: '100' }), '1.5 %', 'USD')).toEqual({ ok: true, value: '1.5' });
    expect(fromTyped(field('decimal'), 'two', 'USD')).toMatchObject({ ok: false });
  });

  test('an optional field may be empty, and is null then', () => {
    for (const type of ['integer', 'decimal', 'percent', 'money', 'time', 'text'] as const) expect(fromTyped(field(type, { optional: true }), '', 'USD')).toEqual({ ok: true, value: null });
  });

  test('times, money, choices, lists', () => {
    expect(fromTyped(field('time'), '0930', 'USD')).toEqual({ ok: true, value: 570 });
    expect(fromTyped(field('time'), '25:00', 'USD')).toMatchObject({ ok: false });
    expect(fromTyped(field('money'), '$250', 'EUR')).toEqual({ ok: true, value: { amount: 25_000, currency: 'EUR' } });
    expect(fromTyped(field('choice', { options: [{ value: 'R', label: 'R' }] }), 'percent', 'USD')).toMatchObject({ ok: false });
    expect(fromTyped(field('text-list'), ' a \n\nb\n', 'USD')).toEqual({ ok: true, value: ['a', 'b'] });
    expect(fromTyped(field('multi-choice'), ['fear'], 'USD')).toEqual({ ok: true, value: ['fear'] });
    expect(fromTyped(field('boolean'), undefined, 'USD')).toEqual({ ok: true, value: false });
  });

  test('a problem in a list names its row and column', () => {
    const bands = field('record-list', { key: 'bands', columns: [{ key: 'from', label: 'From', help: '', type: 'decimal' }, { key: 'label', label: 'Name', help: '', type: 'text' }] });
    expect(fromTyped(bands, [{ from: '0', label: 'drift' }, { from: 'x', label: '' }], 'USD', 'bands')).toEqual({
      ok: false, problems: [{ path: 'bands.1.from', message: 'Write a number such as 1.5' }, { path: 'bands.1.label', message: 'Name is needed' }],
    });
    expect(emptyRecord(bands)).toEqual({ from: '', label: '' });
  });

  test('parameters that the form does not show are kept', () => {
    expect(readParams([], {}, { later: 1 }, 'USD').params).toEqual({ later: 1 });
  });

  test('a stored value of another shape starts empty, never wrong', () => {
    expect(toTyped(field('time'), 'noon')).toBe('');
    expect(toTyped(field('money'), 5)).toBe('');
    expect(toTyped(field('record-list', { columns: [] }), 'x')).toEqual([]);
  });
});

describe('paramsSummary', () => {
  const of = (kind: string): string => {
    const found = sampleKinds.find((entry) => entry.kind === kind);
    return found === undefined ? 'no such kind' : paramsSummary(found.fields, found.defaultParams);
  };

  test('reads as a person would say it', () => {
    expect(of('ticket-cap')).toBe('6 tickets');
    expect(of('trading-window')).toBe('09:30–15:00');
    expect(of('risk-cap')).toBe('1 %');
    expect(of('atr-advisory')).toBe('60 minutes · 5 bands');
    expect(of('emotion-filter')).toBe('Fear, Chatter · 50 %');
    expect(of('stop-required')).toBe('');
    expect(paramsSummary([field('integer', { unit: 'losses' })], { x: 1 })).toBe('1 loss');
    const quota = [field('time', { key: 'a', label: 'Morning ends' }), field('integer', { key: 'b', label: 'Tickets in the morning', unit: 'tickets' }), field('integer', { key: 'c', label: 'Golden tickets', unit: 'tickets' })];
    expect(paramsSummary(quota, { a: 780, b: 5, c: 1 })).toBe('morning ends 13:00 · tickets in the morning 5 · golden tickets 1');
    expect(paramsSummary([field('record-list', { label: 'Windows' })], { x: [{}] })).toBe('1 window');
    const windows = field('record-list', { label: 'Windows', columns: [field('time', { key: 'from' }), field('time', { key: 'to' })] });
    expect(paramsSummary([windows], { x: [{ from: 570, to: 690 }, { from: 840, to: 900 }] })).toBe('09:30–11:30, 14:00–15:00');
    expect(paramsSummary([field('record-list', { label: 'Cuts', columns: [field('choice', { key: 'emotion' }), field('decimal', { key: 'factor' })] })], { x: [{ emotion: 'fear', factor: '0.5' }, { emotion: 'chatter', factor: '0.5' }] })).toBe('fear, chatter');
  });
});
