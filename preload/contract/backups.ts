/** Backups, exports and the way back from them. */
import { z } from 'zod';
import { instant, sessionDate } from './values.ts';

export const backupFile = z.strictObject({
  /** File name; what {@link restoreFrom} takes. */
  name: z.string().max(200),
  at: instant,
  bytes: z.int().min(0),
  kind: z.enum(['manual', 'daily', 'before-migration']),
  encrypted: z.boolean(),
});

export const backupsState = z.strictObject({
  /** Where backups are written. */
  folder: z.string(),
  /** Whether that is the folder beside the journal, and not one of the trader's choice. */
  standard: z.boolean(),
  /** One backup a day while Holdfast runs. */
  automatic: z.boolean(),
  /** `locked`: to be encrypted, and the passphrase is not known; no backup is written until it is typed. */
  encryption: z.enum(['off', 'on', 'locked']),
  /** Why the passphrase is forgotten when Holdfast ends; null when the system's keychain keeps it. */
  forgets: z.string().nullable(),
  /** What the last attempt failed with, and when the next one is made by itself. */
  problem: z.strictObject({ message: z.string(), retryAt: instant.nullable() }).nullable(),
  /** A backup is being written. */
  running: z.boolean(),
  /** Newest first; each was verified when it was made. */
  files: z.array(backupFile),
});
export type BackupsState = z.infer<typeof backupsState>;

export const restoreFrom = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('backup'), name: z.string().max(200) }),
  /** A backup or a JSON export that the trader chooses. */
  z.strictObject({ type: z.literal('file') }),
  /** A CSV export that the trader chooses. */
  z.strictObject({ type: z.literal('folder') }),
  /** What was looked at last, with another passphrase. */
  z.strictObject({ type: z.literal('again') }),
]);

const contents = {
  accounts: z.array(z.string()),
  sessions: z.int().min(0),
  tickets: z.int().min(0),
  trades: z.int().min(0),
  events: z.int().min(0),
  firstSession: sessionDate.nullable(),
  lastSession: sessionDate.nullable(),
  lastEntryAt: instant.nullable(),
};

/** What a sound backup or export holds. What is not sound has no preview: looking at it answers with the reason. */
export const restorePreview = z.strictObject({
  /** Of this look; the next one makes it void. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['backup', 'encrypted-backup', 'json-export', 'csv-export']),
  bytes: z.int().min(0),
  /** Version of the layout that it was written in. */
  layout: z.int(),
  ...contents,
  /** The journal that it would replace; null when there is none that can be read. */
  present: z.strictObject(contents).nullable(),
});
export type RestorePreview = z.infer<typeof restorePreview>;

/** 8 characters lock out a guess or two; the screen asks for more. */
export const passphrase = z.string().min(8, 'at least 8 characters').max(1000);

export const exported = z.strictObject({ path: z.string(), tables: z.int(), rows: z.int(), events: z.int(), bytes: z.int() });
