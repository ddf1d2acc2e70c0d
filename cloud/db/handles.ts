/** Names for open transactions and handles, so that features need not import the query builder. */
import type { Kysely, Transaction } from 'kysely';
import type { AuthDatabase, MailTable, PlatformDatabase } from './schema.ts';

export type AuthHandle = Kysely<AuthDatabase>;
export type AuthTx = Transaction<AuthDatabase>;
export type PlatformHandle = Kysely<PlatformDatabase>;
export type PlatformTx = Transaction<PlatformDatabase>;
/** Anything that can insert into the mail queue: an open transaction, or a role's own handle. */
export type MailExecutor = Pick<Kysely<{ 'platform.mail': MailTable }>, 'insertInto'>;
