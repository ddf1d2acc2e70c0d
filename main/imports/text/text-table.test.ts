import { describe, expect, it } from 'vitest';
import { TextTable } from './text-table.ts';

describe('a table of texts', () => {
  it('answers as a Map does, over many more texts than it began with', () => {
    const table = new TextTable();
    const map = new Map<string, number>();
    const text = (n: number): string => `ninjatrader-executions:Sim${n % 3}:${(n * 2_654_435_761) % 4_294_967_296}`;
    for (let n = 0; n < 200_000; n += 1) {
      const key = text(n % 150_000);
      const value = (n * 40_503) >>> 0;
      expect(table.add(key, value) === map.get(key)).toBe(true);
      if (!map.has(key)) map.set(key, value);
    }
    expect(table.size).toBe(map.size);
    for (const [key, value] of map) if (table.add(key, 0) !== value) expect([key, table.add(key, 0)]).toEqual([key, value]);
    expect(table.add('another', 1)).toBeUndefined();
  });

  it('tells alike texts apart, also the empty one', () => {
    const table = new TextTable();
    const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0', '\0a', ...Array.from({ length: 2_000 }, (_, n) => '1'.repeat(n + 1))];
    texts.forEach((text, value) => table.add(text, value + 4_294_960_000));
    expect(table.size).toBe(texts.length);
    expect(texts.map((text) => table.add(text, 0))).toEqual(texts.map((_, value) => value + 4_294_960_000));
  });

  it('counts how often each text came before', () => {
    const table = new TextTable();
    expect(['a', 'b', 'a', '', 'a', ''].map((text) => table.count(text))).toEqual([0, 0, 1, 0, 2, 1]);
    for (let n = 0; n < 5_000; n += 1) table.count(`other ${n}`);
    expect(['a', 'b', 'other 17'].map((text) => table.count(text))).toEqual([3, 1, 1]);
  });
});
