import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialState, mayCheck, mayRestart, next, type UpdateEvent, type UpdateState } from './update-state.ts';

const idle: UpdateState = { status: 'idle' };
const after = (state: UpdateState, ...events: UpdateEvent[]) => events.reduce(next, state);
const nothingOpen = { ticketsWaiting: 0, tradesOpen: 0 };

describe('initialState', () => {
  it('is off, and says why, where there is nothing to update or nowhere to look', () => {
    expect(initialState({ isPackaged: false, feed: true })).toMatchObject({
      status: 'disabled',
      reason: expect.stringContaining('source code'),
    });
    expect(initialState({ isPackaged: true, feed: false })).toMatchObject({
      status: 'disabled',
      reason: expect.stringContaining('no place'),
    });
    expect(initialState({ isPackaged: true, feed: true })).toEqual(idle);
  });
});

describe('an update', () => {
  it('goes from a check to being ready', () => {
    expect(after(idle, { type: 'check' })).toEqual({ status: 'checking' });
    expect(after(idle, { type: 'check' }, { type: 'found', version: '1.2.0' })).toEqual({ status: 'available', version: '1.2.0' });
    expect(after(idle, { type: 'check' }, { type: 'found', version: '1.2.0' }, { type: 'progress', percent: 41.9 })).toEqual({
      status: 'downloading',
      version: '1.2.0',
      percent: 41,
    });
    expect(after(idle, { type: 'check' }, { type: 'found', version: '1.2.0' }, { type: 'downloaded', version: '1.2.0' })).toEqual({
      status: 'ready',
      version: '1.2.0',
    });
  });
  it('that is none leaves things as they were', () => {
    expect(after(idle, { type: 'check' }, { type: 'none' })).toEqual(idle);
  });
  it('that fails can be tried again', () => {
    const failed = after(idle, { type: 'check' }, { type: 'failed', message: 'no connection' });
    expect(failed).toEqual({ status: 'error', message: 'no connection' });
    expect(after(failed, { type: 'check' })).toEqual({ status: 'checking' });
  });
  it('that is ready is not lost to a later failure, nor checked again', () => {
    const ready: UpdateState = { status: 'ready', version: '1.2.0' };
    expect(after(ready, { type: 'failed', message: 'x' }, { type: 'check' }, { type: 'none' }, { type: 'progress', percent: 3 })).toEqual(
      ready,
    );
  });
  it('never wakes up where updates are off, and never is checked for twice at once', () => {
    const event = fc.oneof(
      fc.constant<UpdateEvent>({ type: 'check' }),
      fc.constant<UpdateEvent>({ type: 'none' }),
      fc.constant<UpdateEvent>({ type: 'found', version: '2' }),
      fc.double({ noNaN: true }).map((percent): UpdateEvent => ({ type: 'progress', percent })),
      fc.constant<UpdateEvent>({ type: 'downloaded', version: '2' }),
      fc.constant<UpdateEvent>({ type: 'failed', message: 'x' }),
    );
    const off = initialState({ isPackaged: false, feed: false });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(after(off, ...events)).toEqual(off);
        const state = after(idle, ...events);
        expect(mayCheck(state)).toBe(state.status === 'idle' || state.status === 'error');
        if (state.status === 'downloading')
          expect(state.percent).toSatisfy((percent: number) => Number.isInteger(percent) && percent >= 0 && percent <= 100);
      }),
    );
  });
});

describe('a restart', () => {
  const ready: UpdateState = { status: 'ready', version: '1.2.0' };
  it('never comes between a trader and a ticket', () => {
    expect(mayRestart(ready, nothingOpen)).toBe(true);
    expect(mayRestart(ready, { ticketsWaiting: 1, tradesOpen: 0 })).toBe(false);
    expect(mayRestart(ready, { ticketsWaiting: 0, tradesOpen: 1 })).toBe(false);
  });
  it('needs an update', () => {
    for (const state of [idle, { status: 'checking' }, { status: 'error', message: 'x' }] as const)
      expect(mayRestart(state, nothingOpen)).toBe(false);
  });
});
