import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Memory } from './placement.ts';

const rectangle = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(0), height: z.int().min(0) }).nullable();
const file = z.strictObject({
  version: z.literal(1),
  memories: z.array(z.strictObject({ arrangement: z.string(), full: rectangle, compact: rectangle })),
});

/** Where the window stood, on disk. A file that is missing or damaged is no memory: the window then begins anew. */
export function loadMemories(path: string): readonly Memory[] {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).memories;
  } catch {
    return [];
  }
}

/** Best effort: the window's place is not worth an error message. */
export function saveMemories(path: string, memories: readonly Memory[]): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify({ version: 1, memories }));
    renameSync(`${path}.new`, path);
  } catch {
    return;
  }
}
