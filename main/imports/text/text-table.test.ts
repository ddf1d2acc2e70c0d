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
      expect(table.get(key) === map.get(key)).toBe(true);
      table.set(key, value);
      map.set(key, value);
    }
    expect(table.size).toBe(map.size);
    for (const [key, value] of map) if (table.get(key) !== value) expect([key, table.get(key)]).toEqual([key, value]);
    expect(table.get('another')).toBeUndefined();
  });

  it('tells alike texts apart, also the empty one', () => {
    const table = new TextTable();
    const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0', '\0a', ...Array.from({ length: 2_000 }, (_, n) => '1'.repeat(n + 1))];
    texts.forEach((text, value) => table.set(text, value));
    expect(table.size).toBe(texts.length);
    expect(texts.map((text) => table.get(text))).toEqual(texts.map((_, value) => value));
    table.set('', 4_294_967_295);
    expect(table.get('')).toBe(4_294_967_295);
  });
});
