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
  const service: Service = await startService(config);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing requests`);
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The service did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
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
