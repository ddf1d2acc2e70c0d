/** A folder of its own for each test. */
import { sql, type Compilable } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { query } from './executor.ts';
import { openStore, type OpenOptions, type Store } from './open-store.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own; both are gone when the test is over. */
export function temporaryStore(options: Partial<OpenOptions> = {}): Store {
  const store = openStore({ path: join(temporaryFolder(), 'journal.db'), mode: 'write', owner: 'test', ...options });
  onTestFinished(() => store.close());
  return store;
}

/** A statement given as text, for what only a test asks of a database. */
export function raw<T = unknown>(text: string): Compilable<T> {
  return { compile: () => sql.raw<T>(text).compile(query) };
}
