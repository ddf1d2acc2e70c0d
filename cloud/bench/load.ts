/** A small closed-loop HTTP load generator, run in a worker thread so that it does not share the server's event loop. */
import { Agent, request } from 'node:http';
import { Worker } from 'node:worker_threads';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const loadSchema = z.object({
  url: z.string(),
  method: z.enum(['GET', 'POST']),
  /** Bodies and tokens taken in turn. */
  body: z.string().nullable(),
  authorizations: z.array(z.string()),
  connections: z.number().int(),
  seconds: z.number(),
});
export type Load = z.infer<typeof loadSchema>;

const resultSchema = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), failures: z.number().int(), requests: z.number().int() });
/** Requests per second, latency percentiles in milliseconds, and how many answers were not 200. */
export type LoadResult = z.infer<typeof resultSchema>;

/** Runs one load and returns its numbers. */
export function runLoad(load: Load): Promise<LoadResult> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: load });
    worker.once('message', (message: unknown) => done(resultSchema.parse(message)));
    worker.once('error', fail);
  });
}

function once(load: Load, agent: Agent, authorization: string | undefined): Promise<number> {
  return new Promise((done, fail) => {
    const headers = {
      ...(load.body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(load.body) }),
      ...(authorization === undefined ? {} : { authorization }),
    };
    const sent = request(load.url, { method: load.method, agent, headers }, (response) => {
      response.resume();
      response.once('end', () => done(response.statusCode ?? 0));
    });
    sent.once('error', fail);
    sent.end(load.body ?? undefined);
  });
}

async function generate(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const latencies: number[] = [];
  let failures = 0;
  let turn = 0;
  const loop = async (until: number, record: boolean): Promise<void> => {
    while (performance.now() < until) {
      turn += 1;
      const started = performance.now();
      const status = await once(load, agent, load.authorizations[turn % Math.max(1, load.authorizations.length)]);
      if (!record) continue;
      latencies.push(performance.now() - started);
      if (status !== 200) failures += 1;
    }
  };
  const all = (until: number, record: boolean) => Promise.all(Array.from({ length: load.connections }, () => loop(until, record)));
  await all(performance.now() + 1_000, false);
  const started = performance.now();
  await all(started + load.seconds * 1000, true);
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), failures, requests: latencies.length };
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  port.postMessage(await generate(loadSchema.parse(workerData)));
}
