import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepSame } from './keep-same.ts';

const answers = fc.dictionary(fc.string(), fc.jsonValue());
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a new answer', () => {
  it('says what it said, whatever was known before', () => {
    fc.assert(
      fc.property(answers, answers, (known, fresh) => {
        expect(copy(keepSame(known, fresh))).toEqual(copy(fresh));
      }),
    );
  });

  it('is made of the parts that were known where they say the same', () => {
    const known = { at: 1, figures: [{ key: 'trades', value: 3 }], tables: { rows: [{ date: '2026-11-30', net: null }] } };
    const fresh = { ...copy(known), at: 2 };
    const kept = keepSame(known, fresh);
    expect(kept).toEqual(fresh);
    expect(Reflect.get(kept, 'figures')).toBe(known.figures);
    expect(Reflect.get(kept, 'tables')).toBe(known.tables);
    const other = { ...copy(known), tables: { rows: [{ date: '2026-11-30', net: 0 }] } };
    expect(Reflect.get(keepSame(known, other), 'tables')).toBe(other.tables);
    expect(Reflect.get(keepSame({ rows: [] }, { rows: {} }), 'rows')).toEqual({});
  });
});
