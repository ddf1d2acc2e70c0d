import { describe, expect, it } from 'vitest';
import { trayTexts } from './tray-menu.ts';

const labels = (status: Parameters<typeof trayTexts>[0]) => trayTexts(status).menu.map((group) => group.map(({ label }) => label));

describe('trayTexts', () => {
  it('says what is left and offers a ticket', () => {
    expect(trayTexts({ ticketsLeft: 3, prepared: true }).tooltip).toBe('Holdfast · 3 tickets left');
    expect(labels({ ticketsLeft: 3, prepared: true })).toEqual([['3 tickets left'], ['Open Holdfast', 'New ticket'], ['Quit']]);
  });
  it('offers the preparation before a ticket', () => {
    expect(trayTexts({ ticketsLeft: 1, prepared: false }).tooltip).toBe('Holdfast · not prepared · 1 ticket left');
    expect(labels({ ticketsLeft: 1, prepared: false })).toEqual([
      ['Not prepared', '1 ticket left'],
      ['Open Holdfast', 'Prepare the session'],
      ['Quit'],
    ]);
  });
  it('says no number where there is none', () => {
    expect(trayTexts({ ticketsLeft: null, prepared: true }).tooltip).toBe('Holdfast');
    expect(labels({ ticketsLeft: null, prepared: null })).toEqual([['Open Holdfast', 'New ticket'], ['Quit']]);
  });
  it('says none when none is left', () => {
    expect(trayTexts({ ticketsLeft: 0, prepared: true }).tooltip).toBe('Holdfast · 0 tickets left');
  });
});
