import { describe, expect, it } from 'vitest';
import { remembering } from './remember.ts';

describe('texts read once', () => {
  it('reads a short text once, and null is a reading', () => {
    const read: string[] = [];
    const length = remembering((text) => (read.push(text), text === 'none' ? null : text.length));
    expect(['ab', 'none', 'ab', 'none', ''].map(length)).toEqual([2, null, 2, null, 0]);
    expect(read).toEqual(['ab', 'none', '']);
  });

  it('keeps neither long texts nor more than a few thousand', () => {
    let reads = 0;
    const length = remembering((text) => ((reads += 1), text.length));
    const long = 'x'.repeat(40);
    expect([length(long), length(long), reads]).toEqual([40, 40, 2]);
    for (let n = 0; n < 10_000; n += 1) length(String(n));
    expect([length('0'), reads]).toEqual([1, 10_003]);
  });
});
