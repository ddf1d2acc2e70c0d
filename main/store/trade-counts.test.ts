import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sqlOf } from './executor.ts';
import { insertTradeRow, temporaryStore, TRADE_STATUSES, type TradeShape } from './testing.ts';
import { tradeChanges } from './trade-changes.ts';
import { tradeCounts } from './trade-counts.ts';

const shape: fc.Arbitrary<TradeShape> = fc.record({
  status: fc.constantFrom(...TRADE_STATUSES), session_date: fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-23'), currency: fc.constantFrom('USD', 'EUR'), costs_known: fc.constantFrom('all', 'some', 'none'),
});
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), shape }),
  fc.record({ do: fc.constant('change' as const), which: fc.nat(), shape }),
  fc.record({ do: fc.constant('drop' as const), which: fc.nat() }),
);

it('the counts are those of the trades, whatever happens to these', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const store = temporaryStore({ durable: false });
      const ids: string[] = [];
      let changes = 0;
      steps.forEach((each, serial) => {
        store.transaction((tx) => {
          if (each.do === 'add') {
            insertTradeRow(tx, `t${serial}`, each.shape);
            ids.push(`t${serial}`);
          } else if (ids.length > 0) {
            const id = ids[each.which % ids.length] ?? '';
            if (each.do === 'drop') {
              tx.run(sqlOf(`DELETE FROM trades WHERE id = '${id}'`));
              ids.splice(ids.indexOf(id), 1);
            } else {
              const { status, session_date: date, currency, costs_known: costs } = each.shape;
              tx.run(sqlOf(`UPDATE trades SET status = '${status}', session_date = '${date}', currency = '${currency}', costs_known = '${costs}' WHERE id = '${id}'`));
            }
          }
        });
        const now = tradeChanges(store, 'a');
        expect(now).toBeGreaterThanOrEqual(changes);
        changes = now;
      });
      for (const statuses of [['closed'], ['open', 'closed'], ['unvalued']] as const) {
        for (const [from, to] of [[null, null], ['2026-11-20', null], [null, '2026-11-19']] as const) {
          const where = `account_id = 'a' AND status IN (${statuses.map((status) => `'${status}'`).join()})${from === null ? '' : ` AND session_date >= '${from}'`}${to === null ? '' : ` AND session_date <= '${to}'`}`;
          const [counted] = store.all<{ trades: number; unknown: number }>(sqlOf(`SELECT count(*) AS trades, coalesce(sum(costs_known <> 'all'), 0) AS unknown FROM trades WHERE ${where}`));
          expect(tradeCounts(store, { accountId: 'a', statuses, from, to })).toEqual({ trades: counted?.trades, costsUnknown: counted?.unknown });
        }
      }
      store.close();
    }),
    { numRuns: 25 },
  );
});
