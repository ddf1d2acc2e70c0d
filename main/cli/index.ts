/** `desk`: the journal and the engine without the window. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { dataFolder } from '../data-folder.ts';
import { runDesk } from './run-desk.ts';

// A reader that has seen enough (`desk trades | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runDesk(process.argv.slice(2), {
  data: (stated) => (stated === undefined ? dataFolder({ platform: process.platform, home: homedir(), cwd: process.cwd(), env: process.env }) : resolve(stated)),
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
});
