/**
 * The app's log file: what went wrong inside, for the person who looks for it. Plain lines, local only, bounded to two
 * files of half a megabyte. Writing is best effort: a full disk must not turn one fault into two.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LIMIT_BYTES = 512 * 1024;

export class FaultLog {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  write(where: string, fault: unknown): void {
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    const line = `${new Date().toISOString()} ${where}: ${text.replaceAll('\n', '\n  ')}\n`;
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      if (size(this.path) > LIMIT_BYTES) renameSync(this.path, `${this.path}.1`);
      appendFileSync(this.path, line);
    } catch {
      process.stderr.write(line);
    }
  }
}

function size(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
