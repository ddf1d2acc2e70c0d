/** One job, once a day at an hour, by one service: the record of runs is what says whether today's was done. */
import type { PlatformHandle } from '../db/handles.ts';
import { sql } from '../db/sql.ts';

export interface DailyJob {
  readonly platform: PlatformHandle;
  readonly job: string;
  /** 0–23, UTC. */
  readonly hourUtc: number;
  readonly clock: () => Date;
}

/** The latest moment at which the job was due. */
export function lastDue(now: Date, hourUtc: number): Date {
  const due = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hourUtc));
  return due <= now ? due : new Date(due.getTime() - 86_400_000);
}

/**
 * Runs `work` when today's run has not succeeded yet; records it either way. A missed hour is made up for.
 * @returns whether it ran
 */
export async function runDailyJob(job: DailyJob, work: () => Promise<Readonly<Record<string, unknown>>>): Promise<boolean> {
  const { platform, clock } = job;
  return platform.connection().execute(async (connection) => {
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_lock(hashtext(${`job:${job.job}`})) as got`.execute(connection);
    if (lock.rows[0]?.got !== true) return false;
    try {
      const now = clock();
      const due = lastDue(now, job.hourUtc);
      const done = await connection
        .selectFrom('platform.job_run')
        .select('run_id')
        .where('job', '=', job.job)
        .where('ok', '=', true)
        .where('started_at', '>=', due)
        .executeTakeFirst();
      if (done !== undefined) return false;
      const failedLately = await connection
        .selectFrom('platform.job_run')
        .select('run_id')
        .where('job', '=', job.job)
        .where('started_at', '>', new Date(now.getTime() - 15 * 60_000))
        .executeTakeFirst();
      if (failedLately !== undefined) return false;
      const run = await connection
        .insertInto('platform.job_run')
        .values({ job: job.job, started_at: now, finished_at: null, ok: null })
        .returning('run_id')
        .executeTakeFirstOrThrow();
      const finish = (ok: boolean, detail: Readonly<Record<string, unknown>>) =>
        connection
          .updateTable('platform.job_run')
          .set({ finished_at: clock(), ok, detail: JSON.stringify(detail) })
          .where('run_id', '=', run.run_id)
          .execute();
      try {
        await finish(true, await work());
      } catch (error) {
        await finish(false, { error: error instanceof Error ? error.message.slice(0, 500) : 'failed' });
        throw error;
      }
      return true;
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${`job:${job.job}`}))`.execute(connection);
    }
  });
}
