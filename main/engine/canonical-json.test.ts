import { describe, expect, test } from 'vitest';
import { canonicalJson, sameData } from './canonical-json.ts';

describe('canonical JSON', () => {
  test('sorts keys by code unit at every depth, and writes no white space', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, { y: 2, x: 1 }], c: null }, B: true, 'é': '“”' })).toBe('{"B":true,"a":{"c":null,"d":[1,{"x":1,"y":2}]},"b":1,"é":"“”"}');
  });
  test('leaves out what is not data, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: () => 1, c: Symbol('x'), d: [undefined, NaN, -0] })).toBe('{"d":[null,null,0]}');
    expect(canonicalJson(undefined)).toBe('null');
  });
  test('the same object twice is no cycle; a cycle and a bigint are mistakes', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(() => canonicalJson(cycle)).toThrow(TypeError);
    expect(() => canonicalJson({ a: 1n })).toThrow(TypeError);
  });
  test('equal data is equal whatever the order of its keys', () => {
    expect(sameData({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(sameData({ a: 1 }, { a: 1, b: null })).toBe(false);
  });
});
