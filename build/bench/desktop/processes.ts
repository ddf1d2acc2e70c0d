/** What an app's processes, all of them together, take from the machine; read from /proc, so on Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** The process and everything that it started, directly or not. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = stat(Number(name))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** Proportional set size in mebibytes: memory that is shared with other processes counts by its share. */
export function memoryMb(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => Number(/^Pss:\s+(\d+) kB$/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

/** Seconds of processor time used so far. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (stat(pid)?.ticks ?? 0), 0) / TICKS_PER_SECOND;
}

/** The kernel's unit for these numbers (USER_HZ) is 100 on every platform that Electron runs on. */
const TICKS_PER_SECOND = 100;

function stat(pid: number): { parent: number; ticks: number } | null {
  // "pid (name) state parent …": the name may hold spaces and brackets.
  const fields = text(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return fields.length < 13 ? null : { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // gone meanwhile
  }
}
