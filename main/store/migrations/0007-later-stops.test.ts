import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { laterStopsOf } from '../report-rows.ts';
import { temporaryStore } from '../testing.ts';
import { laterStops } from './0007-later-stops.ts';

describe('migration 7', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(laterStops.sql).digest('hex')).toMatchInlineSnapshot(`"f0167bb68372162491520f125fccca4b0f4e17b969fdf2e903224f738384f75e"`);
  });

  it('finds stops that were typed later without reading the other trades', () => {
    const store = temporaryStore();
    expect(laterStopsOf(store, 'a')).toEqual([]);
    const plan = store.all(sqlOf<{ detail: string }>("EXPLAIN QUERY PLAN SELECT r_micro FROM trades WHERE account_id = 'a' AND stop_provenance = 'typed' AND status = 'closed'"));
    expect(plan.map(({ detail }) => detail).join()).toContain('trades_stop_typed');
  });
});
