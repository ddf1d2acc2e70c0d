/**
 * Benchmark: cost of one licence lookup and one seats page from 10 to 10,000 tenants (20 seats each), one connection.
 *
 * `node cloud/bench/tenants.ts [most]` prints one JSON object; flat is a median at most twice the smallest.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { listSeats } from '../tenants/seats.ts';
import { startTestCluster } from '../testing/harness.ts';
import { authorizations, populate } from './populate.ts';

const MOST = Number(process.argv[2] ?? 10_000);
const STEPS = [10, 100, 1_000, 10_000].filter((step) => step <= MOST);
const SEATS = 20;
const ROUNDS = 1_500;

function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3));
  return { p50: at(0.5), p99: at(0.99) };
}

async function measure(targets: readonly string[], work: (tenantId: string, deviceId: string) => Promise<unknown>): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [, tenantId = '', deviceId = ''] = targets[round % targets.length]?.split('_') ?? [];
    const started = performance.now();
    await work(tenantId, deviceId);
    if (round >= 200) times.push(performance.now() - started);
  }
  return percentiles(times);
}

const cluster = await startTestCluster();
try {
  const { adminUrl, database } = await cluster.createDatabase();
  const results = [];
  let present = 0;
  for (const tenants of STEPS) {
    await populate(adminUrl, { from: present, to: tenants }, SEATS, 1);
    present = tenants;
    const targets = authorizations({ from: 0, to: tenants }, SEATS, 200);
    results.push({
      tenants,
      licenceMs: await measure(targets, (tenantId, deviceId) => database.licenceFacts(tenantId, deviceId)),
      seatsPageMs: await measure(targets, (tenantId) => database.withTenant(tenantId, (tx) => listSeats(tx, tenantId, { limit: 50 }))),
    });
  }
  const licence = results.map((result) => result.licenceMs.p50);
  const growth = Math.max(...licence) / Math.min(...licence);
  process.stdout.write(`${JSON.stringify({ bench: 'tenants', seatsPerTenant: SEATS, results, growth: Number(growth.toFixed(2)), flat: growth <= 2 }, null, 2)}\n`);
} finally {
  await cluster.stop();
}
