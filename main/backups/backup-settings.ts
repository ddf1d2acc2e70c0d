/**
 * Where this computer keeps its backups. A file beside the journal and not a part of it: a journal that is restored on another
 * computer, or from another year, must not bring the folders of that one along.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const shape = z.object({
  /** The trader's choice; null is the folder beside the journal. */
  folder: z.string().min(1).nullable(),
  /** One copy a day while Holdfast runs. */
  automatic: z.boolean(),
  encrypted: z.boolean(),
});
export type BackupSettings = z.infer<typeof shape>;

const DEFAULT_BACKUP_SETTINGS: BackupSettings = { folder: null, automatic: true, encrypted: false };

/** What holds until something is set, also when the file cannot be read. */
export function readBackupSettings(path: string): BackupSettings {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return DEFAULT_BACKUP_SETTINGS;
  }
}

/** Written beside and moved into place: a crash leaves the old file or the new one. */
export function writeBackupSettings(path: string, settings: BackupSettings): void {
  writeFileSync(`${path}.new`, JSON.stringify(settings));
  renameSync(`${path}.new`, path);
}
