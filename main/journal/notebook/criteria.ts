/** Whether what the playbook asks of a setup was there in a trade: said by the trader, one criterion at a time. */
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { TradeCriterion } from '../../../preload/contract/notebook.ts';
import { criteriaSaid, putCriterion, takeCriterion } from '../../store/criteria.ts';
import type { Executor } from '../../store/executor.ts';
import { setupNamed, type Setup } from '../../store/setups.ts';
import type { Trade } from '../../store/trades.ts';
import { JournalError } from '../errors.ts';
import type { Recording } from '../recording.ts';
import { requireTrade } from '../trade-ledger.ts';
import { subjectIds } from './subject.ts';

export function tradeCriteria(db: Executor, trade: Trade, setup: Setup | null): TradeCriterion[] {
  const said = criteriaSaid(db, trade.accountId, subjectIds(trade));
  const asked = setup?.criteria ?? [];
  return [
    ...asked.map((criterion) => ({ criterion, met: said.get(criterion) ?? null, current: true })),
    ...[...said].filter(([criterion]) => !asked.includes(criterion)).map(([criterion, met]) => ({ criterion, met, current: false })),
  ];
}

export function sayCriterion(recording: Recording, { tradeId, criterion, met }: CallInput<'notebook.criterion.say'>): void {
  const { tx, now } = recording;
  const trade = requireTrade(tx, tradeId);
  const known = tradeCriteria(tx, trade, trade.setup === null ? null : setupNamed(tx, trade.setup)).find((entry) => entry.criterion === criterion);
  if (known === undefined) throw new JournalError('not-found', 'The trade’s setup has no such criterion.', { field: 'criterion' });
  if (known.met === met) return;
  recording.note({ type: 'criterion-said', tradeId, criterion, from: known.met, to: met, at: now });
  if (met === null) takeCriterion(tx, trade.accountId, subjectIds(trade), criterion);
  else putCriterion(tx, trade.accountId, tradeId, criterion, met, now);
}
