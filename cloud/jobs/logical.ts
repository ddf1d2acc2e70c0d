/**
 * A backup made with nothing but SQL: every row of every table as JSON lines, gzipped.
 *
 * For where `pg_dump` is missing or older than the server (the embedded PostgreSQL brings none). It restores into an
 * empty database that was migrated to the same version, and its last line carries each table's row count and digest,
 * so a cut-off or altered file is refused.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { z } from 'zod';

const FORMAT = 'holdfast-logical-1';
const BATCH = 500;

/** Row count and order-independent digest of one table. */
export interface TableDigest {
  readonly rows: number;
  readonly digest: string;
}
export type Digests = Readonly<Record<string, TableDigest>>;

const digestsSchema = z.record(z.string(), z.object({ rows: z.number().int(), digest: z.string() }));
const lineSchema = z.union([
  z.strictObject({ format: z.literal(FORMAT), migrations: z.array(z.number().int()), createdAt: z.string() }),
  z.strictObject({ table: z.string() }),
  z.strictObject({ row: z.record(z.string(), z.unknown()) }),
  z.strictObject({ end: digestsSchema }),
]);

/** A backup that cannot be made or used. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Tables of the three schemas, parents before children, as quoted names. */
async function orderedTables(client: pg.Client): Promise<string[]> {
  const result = await client.query<{ name: string; parents: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      array(select format('%I.%I', pn.nspname, p.relname) from pg_constraint k
            join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
            where k.conrelid = c.oid and k.contype = 'f' and p.oid <> c.oid) as parents
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'platform', 'auth') and c.relkind = 'r' order by 1`);
  const ordered: string[] = [];
  let rest = result.rows;
  while (rest.length > 0) {
    const free = rest.filter((table) => table.parents.every((parent) => ordered.includes(parent)));
    if (free.length === 0) throw new BackupError('foreign keys form a circle');
    ordered.push(...free.map((table) => table.name));
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** Counts and digests of all tables as the client's transaction sees them. */
export async function digestTables(client: pg.Client): Promise<Digests> {
  // A role that row-level security applies to would see no rows and call that a backup: this makes it an error.
  await client.query('set row_security = off');
  const digests: Record<string, TableDigest> = {};
  for (const table of await orderedTables(client)) {
    const result = await client.query<{ rows: string; digest: string }>(
      `select count(*) as rows, coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text as digest from ${table} t`,
    );
    const row = result.rows[0];
    if (row !== undefined) digests[table] = { rows: Number(row.rows), digest: row.digest };
  }
  return digests;
}

/** Writes the whole database to `file` from the client's (repeatable read) transaction. */
export async function writeLogicalBackup(client: pg.Client, file: string, now: Date): Promise<Digests> {
  const digests = await digestTables(client);
  const migrations = await client.query<{ id: number }>('select id from platform.migration order by id');
  async function* lines(): AsyncGenerator<string> {
    yield line({ format: FORMAT, migrations: migrations.rows.map((row) => row.id), createdAt: now.toISOString() });
    for (const table of await orderedTables(client)) {
      if (table === 'platform.migration') continue;
      yield line({ table });
      await client.query(`declare backup_rows no scroll cursor for select to_jsonb(t) as row from ${table} t`);
      for (;;) {
        const batch = await client.query<{ row: unknown }>(`fetch ${BATCH} from backup_rows`);
        if (batch.rows.length === 0) break;
        yield batch.rows.map((row) => line({ row: row.row })).join('');
      }
      await client.query('close backup_rows');
    }
    yield line({ end: digests });
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(file, { mode: 0o600, flush: true }));
  return digests;
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Reads a backup into an empty, migrated database, in one transaction, and compares every table.
 * @throws {BackupError} when the file is damaged, of another schema version, or the tables are not empty
 */
export async function readLogicalBackup(client: pg.Client, file: string): Promise<Digests> {
  const known = new Set(await orderedTables(client));
  await client.query('begin');
  try {
    await client.query('set local row_security = off');
    let table: string | null = null;
    let rows: unknown[] = [];
    let expected: Digests | null = null;
    let sawHeader = false;
    const flush = async (): Promise<void> => {
      if (table !== null && rows.length > 0) {
        await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
      }
      rows = [];
    };
    const input = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const text of input) {
      const parsed = lineSchema.parse(JSON.parse(text));
      if ('format' in parsed) {
        sawHeader = true;
        const mine = await client.query<{ id: number }>('select id from platform.migration order by id');
        if (JSON.stringify(mine.rows.map((row) => row.id)) !== JSON.stringify(parsed.migrations)) {
          throw new BackupError(`The backup has the migrations ${parsed.migrations.join(', ')}; start the version that made it.`);
        }
      } else if ('table' in parsed) {
        await flush();
        if (!sawHeader || !known.has(parsed.table)) throw new BackupError(`The backup names a table that does not exist: ${parsed.table}`);
        const found = await client.query(`select 1 from ${parsed.table} limit 1`);
        if (found.rows.length > 0) throw new BackupError(`The database to restore into is not empty: ${parsed.table}`);
        table = parsed.table;
      } else if ('row' in parsed) {
        rows.push(parsed.row);
        if (rows.length >= BATCH) await flush();
      } else {
        await flush();
        expected = parsed.end;
      }
    }
    if (expected === null) throw new BackupError('The backup is cut off.');
    compareDigests(expected, await digestTables(client));
    await client.query('commit');
    return expected;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** @throws {BackupError} naming the first table that differs; the list of migrations is compared by the header instead */
export function compareDigests(expected: Digests, actual: Digests): void {
  for (const [table, want] of Object.entries(expected)) {
    if (table === 'platform.migration') continue;
    const have = actual[table];
    if (have === undefined || have.rows !== want.rows || have.digest !== want.digest) {
      throw new BackupError(`${table} differs after the restore: ${want.rows} rows expected, ${have?.rows ?? 0} found.`);
    }
  }
}
