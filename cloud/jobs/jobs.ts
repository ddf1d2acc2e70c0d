/**
 * The service's recurring work: mail, cleaning up, the daily backup.
 *
 * A timer and a table are enough here: mail waits in its own table, and the backup takes an advisory lock, so that
 * of several services one does it.
 */
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { sql } from '../db/sql.ts';
import { createDelivery } from '../mail/delivery.ts';
import type { Parts } from '../parts.ts';
import { backUp } from './backup.ts';
import { runDailyJob } from './daily.ts';

const MAIL_EVERY_MS = 2_000;
const DAILY_CHECK_MS = 60_000;
const HOUR_MS = 3600_000;

/** Repeats `work` after each run has ended; a failure is logged and does not stop the repetition. */
function repeat(name: string, everyMs: number, log: FastifyBaseLogger, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = work().then(
        () => undefined,
        (error: unknown) => log.error({ job: name, err: error }, 'job failed'),
      );
      void running.then(() => {
        if (!stopped) schedule();
      });
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Starts all recurring work; `stop` waits for what is under way. */
export function startJobs(parts: Parts, adminUrl: string, log: FastifyBaseLogger): { stop(): Promise<void> } {
  const { config, database, clock, mail } = parts;
  const { platform } = database;
  const jobs: { stop(): Promise<void> }[] = [];

  if (config.smtpUrl !== null) {
    const delivery = createDelivery({ platform, mail, smtpUrl: config.smtpUrl, from: config.mailFrom, clock });
    const sending = repeat('mail', MAIL_EVERY_MS, log, () => delivery.run());
    jobs.push({
      async stop() {
        await sending.stop();
        delivery.close();
      },
    });
  }

  jobs.push(
    repeat('clean-up', HOUR_MS, log, async () => {
      const now = clock();
      const monthAgo = new Date(now.getTime() - 30 * 24 * HOUR_MS);
      await platform.deleteFrom('platform.rate_limit').where('window_end', '<', now).execute();
      if (config.production) await platform.deleteFrom('platform.mail').where('sent_at', '<', monthAgo).execute();
      await database.auth.deleteFrom('auth.session').where('expiresAt', '<', now).execute();
      await database.auth.deleteFrom('auth.one_time_link').where('expires_at', '<', monthAgo).execute();
      // Two-factor sign-ins that were begun and not finished.
      await sql`delete from auth.verification where "expiresAt" < ${now}`.execute(database.auth);
      await database.auth.deleteFrom('auth.sign_in_guard').where('last_failure_at', '<', monthAgo).execute();
    }),
  );

  jobs.push(
    repeat('backup', DAILY_CHECK_MS, log, () =>
      runDailyJob({ platform, job: 'backup', hourUtc: config.backupHourUtc, clock }, () =>
        backUp({ adminUrl, folder: join(config.dataFolder, 'backups'), keep: config.backupsKept, now: clock() }),
      ),
    ),
  );

  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
