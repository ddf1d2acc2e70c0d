/** The account of the journal that an import goes to. */
import { INSTRUMENTS } from '../../engine/instruments.ts';
import { TEMPLATES } from '../../engine/templates.ts';
import type { ImportSummary } from '../../imports/read-import.ts';
import { resolveSymbol } from '../../imports/symbols.ts';
import { accountRules, findAccount, insertAccount, replaceWatched, ruleVersion, watchedSymbols, type Account } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { accountsOfOne } from '../../store/imported-fills.ts';
import { findInstrument } from '../../store/instruments.ts';
import { accountNamed } from '../accounts.ts';
import { selectedAccount } from '../desk.ts';
import { JournalError } from '../errors.ts';
import type { Recording } from '../recording.ts';
import { firstRules } from '../rules.ts';

/**
 * Where the fills of one of a broker's accounts go when each has its own: where its fills are, whatever that account of the
 * journal is called by now, or else the one that bears its name. Null when there is neither.
 */
export function accountOfBroker(db: Executor, brokerAccount: string): Account | null {
  const [holder, ...others] = accountsOfOne(db, brokerAccount);
  return (holder !== undefined && others.length === 0 ? findAccount(db, holder) : null) ?? accountNamed(db, brokerAccount);
}

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  /** As the trader stated it; null leaves it to the file, or else to US dollars. */
  readonly currency: string | null;
  readonly zone: string;
}

/** What an amount is in where neither the file nor the trader says it. */
export const DEFAULT_CURRENCY = 'USD';

/**
 * Adds an account for imported trades. Its rules are those of the selected account, its instruments the known ones of the
 * file. Its starting equity is zero: nobody has stated one.
 */
export function addImportAccount(recording: Recording, { id, name, currency: stated, zone }: NewAccount, summary: ImportSummary): Account {
  const { tx, now } = recording;
  const like = selectedAccount(tx);
  const [only, ...others] = summary.currencies;
  const currency = stated ?? (only !== undefined && others.length === 0 ? only : DEFAULT_CURRENCY);
  insertAccount(tx, { id, name, broker: summary.detection.meta.broker, currency, zone, startingEquity: { amount: 0, currency } }, now);
  const traded = [...new Set([...summary.symbols].map((symbol) => resolveSymbol(symbol, { at: summary.firstMs })?.root ?? symbol))].filter((symbol) => findInstrument(tx, symbol) !== null);
  const fallback = like === null ? [INSTRUMENTS[0]?.symbol ?? ''] : watchedSymbols(tx, like.id);
  replaceWatched(tx, id, traded.length > 0 ? traded.toSorted() : fallback);
  const current = like === null ? null : accountRules(tx, like.id).current;
  const rules = current === null ? null : ruleVersion(tx, current);
  firstRules(recording, id, rules?.name ?? TEMPLATES.founder.name, rules === null ? TEMPLATES.founder.content : { rules: rules.rules, override: rules.override });
  const added = findAccount(tx, id);
  if (added === null) throw new JournalError('internal', 'The account was not stored.');
  return added;
}
