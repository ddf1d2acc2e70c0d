/** Makes the disk behave as disks do on bad days. Each answers null, or false, where this machine or user cannot do it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** Whether a disk of its own can be made: that takes the super-user of a Linux machine, who may still lack the right to. */
export const canMakeDisk = process.platform === 'linux' && isRoot && tries(makeDisk);

/** Whether something can be made read-only for the one who runs the tests: permissions do not stop the super-user, a file's immutable flag does. */
export const canMakeReadOnly = process.platform !== 'win32' && (!isRoot || tries(immutableFolder));

export interface Disk {
  readonly folder: string;
  /** Writes until nothing more fits. */
  fill(): void;
  /** Makes room again. */
  free(): void;
  remove(): void;
}

/** A disk of some megabytes, in memory. Throws when the machine does not allow it. */
export function makeDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    throw new Error(`no disk could be made: ${mounted.stderr.toString()}`);
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

/** Nobody can write this file, or in this folder, until the returned function is called. */
export function makeReadOnly(path: string, kind: 'file' | 'folder'): () => void {
  if (isRoot) {
    execFileSync('chattr', ['+i', path]);
    return () => void execFileSync('chattr', ['-i', path]);
  }
  chmodSync(path, kind === 'file' ? 0o444 : 0o555);
  return () => chmodSync(path, kind === 'file' ? 0o644 : 0o755);
}

function immutableFolder(): { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-immutable-'));
  try {
    makeReadOnly(folder, 'folder')();
  } finally {
    rmdirSync(folder);
  }
  return { remove: () => undefined };
}

function tries(make: () => { remove(): void }): boolean {
  try {
    make().remove();
    return true;
  } catch {
    return false;
  }
}
