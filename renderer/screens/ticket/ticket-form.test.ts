import { describe, expect, it } from 'vitest';
import { emptyForm, formFromTicket, isBlank, readForm, type Instrument } from './ticket-form.ts';

const mes: Instrument = { symbol: 'MES', name: 'Micro E-mini S&P 500', kind: 'future', tickSize: '0.25', pointValue: '5', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme-equity' };

describe('reading the form', () => {
  it('leaves what is not stated null', () => {
    const { ticket, problems } = readForm(emptyForm, 'main', mes);
    expect(ticket).toMatchObject({ accountId: 'main', symbol: 'MES', side: null, quantity: null, entry: null, plannedEntry: null, stop: null, targets: [], setup: null, idea: null, emotion: null });
    expect(problems).toEqual({});
  });
  it('resolves shorthand against the entry and the stop that it holds', () => {
    const { ticket, resolved } = readForm({ ...emptyForm, side: 'long', entry: '6012.25', stop: '6p', targets: ['2r', '', '18p'], quantity: '2' }, 'main', mes);
    expect(ticket).toMatchObject({ stop: '6006.25', targets: ['6024.25', '6030.25'], quantity: '2' });
    expect(resolved).toEqual({ 'stop': '6006.25', 'target-0': '6024.25', 'target-2': '6030.25' });
  });
  it('never guesses at what it cannot read', () => {
    const { ticket, problems } = readForm({ ...emptyForm, side: 'long', entry: '6,012', quantity: '0', stop: 'x' }, 'main', mes);
    expect(ticket).toMatchObject({ entry: null, quantity: null, stop: null });
    expect(Object.keys(problems).sort()).toEqual(['entry', 'quantity', 'stop']);
  });
  it('remarks on prices off the tick and sizes off the step, and keeps them', () => {
    const { ticket, problems, remarks } = readForm({ ...emptyForm, side: 'long', entry: '6012.3', quantity: '1.5' }, 'main', mes);
    expect(ticket).toMatchObject({ entry: '6012.3', quantity: '1.5' });
    expect(problems).toEqual({});
    expect(remarks).toEqual({ entry: 'Not on the 0.25 tick', quantity: 'Not a multiple of 1' });
  });
  it('survives being kept as a draft', () => {
    const { ticket } = readForm({ ...emptyForm, side: 'short', entry: '6012.25', stop: '6018.25', targets: ['6000'], quantity: '1', setup: 'Pullback', idea: 'gap', confirmations: { volume: false }, emotion: 'calm', note: 'why' }, 'main', mes);
    expect(readForm(formFromTicket(ticket), 'main', mes).ticket).toEqual(ticket);
  });
  it('keeps prices below zero as they are, as a spread or a rate may have them', () => {
    const { ticket } = readForm({ ...emptyForm, side: 'long', entry: '-5', stop: '6p', targets: ['=-2', '12p'], quantity: '1' }, 'main', mes);
    expect(ticket).toMatchObject({ entry: '-5', stop: '-11', targets: ['-2', '7'] });
    expect(readForm(formFromTicket(ticket), 'main', mes).ticket).toEqual(ticket);
  });
  it('knows a blank form, and that choosing the instrument alone states nothing', () => {
    expect(isBlank({ ...emptyForm, symbol: 'MNQ' })).toBe(true);
    expect(isBlank({ ...emptyForm, confirmations: { volume: false } })).toBe(false);
    expect(isBlank({ ...emptyForm, targets: ['', '6000'] })).toBe(false);
  });
});
