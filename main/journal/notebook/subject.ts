/** What words and pictures belong to, from the window's word for it to the store's. */
import type { Subject } from '../../../preload/contract/notebook.ts';
import { findAccount, type Account } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import type { SubjectKey } from '../../store/subjects.ts';
import { JournalError } from '../errors.ts';
import { requireTrade } from '../trade-ledger.ts';

export function requireNotebookAccount(db: Executor, accountId: string): Account {
  const account = findAccount(db, accountId);
  if (account === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  return account;
}

/** Throws `not-found` for a trade or an account that the journal does not have. */
export function requireSubject(db: Executor, subject: Subject): SubjectKey {
  if (subject.kind === 'day') return { accountId: requireNotebookAccount(db, subject.accountId).id, subject: 'day', subjectId: subject.date };
  return { accountId: requireTrade(db, subject.tradeId).accountId, subject: 'trade', subjectId: subject.tradeId };
}

/** The ids under which things were said of a trade: its own, and that of the typed trade it stands for. */
export function subjectIds({ id, replaces }: { readonly id: string; readonly replaces: string | null }): string[] {
  return replaces === null ? [id] : [id, replaces];
}
