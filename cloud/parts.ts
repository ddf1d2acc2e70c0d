/** What the composition root builds once and every feature receives. */
import type { Accounts } from './auth/accounts.ts';
import type { SignInGuard } from './auth/guard.ts';
import type { Config } from './config.ts';
import type { Database } from './db/connect.ts';
import type { SigningKeys } from './licensing/signing-keys.ts';
import type { Mail } from './mail/mail.ts';
import type { PublicAddress } from './public-address.ts';
import type { Secrets } from './secrets.ts';

export interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: () => Date;
  readonly database: Database;
  readonly address: PublicAddress;
  readonly mail: Mail;
  readonly accounts: Accounts;
  readonly guard: SignInGuard;
  readonly keys: SigningKeys;
  readonly version: string;
  readonly startedAt: Date;
}
