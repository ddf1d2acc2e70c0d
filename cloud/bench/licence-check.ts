/**
 * Benchmark: the licence check (token → tenant transaction → signed answer) against a bare Fastify route with one
 * query, in the same run on the same pool size; then the same check over 1,000 tenants × 200 seats. The two are asked in
 * turns, and the ratio is the median of the rounds' own: what else the machine does hits both.
 *
 * `node cloud/bench/licence-check.ts [seconds]` prints one JSON object.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import fastify from 'fastify';
import pg from 'pg';
import { parseConfig } from '../config.ts';
import { urlForRole } from '../db/roles.ts';
import { seed } from '../seed.ts';
import { createApplication, createParts } from '../service.ts';
import { startTestCluster, TEST_ORIGIN, TEST_SECRET } from '../testing/harness.ts';
import { runLoad } from './load.ts';
import type { LoadResult } from './load.ts';
import { populate } from './populate.ts';

const SECONDS = Number(process.argv[2] ?? 3);
const CONNECTIONS = 16;
const ROUNDS = 5;
/** The aim of the project: a check costs at most twice a trivial route. */
const AIM = 0.5;

function median<T>(values: readonly T[], by: (value: T) => number): T {
  const middle = values.toSorted((a, b) => by(a) - by(b))[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('no result');
  return middle;
}
const typical = (results: readonly LoadResult[]): LoadResult => median(results, ({ perSecond }) => perSecond);
/** The median of what each round of a check reached of the bare round before it. */
function ratioOf(checks: readonly LoadResult[], bares: readonly LoadResult[]): number {
  return Number(median(checks.map((check, round) => check.perSecond / (bares[round]?.perSecond ?? Number.NaN)), (ratio) => ratio).toFixed(3));
}

const cluster = await startTestCluster();
try {
  const { adminUrl, database } = await cluster.createDatabase();
  const config = parseConfig({ HOLDFAST_PUBLIC_URL: TEST_ORIGIN, HOLDFAST_SECRET: TEST_SECRET, HOLDFAST_LOG_LEVEL: 'silent', HOLDFAST_REQUESTS_PER_MINUTE: '100000000' });
  const parts = await createParts(config, cluster.secrets, database);
  const app = await createApplication(parts, () => true);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await seed(parts);

  const pool = new pg.Pool({ connectionString: urlForRole(adminUrl, cluster.secrets, 'holdfast_app'), max: 8 });
  // The cluster is stopped while idle connections are still closing.
  pool.on('error', () => undefined);
  const bare = fastify();
  bare.post('/', async () => (await pool.query('select $1::text as answer', ['yes'])).rows[0]);
  const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 });

  const body = JSON.stringify({ bundleRevision: 1000, keysRevision: 1000 });
  const check = (authorizations: string[]) =>
    runLoad({ url: `${url}/api/desktop/licence`, method: 'POST', body, authorizations, connections: CONNECTIONS, seconds: SECONDS });
  const plain = () => runLoad({ url: bareUrl, method: 'POST', body, authorizations: [], connections: CONNECTIONS, seconds: SECONDS });

  const inTurns = async (authorizations: string[]) => {
    const bares: LoadResult[] = [];
    const checks: LoadResult[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bares.push(await plain());
      checks.push(await check(authorizations));
    }
    return { bares, checks };
  };
  const few = await inTurns(await populate(adminUrl, { from: 0, to: 10 }, 10, 10));
  const started = performance.now();
  const manyTenants = await populate(adminUrl, { from: 10, to: 1010 }, 200, 500);
  const populated = (performance.now() - started) / 1000;
  const many = await inTurns(manyTenants);

  const failures = [...few.bares, ...few.checks, ...many.bares, ...many.checks].reduce((sum, run) => sum + run.failures, 0);
  process.stdout.write(
    `${JSON.stringify(
      {
        bench: 'licence-check',
        bare: typical(few.bares),
        check: typical(few.checks),
        ratio: ratioOf(few.checks, few.bares),
        aim: AIM,
        manyTenants: { ...typical(many.checks), tenants: 1010, seats: 200_100, populateSeconds: Number(populated.toFixed(1)) },
        ratioManyTenants: ratioOf(many.checks, many.bares),
        failures,
      },
      null,
      2,
    )}\n`,
  );
  await app.close();
  await bare.close();
  await pool.end();
  if (failures > 0) process.exitCode = 1;
} finally {
  await cluster.stop();
}
