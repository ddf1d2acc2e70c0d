import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Memory } from './placement.ts';

// Read before the first window is made, so by hand: a schema would bring the whole library into that moment.
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isLength = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isPlace = (value: unknown): boolean =>
  value === null || (isObject(value) && Number.isSafeInteger(value['x']) && Number.isSafeInteger(value['y']) && isLength(value['width']) && isLength(value['height']));
const isMemory = (value: unknown): value is Memory => isObject(value) && typeof value['arrangement'] === 'string' && isPlace(value['full']) && isPlace(value['compact']);

/** Where the window stood, on disk. A file that is missing or damaged is no memory: the window then begins anew. */
export function loadMemories(path: string): readonly Memory[] {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(file) && file['version'] === 1 && Array.isArray(file['memories']) && file['memories'].every(isMemory) ? file['memories'] : [];
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
