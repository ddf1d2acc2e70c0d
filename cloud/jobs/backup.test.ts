/** Backups that restore: the logical export with its drill, damage that is noticed, the once-a-day record. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../db/connect.ts';
import { createTestService, startTestCluster, temporaryFolder, withAdmin } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';
import { backUp, canUsePgDump, drill, restoreInto } from './backup.ts';
import { lastDue, runDailyJob } from './daily.ts';
import { digestTables } from './logical.ts';

let cluster: TestCluster;
let service: TestService;
let folder: string;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
  folder = await temporaryFolder();
  const owner = await service.signUp('backup@keep.example', 'Kept “Desk” \\ line');
  await service.addDevice(owner.client, owner.tenantId);
});
afterAll(async () => {
  await service.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('backup', () => {
  test('restores to the same rows in every table, and a service can work on the result', async () => {
    const report = await backUp({ adminUrl: service.adminUrl, folder, keep: 3, now: new Date() });
    expect(report.rows).toBeGreaterThan(10);
    expect(report.method).toBe((await canUsePgDump(service.adminUrl)) ? 'pg_dump' : 'logical');
    await withAdmin(cluster.postgres.url('postgres'), (client) => client.query('create database restored'));
    const url = cluster.postgres.url('restored');
    const restored = await restoreInto(url, report.file);
    const original = await withAdmin(service.adminUrl, digestTables);
    const { 'platform.migration': _one, ...want } = original;
    const { 'platform.migration': _two, ...have } = restored;
    expect(have).toEqual(want);
    const database = connect(url, cluster.secrets);
    const tenants = await database.platform.selectFrom('app.tenant').select('name').execute();
    expect(tenants.map((tenant) => tenant.name)).toContain('Kept “Desk” \\ line');
    await database.close();
  });

  test('keeps as many as it is told, leaves no scratch database and no draft', async () => {
    for (const day of [1, 2, 3, 4]) await backUp({ adminUrl: service.adminUrl, folder, keep: 2, now: new Date(Date.UTC(2031, 0, day)) });
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect((await readdir(folder)).toSorted().map((name) => name.slice(0, 19))).toEqual(['holdfast-2031-01-03', 'holdfast-2031-01-04']);
    const left = await withAdmin(cluster.postgres.url('postgres'), (client) => client.query("select datname from pg_database where datname like '%drill%'"));
    expect(left.rows).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')('a damaged, cut-off or foreign file fails the drill', async () => {
    const now = new Date(Date.UTC(2032, 0, 1));
    const report = await backUp({ adminUrl: service.adminUrl, folder, keep: 5, now });
    const expected = await withAdmin(service.adminUrl, digestTables);
    if (report.method !== 'logical') return expect(report.file.endsWith('.dump')).toBe(true);
    const lines = gunzipSync(await readFile(report.file)).toString('utf8').trimEnd().split('\n');
    const damaged = join(folder, 'damaged.jsonl.gz');
    const write = (changed: string[]) => writeFile(damaged, gzipSync(`${changed.join('\n')}\n`));
    const attempt = () => drill(service.adminUrl, damaged, expected);

    await write(lines.slice(0, -1));
    await expect(attempt()).rejects.toThrow('cut off');
    await write(lines.map((line) => line.replace('backup@keep.example', 'somebody@else.example')));
    await expect(attempt()).rejects.toThrow('differs');
    await write(lines.filter((line) => !line.includes('"device_id"')));
    await expect(attempt()).rejects.toThrow('differs');
    await write(lines.map((line) => line.replace(/"migrations":\[([\d,]+)\]/, '"migrations":[$1,99]')));
    await expect(attempt()).rejects.toThrow('start the version that made it');
    await write(lines.map((line) => line.replace('{"table":"app.device"}', '{"table":"pg_catalog.pg_authid"}')));
    await expect(attempt()).rejects.toThrow('does not exist');
    await expect(restoreInto(service.adminUrl, report.file)).rejects.toThrow('not empty');
    await rm(damaged);
  });

  test('a role that row-level security applies to cannot make an empty backup', async () => {
    const asApp = service.parts.database.appPool;
    const client = await asApp.connect();
    try {
      await client.query('begin');
      await client.query('set local row_security = off');
      await expect(client.query('select * from app.tenant')).rejects.toThrow('row-level security');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('once a day', () => {
  test('the hour that was due last', () => {
    expect(lastDue(new Date('2026-05-05T02:59:59Z'), 3)).toEqual(new Date('2026-05-04T03:00:00Z'));
    expect(lastDue(new Date('2026-05-05T03:00:00Z'), 3)).toEqual(new Date('2026-05-05T03:00:00Z'));
  });

  test('runs once per day, also when several services ask; a failure is recorded and tried again later', async () => {
    let now = new Date('2026-05-05T04:00:00Z');
    const job = { platform: service.parts.database.platform, job: 'test', hourUtc: 3, clock: () => now };
    let runs = 0;
    const work = async () => {
      runs += 1;
      return { runs };
    };
    const asked = await Promise.all([0, 1, 2].map(() => runDailyJob(job, work)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await runDailyJob(job, work)).toBe(false);
    now = new Date('2026-05-06T03:30:00Z');
    await expect(
      runDailyJob(job, async () => {
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect(await runDailyJob(job, work)).toBe(false);
    now = new Date('2026-05-06T03:46:00Z');
    expect(await runDailyJob(job, work)).toBe(true);
    expect(runs).toBe(2);
    const rows = await service.parts.database.platform.selectFrom('platform.job_run').select(['ok', 'detail']).where('job', '=', 'test').orderBy('started_at').execute();
    expect(rows.map((row) => row.ok)).toEqual([true, false, true]);
    expect(rows[1]?.detail).toEqual({ error: 'disk full' });
  });
});
