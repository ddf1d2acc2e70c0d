import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { unvaluedSymbols } from '../matches.ts';
import { temporaryStore } from '../testing.ts';
import { unvaluedTrades } from './0010-unvalued-trades.ts';

describe('migration 10', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(unvaluedTrades.sql).digest('hex')).toMatchInlineSnapshot(`"931945c6c0981b4d353cf07f2617f714a72e7cd2eaeaf4b878b89c2f14109622"`);
  });

  it('finds trades without a point value without reading the others', () => {
    const store = temporaryStore();
    expect(unvaluedSymbols(store, 'a')).toEqual([]);
    const plan = store.all(sqlOf<{ detail: string }>("EXPLAIN QUERY PLAN SELECT symbol, count(*) FROM trades WHERE account_id = 'a' AND provenance = 'imported' AND point_value IS NULL GROUP BY symbol ORDER BY symbol"));
    expect(plan.map(({ detail }) => detail).join()).toContain('trades_unvalued');
  });
});
