import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type VirtualDisplay = {
  /** Value for DISPLAY, such as ":3". */
  name: string;
  stop: () => Promise<void>;
};

/** Large enough for two of the app's windows side by side. */
const screen = '1600x1000x24';

/**
 * Starts a virtual X display on a number that the server itself finds free, so that any number of runs can
 * go on at the same time.
 * @throws Error when Xvfb is not installed or does not come up
 */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Ctrl+C goes to the whole group of processes; the screen has to outlive what is drawn on it.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`Xvfb does not start: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`Xvfb ended at once (${code})`)));
    createInterface(server.stdio[3] as Readable).once('line', resolve);
  });
  // Nothing should keep a program alive only because its screen is still there, nor leave the screen behind.
  server.unref();
  const killAtExit = () => server.kill();
  process.once('exit', killAtExit);
  return {
    name: `:${number.trim()}`,
    stop: async () => {
      process.off('exit', killAtExit);
      server.ref();
      server.kill();
      await ended;
    },
  };
}
