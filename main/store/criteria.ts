/** What was said of the criteria of a trade's setup. */
import { query, type Executor } from './executor.ts';
import { among } from './labels.ts';

/** By criterion, what was said of a trade under its ids; what was said under the first one counts before the others. */
export function criteriaSaid(db: Executor, accountId: string, tradeIds: readonly string[]): Map<string, boolean> {
  const rows = db.all(query.selectFrom('criteria_said').select(['trade_id', 'criterion', 'met']).where('account_id', '=', accountId).where('trade_id', 'in', among(tradeIds)).orderBy('at').orderBy('criterion'));
  const ranked = rows.toSorted((a, b) => tradeIds.indexOf(b.trade_id) - tradeIds.indexOf(a.trade_id));
  return new Map(ranked.map(({ criterion, met }) => [criterion, met === 1]));
}

export function putCriterion(db: Executor, accountId: string, tradeId: string, criterion: string, met: boolean, at: number): void {
  const said = { met: met ? 1 : 0, at } as const;
  db.run(query.insertInto('criteria_said').values({ account_id: accountId, trade_id: tradeId, criterion, ...said }).onConflict((conflict) => conflict.columns(['account_id', 'trade_id', 'criterion']).doUpdateSet(said)));
}

export function takeCriterion(db: Executor, accountId: string, tradeIds: readonly string[], criterion: string): void {
  db.run(query.deleteFrom('criteria_said').where('account_id', '=', accountId).where('trade_id', 'in', among(tradeIds)).where('criterion', '=', criterion));
}
