import { describe, expect, it } from 'vitest';
import { Notices, type Watched } from './notices.ts';

const minute = 60_000;
const quiet: Watched = { now: 0, coolDowns: [], opening: null };
const coolDown = { ticketId: 't1', symbol: 'MES', endsAt: 10 * minute };

describe('the end of a cool-down', () => {
  it('is told once, to whoever saw it run', () => {
    const notices = new Notices();
    expect(notices.due({ ...quiet, now: 9 * minute, coolDowns: [coolDown] })).toEqual([]);
    expect(notices.due({ ...quiet, now: 10 * minute, coolDowns: [coolDown] })).toMatchObject([
      { title: 'The cool-down is over', body: expect.stringContaining('MES'), to: 'home' },
    ]);
    expect(notices.due({ ...quiet, now: 11 * minute, coolDowns: [coolDown] })).toEqual([]);
  });
  it('is no news after a restart', () => {
    expect(new Notices().due({ ...quiet, now: 11 * minute, coolDowns: [coolDown] })).toEqual([]);
  });
  it('is not told of a ticket that was walked away from', () => {
    const notices = new Notices();
    notices.due({ ...quiet, now: 9 * minute, coolDowns: [coolDown] });
    notices.due({ ...quiet, now: 9 * minute });
    expect(notices.due({ ...quiet, now: 11 * minute, coolDowns: [coolDown] })).toEqual([]);
  });
  it('is told when a jump of the clock moved it, at the new time', () => {
    const notices = new Notices();
    notices.due({ ...quiet, now: 9 * minute, coolDowns: [coolDown] });
    const later = { ...coolDown, endsAt: 70 * minute };
    expect(notices.due({ ...quiet, now: 69 * minute, coolDowns: [later] })).toEqual([]);
    expect(notices.due({ ...quiet, now: 70 * minute, coolDowns: [later] })).toHaveLength(1);
  });
});

describe('an opening without preparation', () => {
  const opening = { sessionDate: '2026-11-23', at: 100 * minute, prepared: false };

  it('is told once a session', () => {
    const notices = new Notices();
    expect(notices.due({ ...quiet, now: 99 * minute, opening })).toEqual([]);
    expect(notices.due({ ...quiet, now: 100 * minute, opening })).toMatchObject([{ to: 'rehab' }]);
    expect(notices.due({ ...quiet, now: 101 * minute, opening })).toEqual([]);
    expect(notices.due({ ...quiet, now: 100 * minute, opening: { ...opening, sessionDate: '2026-11-24' } })).toHaveLength(1);
  });
  it('is not told to the prepared, nor half an hour later', () => {
    expect(new Notices().due({ ...quiet, now: 100 * minute, opening: { ...opening, prepared: true } })).toEqual([]);
    expect(new Notices().due({ ...quiet, now: 130 * minute, opening })).toEqual([]);
  });
});
