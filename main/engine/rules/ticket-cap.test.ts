import { describe, expect, test } from 'vitest';
import { given, judged, takenAt } from '../testing/given.ts';
import { ticketCap } from './ticket-cap.ts';

const after = (taken: number) => judged(ticketCap, { maximum: 6 }, given({ 'session.tickets': Array.from({ length: taken }, (_, index) => takenAt(570 + index)) }));

describe('ticket cap of six', () => {
  test('given four tickets, when the fifth is stated, then it passes and says which it is', () => {
    expect(after(4)).toMatchObject({ status: 'pass', observed: '5 tickets', threshold: '6 tickets', reason: 'This is ticket 5 of 6.' });
  });
  test('given five tickets, the sixth is the last that passes', () => {
    expect(after(5).status).toBe('pass');
  });
  test('given six tickets, the seventh misses', () => {
    expect(after(6)).toMatchObject({ status: 'miss', observed: '7 tickets', reason: '6 of 6 tickets of this session are spent.', until: null });
  });
  test('given a cap of none, the first ticket misses', () => {
    expect(judged(ticketCap, { maximum: 0 }, given()).status).toBe('miss');
  });
  test('given that the tickets are not known, then it cannot be judged', () => {
    expect(judged(ticketCap, {}, given({ 'session.tickets': null }))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the tickets of this session are not known.' });
  });
});
