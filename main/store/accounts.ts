/** Accounts, the instruments they watch, and the versions of their rules. */
import type { Money } from '../engine/money.ts';
import type { RuleSet, RuleSetContent } from '../engine/model.ts';
import { query, readJson, type Executor } from './executor.ts';
import type { AccountRow } from './tables.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly broker: string;
  readonly currency: string;
  readonly zone: string;
  readonly startingEquity: Money;
}

export interface AccountRules {
  /** Row ids of the versions; null before the first. */
  readonly current: number | null;
  readonly pending: number | null;
}

export interface RuleVersion extends RuleSet {
  readonly rowId: number;
  readonly createdAt: number;
  readonly activeFrom: string | null;
}

export function listAccounts(db: Executor): Account[] {
  return db.all(query.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id')).map(toAccount);
}

export function findAccount(db: Executor, id: string): Account | null {
  const row = db.first(query.selectFrom('accounts').selectAll().where('id', '=', id));
  return row === undefined ? null : toAccount(row);
}

export function insertAccount(db: Executor, account: Account, at: number): void {
  db.run(
    query.insertInto('accounts').values({
      id: account.id, name: account.name, broker: account.broker, currency: account.currency, zone: account.zone,
      starting_equity: account.startingEquity.amount, current_version: null, pending_version: null, created_at: at,
    }),
  );
}

export function updateAccount(db: Executor, account: Account): void {
  db.run(
    query.updateTable('accounts')
      .set({ name: account.name, broker: account.broker, currency: account.currency, zone: account.zone, starting_equity: account.startingEquity.amount })
      .where('id', '=', account.id),
  );
}

function toAccount(row: AccountRow): Account {
  return { id: row.id, name: row.name, broker: row.broker, currency: row.currency, zone: row.zone, startingEquity: { amount: row.starting_equity, currency: row.currency } };
}

// ── Watched instruments ──────────────────────────────────────────────────────────────────────────────────────────

export function watchedSymbols(db: Executor, accountId: string): string[] {
  return db.all(query.selectFrom('watched_instruments').select('symbol').where('account_id', '=', accountId).orderBy('position')).map((row) => row.symbol);
}

export function replaceWatched(db: Executor, accountId: string, symbols: readonly string[]): void {
  db.run(query.deleteFrom('watched_instruments').where('account_id', '=', accountId));
  symbols.forEach((symbol, position) => db.run(query.insertInto('watched_instruments').values({ account_id: accountId, position, symbol })));
}

// ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────

export function accountRules(db: Executor, accountId: string): AccountRules {
  const row = db.first(query.selectFrom('accounts').select(['current_version', 'pending_version']).where('id', '=', accountId));
  return { current: row?.current_version ?? null, pending: row?.pending_version ?? null };
}

export function setAccountRules(db: Executor, accountId: string, rules: AccountRules): void {
  db.run(query.updateTable('accounts').set({ current_version: rules.current, pending_version: rules.pending }).where('id', '=', accountId));
}

/** Content by hash; null when this journal never had it. */
export function ruleSetContent(db: Executor, hash: string): RuleSetContent | null {
  const row = db.first(query.selectFrom('rule_sets').select('content').where('hash', '=', hash));
  return row === undefined ? null : readJson<RuleSetContent>(row.content);
}

export interface NewRuleVersion {
  readonly ruleSetId: string;
  readonly accountId: string;
  readonly name: string;
  readonly hash: string;
  /** Canonical JSON of the content. */
  readonly content: string;
  readonly activeFrom: string | null;
  readonly at: number;
}

/** Adds the account's next version. The content is stored once for each hash. @returns the version's row id */
export function addRuleVersion(db: Executor, version: NewRuleVersion): number {
  db.run(query.insertInto('rule_sets').values({ hash: version.hash, content: version.content, created_at: version.at }).onConflict((conflict) => conflict.column('hash').doNothing()));
  const last = db.first(query.selectFrom('rule_versions').select((row) => row.fn.max('version').as('version')).where('account_id', '=', version.accountId));
  const added = db.first(
    query.insertInto('rule_versions')
      .values({
        rule_set_id: version.ruleSetId, account_id: version.accountId, name: version.name, version: (last?.version ?? 0) + 1,
        hash: version.hash, created_at: version.at, active_from: version.activeFrom,
      })
      .returning('id'),
  );
  if (added === undefined) throw new Error('the version was not stored');
  return added.id;
}

/** Notes the session a version first applied to. */
export function activateVersion(db: Executor, rowId: number, date: string): void {
  db.run(query.updateTable('rule_versions').set({ active_from: date }).where('id', '=', rowId).where('active_from', 'is', null));
}

export function ruleVersion(db: Executor, rowId: number): RuleVersion | null {
  const row = db.first(versions().where('rule_versions.id', '=', rowId));
  return row === undefined ? null : toVersion(row);
}

/** Newest first. */
export function ruleVersions(db: Executor, accountId: string): RuleVersion[] {
  return db.all(versions().where('account_id', '=', accountId).orderBy('version', 'desc')).map(toVersion);
}

function versions() {
  return query
    .selectFrom('rule_versions')
    .innerJoin('rule_sets', 'rule_sets.hash', 'rule_versions.hash')
    .select(['rule_versions.id as row_id', 'rule_set_id', 'name', 'version', 'rule_versions.hash as hash', 'rule_versions.created_at as created_at', 'active_from', 'content']);
}

function toVersion(row: { row_id: number; rule_set_id: string; name: string; version: number; hash: string; created_at: number; active_from: string | null; content: string }): RuleVersion {
  const content = readJson<RuleSetContent>(row.content);
  return {
    rowId: row.row_id, id: row.rule_set_id, name: row.name, version: row.version, hash: row.hash, createdAt: row.created_at, activeFrom: row.active_from,
    rules: content.rules, override: content.override,
  };
}
