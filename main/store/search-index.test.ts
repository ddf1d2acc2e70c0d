import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlOf } from './executor.ts';
import type { Store } from './open-store.ts';
import { refreshSearch, searchDocuments, searchExpression } from './search-index.ts';
import { temporaryStore } from './testing.ts';

function storeWith(texts: Readonly<Record<string, string>>, account = 'a'): Store {
  const store = temporaryStore({ durable: false });
  add(store, texts, account);
  return store;
}

function add(store: Store, texts: Readonly<Record<string, string>>, account: string): void {
  store.transaction((tx) => {
    for (const id of Object.keys(texts)) tx.run(sqlOf(`INSERT OR IGNORE INTO search_stale VALUES ('day', '${account}', '${id}')`));
    refreshSearch(tx, ({ subjectId }) => (texts[subjectId] === '' ? null : { name: '', labels: '', words: texts[subjectId] ?? '' }), 10_000);
  });
}

function find(store: Store, typed: string, account = 'a'): string[] {
  const expression = searchExpression(typed);
  return expression === null ? [] : searchDocuments(store, account, expression, 50).documents.map(({ subjectId }) => subjectId);
}

describe('full-text search', () => {
  it('finds words whole, the last one by its beginning, all of them together', () => {
    const store = storeWith({ one: 'Waited for the retest of the level', two: 'Retested twice, then it ran', three: 'Chased the level' });
    expect(find(store, 'retest')).toEqual(expect.arrayContaining(['one', 'two']));
    expect(find(store, 'retest ')).toEqual(['one']);
    expect(find(store, 'level ret')).toEqual(['one']);
    expect(find(store, '"the level"')).toEqual(expect.arrayContaining(['one', 'three']));
    expect(find(store, '"level the"')).toEqual([]);
  });

  it('looks past case and accents, and reads signs that are written without spaces', () => {
    const store = storeWith({ fr: 'Café résumé naïve', cn: '突破回踩之后再进场', jp: 'ブレイクアウトを待った', gr: 'Ελληνικά', ru: 'Ёлка', combining: 'Cafe\u0301 two' });
    expect(find(store, 'CAFE')).toEqual(expect.arrayContaining(['fr', 'combining']));
    expect(find(store, 'resume')).toEqual(['fr']);
    expect(find(store, '回踩')).toEqual(['cn']);
    expect(find(store, '踩回')).toEqual([]);
    expect(find(store, 'アウト')).toEqual(['jp']);
    // Accents are looked past on Latin letters alone.
    expect(find(store, 'ΕΛΛΗΝΙΚΆ')).toEqual(['gr']);
    expect(find(store, 'ελληνικα')).toEqual([]);
    const [document] = searchDocuments(store, 'a', searchExpression('回踩') ?? '', 5).documents;
    expect(document?.words).toBe('突破\u0001回踩\u0002之后再进场');
  });

  it('reads nothing a person types as syntax', () => {
    const store = storeWith({ one: 'fear AND greed', two: 'nothing' });
    for (const typed of ['fear AND', 'AND', 'NEAR(fear greed)', 'words:fear', '"fear', 'fear*', '-fear', '^fear', '(fear', '{words}: fear', 'fear"', "fear'; DROP TABLE search; --", 'fear\u0000', '* OR *', '""', '   ', '—']) {
      expect(() => find(store, typed), typed).not.toThrow();
    }
    expect(find(store, 'fear AND greed')).toEqual(['one']);
    expect(find(store, 'nothing OR fear')).toEqual([]);
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '*', ' ', 'a', '(', ')', ':', '-', '^', '{', '}', '\u0000', '\u0001', 'OR ', 'NOT ', '突') })), (typed) => find(store, typed).length <= 2), { numRuns: 3_000 });
  });

  it('keeps accounts apart', () => {
    const store = storeWith({ one: 'fear' });
    add(store, { other: 'fear too' }, 'b');
    add(store, { third: 'fear' }, 'A');
    expect(find(store, 'fear')).toEqual(['one']);
    expect(find(store, 'fear', 'b')).toEqual(['other']);
    expect(find(store, 'holdfastaccount')).toEqual([]);
  });

  it('forgets what is no longer said', () => {
    const store = storeWith({ one: 'fear', two: 'fear' });
    add(store, { one: 'calm', two: '' }, 'a');
    expect(find(store, 'fear')).toEqual([]);
    expect(find(store, 'calm')).toEqual(['one']);
    expect(store.first<{ n: number }>(sqlOf('SELECT count(*) AS n FROM search'))?.n).toBe(1);
    expect(store.first<{ n: number }>(sqlOf('SELECT count(*) AS n FROM search_stale'))?.n).toBe(0);
  });

  it('gives the newest when too many match to rank them, and says so', () => {
    const store = storeWith(Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`d${index}`, index === 7 ? 'rare retest' : 'a retest'])));
    const many = searchDocuments(store, 'a', searchExpression('retest') ?? '', 3);
    expect(many.order).toBe('newest');
    // Stale rows are taken in order of their keys, so the highest key is the newest document.
    expect(many.documents.map(({ subjectId }) => subjectId)).toEqual(['d999', 'd998', 'd997']);
    expect(searchDocuments(store, 'a', searchExpression('rare retest') ?? '', 3)).toMatchObject({ order: 'best', documents: [{ subjectId: 'd7' }] });
  });

  it('marks hits with signs that no text can bring along', () => {
    const store = storeWith({ one: '\u0001<img src=x onerror=alert(1)>\u0002 fear' });
    expect(searchDocuments(store, 'a', searchExpression('fear') ?? '', 1).documents[0]?.words).toBe('<img src=x onerror=alert(1)> \u0001fear\u0002');
  });
});
