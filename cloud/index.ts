/** `npm run cloud`: reads the environment, starts the service, prints its address, stops cleanly on a signal. */
import process from 'node:process';
import { ConfigError, parseConfig } from './config.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

/** After this a shutdown that hangs is ended by force; the embedded database recovers as from a power cut. */
const SHUTDOWN_MS = 20_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  // A signal during the start waits for its end: a database that is just being started would be left behind.
  let service: Service | null = null;
  let stopping = false;
  const close = (): void => {
    service?.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The service did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: ${service === null ? 'stopping once started' : 'finishing requests'}`);
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    close();
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  service = await startService(config);
  if (stopping) return close();
  const address = service.parts.address.origin();
  const { adminEmail, link } = service.seeded;
  const lines = [`Holdfast cloud: ${address}`];
  if (!config.production) {
    lines.push(`Mail (development): ${address}/dev/outbox`);
    if (link !== null) lines.push(`First administrator ${adminEmail}, choose a password: ${link}`);
  }
  // One write: whoever waits for the address has the rest as well.
  say(lines.join('\n'));
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Holdfast cloud did not start.\n${text}\n`);
  process.exit(1);
});
