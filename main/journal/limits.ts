/** The limits log as the window pages through it. */
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import { countLimits, listLimits, type LimitsFilter } from '../store/limits-log.ts';
import type { Executor } from '../store/executor.ts';
import { selectedAccount } from './desk.ts';
import { wire } from './wire.ts';

export function queryLimits(db: Executor, { kinds, ruleKind, text, from, to, cursor, limit }: CallInput<'log.query'>): CallOutput<'log.query'> {
  const account = selectedAccount(db);
  if (account === null) return { rows: [], nextCursor: null, total: 0 };
  const filter: LimitsFilter = { accountId: account.id, kinds, ruleKind, text, from, to };
  const found = listLimits(db, filter, cursor, limit + 1);
  const page = found.slice(0, limit);
  return wire<CallOutput<'log.query'>>({
    rows: page.map(({ seq, ticketId, at, sessionDate, kind, symbol, side, outcome, grade, status, rules, note }) => ({ seq, ticketId, at, sessionDate, kind, symbol, side, outcome, grade, status, rules, note })),
    nextCursor: found.length > limit ? (page.at(-1)?.seq ?? null) : null,
    total: countLimits(db, filter),
  });
}
