/** Takes queued mail and hands it to the mail server; what fails is tried again, later and later, for a day. */
import { createTransport } from 'nodemailer';
import type { PlatformHandle } from '../db/handles.ts';
import type { Mail } from './mail.ts';

const BATCH = 20;
const MOST_ATTEMPTS = 10;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 6 * 3600_000;

export interface DeliveryOptions {
  readonly platform: PlatformHandle;
  readonly mail: Mail;
  readonly smtpUrl: string;
  readonly from: string;
  readonly clock: () => Date;
}

export interface Delivery {
  /** Sends what is due. @returns how many were accepted by the mail server */
  run(): Promise<number>;
  close(): void;
}

/** How long to wait after the n-th failure. */
export function retryDelay(attempts: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
}

export function createDelivery({ platform, mail, smtpUrl, from, clock }: DeliveryOptions): Delivery {
  const transport = createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true });

  /** One message in one transaction: the row is locked while it is sent, so two services never send it twice. */
  async function sendNext(): Promise<boolean | null> {
    return platform.transaction().execute(async (tx) => {
      const now = clock();
      const row = await tx
        .selectFrom('platform.mail')
        .selectAll()
        .where('sent_at', 'is', null)
        .where('failed_at', 'is', null)
        .where('next_attempt_at', '<=', now)
        .orderBy('next_attempt_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (row === undefined) return null;
      const update = tx.updateTable('platform.mail').where('mail_id', '=', row.mail_id);
      try {
        await transport.sendMail({
          // Objects, not strings: an address in a string could bring a second recipient along.
          from: { name: 'Holdfast', address: from },
          to: { name: '', address: row.recipient },
          subject: row.subject,
          text: mail.open(row.sealed_body ?? ''),
          messageId: `<${row.mail_id}@${from.split('@')[1] ?? 'holdfast'}>`,
        });
        await update.set({ sent_at: now, sealed_body: null, attempts: row.attempts + 1, last_error: null }).execute();
        return true;
      } catch (error) {
        const attempts = row.attempts + 1;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
        await update
          .set({
            attempts,
            last_error: code,
            next_attempt_at: new Date(now.getTime() + retryDelay(attempts)),
            ...(attempts >= MOST_ATTEMPTS ? { failed_at: now, sealed_body: null } : {}),
          })
          .execute();
        return false;
      }
    });
  }

  return {
    async run() {
      let sent = 0;
      for (let count = 0; count < BATCH; count += 1) {
        const result = await sendNext();
        if (result === null) break;
        if (result) sent += 1;
      }
      return sent;
    },
    close: () => transport.close(),
  };
}
