import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMemories, saveMemories } from './window-memory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('window memory', () => {
  const memories = [{ arrangement: '1440x900+0+0', full: { x: 1, y: 2, width: 400, height: 500 }, compact: null }];

  it('comes back as it was', () => {
    const path = join(folder, 'window.json');
    saveMemories(path, memories);
    expect(loadMemories(path)).toEqual(memories);
  });

  it.each(['', '{', '[]', '{"version":2,"memories":[]}', '{"version":1,"memories":[{"arrangement":"a","full":{"x":"1"},"compact":null}]}'])(
    'is none in a file with %j',
    (content) => {
      const path = join(folder, 'window.json');
      writeFileSync(path, content);
      expect(loadMemories(path)).toEqual([]);
    },
  );

  it('is none without a file, and a folder that is not there stops nothing', () => {
    const path = join(folder, 'gone', 'window.json');
    expect(loadMemories(path)).toEqual([]);
    saveMemories(path, memories);
    expect(loadMemories(path)).toEqual([]);
  });
});
