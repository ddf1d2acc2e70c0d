/**
 * Restores a backup by hand: `DATABASE_URL=… HOLDFAST_SECRET=… node cloud/jobs/restore.ts FILE`.
 *
 * The database must exist and be empty. The secret must be the one the backup was made with: sealed keys and mail in
 * it open with no other.
 */
import process from 'node:process';
import pg from 'pg';
import { parseConfig } from '../config.ts';
import { ensureRoles } from '../db/roles.ts';
import { createSecrets } from '../secrets.ts';
import { restoreInto } from './backup.ts';

const [file] = process.argv.slice(2);
const config = parseConfig(process.env);
if (file === undefined || config.databaseUrl === null || config.secret === null) {
  process.stderr.write('Usage: DATABASE_URL=… HOLDFAST_SECRET=… node cloud/jobs/restore.ts FILE\n');
  process.exit(2);
}
const admin = new pg.Client({ connectionString: config.databaseUrl });
await admin.connect();
try {
  await ensureRoles(admin, createSecrets(config.secret));
} finally {
  await admin.end();
}
const digests = await restoreInto(config.databaseUrl, file);
const rows = Object.values(digests).reduce((sum, one) => sum + one.rows, 0);
process.stdout.write(`Restored and compared: ${Object.keys(digests).length} tables, ${rows} rows.\n`);
