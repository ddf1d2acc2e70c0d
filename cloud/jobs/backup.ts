/**
 * The daily backup: written, then restored into a scratch database and compared, then kept.
 *
 * A backup nobody has restored is a hope. The drill is part of making one: a file that does not restore to the same
 * rows is an error of the job, seen on the operator's health page.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { BackupError, compareDigests, digestTables, readLogicalBackup, writeLogicalBackup } from './logical.ts';
import type { Digests } from './logical.ts';

const run = promisify(execFile);

export interface BackupOptions {
  /** Administrative address: a superuser, or a role with BYPASSRLS and CREATEDB. */
  readonly adminUrl: string;
  readonly folder: string;
  /** How many backups stay. */
  readonly keep: number;
  readonly now: Date;
}

export interface BackupReport {
  readonly file: string;
  readonly method: 'pg_dump' | 'logical';
  readonly bytes: number;
  readonly rows: number;
  readonly [key: string]: unknown;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Whether the installed pg_dump and pg_restore can handle the server: they must not be older than it. */
export async function canUsePgDump(adminUrl: string): Promise<boolean> {
  try {
    const versions = await Promise.all(['pg_dump', 'pg_restore'].map(async (program) => (await run(program, ['--version'])).stdout));
    const server = await withClient(adminUrl, (client) => client.query<{ major: number }>("select current_setting('server_version_num')::integer / 10000 as major"));
    const major = server.rows[0]?.major ?? Number.POSITIVE_INFINITY;
    return versions.every((text) => Number(/(\d+)(?:\.|\s|$|devel|beta|rc)/.exec(text)?.[1] ?? 0) >= major);
  } catch {
    return false;
  }
}

/** Address without the password, and the password for the environment: arguments are visible to everybody on a machine. */
function forPrograms(url: string): { address: string; environment: NodeJS.ProcessEnv } {
  const parsed = new URL(url);
  const password = decodeURIComponent(parsed.password);
  parsed.password = '';
  return { address: parsed.href, environment: { ...process.env, PGPASSWORD: password } };
}

/** Restores a backup into an empty database of the server and checks it; roles must exist already. */
export async function restoreInto(targetUrl: string, file: string): Promise<Digests> {
  if (file.endsWith('.dump')) {
    const { address, environment } = forPrograms(targetUrl);
    await run('pg_restore', ['--exit-on-error', '--single-transaction', '--dbname', address, file], { env: environment });
    return withClient(targetUrl, digestTables);
  }
  return withClient(targetUrl, async (client) => {
    await migrate(client);
    return readLogicalBackup(client, file);
  });
}

/** Restores into a scratch database, compares with what the backup saw, and removes the scratch database. */
export async function drill(adminUrl: string, file: string, expected: Digests): Promise<void> {
  const scratch = `holdfast_drill_${process.pid}_${Date.now()}`;
  await withClient(adminUrl, (client) => client.query(`create database ${scratch} template template0`));
  try {
    compareDigests(expected, await restoreInto(urlOf(adminUrl, scratch), file));
  } finally {
    await withClient(adminUrl, (client) => client.query(`drop database if exists ${scratch} with (force)`));
  }
}

/**
 * Makes one backup, proves it by a restore and removes the oldest beyond `keep`.
 * @throws {BackupError} when the restored rows differ; the file is then not kept
 */
export async function backUp(options: BackupOptions): Promise<BackupReport> {
  const { adminUrl, folder, keep, now } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const method = (await canUsePgDump(adminUrl)) ? 'pg_dump' : 'logical';
  const name = `holdfast-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  const final = join(folder, `${name}${method === 'pg_dump' ? '.dump' : '.jsonl.gz'}`);
  const draft = join(folder, `.${name}.part${method === 'pg_dump' ? '.dump' : '.jsonl.gz'}`);
  try {
    const expected = await withClient(adminUrl, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      if (method === 'logical') return writeLogicalBackup(client, draft, now);
      const snapshot = await client.query<{ id: string }>('select pg_export_snapshot() as id');
      const { address, environment } = forPrograms(adminUrl);
      await run('pg_dump', ['--format=custom', `--snapshot=${snapshot.rows[0]?.id ?? ''}`, `--file=${draft}`, `--dbname=${address}`], { env: environment });
      return digestTables(client);
    });
    await drill(adminUrl, draft, expected);
    await rename(draft, final);
    const { size } = await stat(final);
    await prune(folder, keep);
    return { file: final, method, bytes: size, rows: Object.values(expected).reduce((sum, one) => sum + one.rows, 0) };
  } catch (error) {
    await rm(draft, { force: true });
    throw error instanceof Error ? error : new BackupError(String(error));
  }
}

async function prune(folder: string, keep: number): Promise<void> {
  const files = (await readdir(folder)).filter((file) => /^holdfast-.*\.(dump|jsonl\.gz)$/.test(file)).toSorted();
  for (const file of files.slice(0, Math.max(0, files.length - keep))) await rm(join(folder, file));
}
