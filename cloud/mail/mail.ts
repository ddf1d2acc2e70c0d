/**
 * Outgoing mail: written to a queue in the same transaction as its cause, delivered later.
 *
 * An invitation that was acknowledged is therefore sent even when the service is killed a moment later. Bodies hold
 * one-time links, so they are sealed in the table and erased once delivered; in development they stay for the
 * outbox page.
 */
import type { MailExecutor } from '../db/handles.ts';
import type { Secrets } from '../secrets.ts';

const SEAL_PURPOSE = 'mail-body';

/** A message ready to be queued. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mail {
  /** Queues one message on the given executor. */
  queue(executor: MailExecutor, message: Message): Promise<void>;
  /** Opens the sealed body of a queued message. */
  open(sealedBody: string): string;
}

export function createMail(secrets: Secrets, clock: () => Date): Mail {
  return {
    async queue(executor, message) {
      const now = clock();
      await executor
        .insertInto('platform.mail')
        .values({
          queued_at: now,
          recipient: message.to,
          subject: message.subject,
          sealed_body: secrets.seal(SEAL_PURPOSE, message.text),
          next_attempt_at: now,
          sent_at: null,
          failed_at: null,
          last_error: null,
        })
        .execute();
    },
    open: (sealedBody) => secrets.open(SEAL_PURPOSE, sealedBody),
  };
}
