import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { tradingWindow } from './trading-window.ts';

const at = (minute: number | null, ...windows: readonly { from: number; to: number }[]) => judged(tradingWindow, windows.length === 0 ? {} : { windows }, given({ 'clock.minute': minute }));

describe('trading window 09:30–15:00', () => {
  test('the start is inside, the end is not', () => {
    expect(at(569).status).toBe('miss');
    expect(at(570).status).toBe('pass');
    expect(at(899).status).toBe('pass');
    expect(at(900)).toMatchObject({ status: 'miss', observed: '15:00', threshold: '09:30–15:00', reason: '15:00 is outside 09:30–15:00.' });
  });
  test('a window may run over midnight, and the evening before is on the same clock', () => {
    const night = { from: 1200, to: 120 };
    expect(at(-200, night).status).toBe('pass');
    expect(at(60, night).status).toBe('pass');
    expect(at(120, night).status).toBe('miss');
  });
  test('no window allows no time', () => {
    expect(judged(tradingWindow, { windows: [] }, given())).toMatchObject({ status: 'miss', threshold: 'at no time' });
  });
  test('given no time of day, then it cannot be judged', () => {
    expect(at(null).status).toBe('insufficient');
  });
  test('a window that ends where it starts is refused', () => {
    expect(tradingWindow.parse({ windows: [{ from: 10, to: 10 }] }).ok).toBe(false);
  });
});
