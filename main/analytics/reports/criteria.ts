import { ROWS_MAX, type Remark, type Report } from '../../../preload/contract/analytics.ts';
import { criteriaSaid } from '../../store/criteria.ts';
import type { Executor } from '../../store/executor.ts';
import { saidTrades } from '../../store/report-rows.ts';
import { listSetups, setupNamed } from '../../store/setups.ts';
import { criteriaResults, type SaidTrade } from '../criteria.ts';
import { rOf } from '../trade-row.ts';
import type { Source } from './history.ts';
import { envelope, type Ask } from './parts.ts';

/** A trade of which something was said, under the playbook's page of its setup. */
interface SetupTrade extends SaidTrade {
  readonly setupId: string;
  /** As it was recorded, which is what a filter names. */
  readonly stated: string;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly currency: string;
}

interface SetupCriteria {
  readonly id: string;
  readonly name: string;
  readonly criteria: readonly string[];
}

export interface Criteria {
  readonly setups: readonly SetupCriteria[];
  readonly trades: readonly SetupTrade[];
}

const SAID_AFTERWARDS: Remark = { tone: 'info', title: 'Said when the result is known', text: 'Criteria are ticked on a trade’s page in the journal, most often after it closed. What is said then is easily coloured by how it ended; say it before you look.' };

export function readCriteria(db: Executor, accountId: string): Criteria {
  const trades = saidTrades(db, accountId).flatMap(({ id, replaces, setup, sessionDate, symbol, currency, rMicro }): SetupTrade[] => {
    const page = setup === null ? null : setupNamed(db, setup);
    if (setup === null || page === null) return [];
    return [{ setupId: page.id, stated: setup, sessionDate, symbol, currency, r: rOf({ rMicro }), said: criteriaSaid(db, accountId, replaces === null ? [id] : [id, replaces]) }];
  });
  return { setups: listSetups(db), trades };
}

/** What was said of the setups' criteria, and how the trades went. */
export function criteriaReport(ask: Ask<Source>, { setups, trades }: Criteria): Report<'criteria'> {
  const { from, to, symbol, setup: stated } = ask.filter;
  const { currency } = ask.history.account;
  const chosen = trades.filter(
    (trade) => trade.currency === currency && (from === null || trade.sessionDate >= from) && (to === null || trade.sessionDate <= to) && (symbol === null || trade.symbol === symbol) && (stated === null || trade.stated === stated),
  );
  const rows = setups.flatMap(({ id, name, criteria }) => {
    const own = chosen.filter(({ setupId }) => setupId === id);
    if (own.length === 0) return [];
    return criteriaResults(own, criteria).map(({ criterion, met, metR, missing, missingR }) => ({
      setup: name, criterion: criterion ?? 'All of them', met, metR: metR.value, metSample: metR.sample, missing, missingR: missingR.value, missingSample: missingR.sample,
    }));
  });
  return envelope('criteria', ask, [], { criteria: rows.slice(0, ROWS_MAX) }, rows.length === 0 ? [] : [SAID_AFTERWARDS]);
}
