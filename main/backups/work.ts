/** What is done with whole journals beside the work of the day. Runs wherever the files are; in the app, in a thread of its own. */
import { setTimeout } from 'node:timers/promises';
import { goodBackups, type Backup } from '../store/backup.ts';
import { contentsOfFile, type JournalContents } from '../store/journal-contents.ts';
import { openStore } from '../store/open-store.ts';
import { tryPassphrase } from './age-file.ts';
import { backUp, reach, type BackUpOrder, type BackupFolder, type MadeBackup } from './back-up.ts';
import type { Checkpoint } from './checkpoint.ts';
import { exportJournal, type Exported, type ExportOrder } from './export-journal.ts';
import { stageJournal, type Staged } from './stage-journal.ts';

/** How often, and how many times, it is looked whether the readers of an earlier moment are done. */
const LOOK_EVERY_MS = 500;
const LOOKS = 10;

export type Work =
  | { readonly type: 'back-up'; readonly order: BackUpOrder }
  /** What lies in a folder; a folder on a network may let one wait for that. */
  | { readonly type: 'list'; readonly folder: BackupFolder }
  | { readonly type: 'stage'; readonly source: string; readonly incoming: string; readonly passphrase: string | null; /** The journal to compare it with. */ readonly present: string }
  /** Fails when the passphrase does not open the file. */
  | { readonly type: 'try-passphrase'; readonly path: string; readonly passphrase: string }
  | { readonly type: 'export'; readonly order: ExportOrder }
  /** Moves what waits in the journal's write-ahead log into the file. */
  | { readonly type: 'settle'; readonly journal: string };

export interface Done {
  'back-up': MadeBackup | null;
  'list': readonly Backup[];
  'stage': Staged & { readonly present: JournalContents | null };
  'try-passphrase': null;
  'export': Exported;
  'settle': null;
}

export async function doWork(work: Work, checkpoint: Checkpoint): Promise<Done[Work['type']]> {
  switch (work.type) {
    case 'back-up':
      return backUp(work.order, checkpoint);
    case 'list':
      reach(work.folder);
      return goodBackups(work.folder.path);
    case 'stage':
      return { ...(await stageJournal(work.source, work.incoming, work.passphrase, checkpoint)), present: presentContents(work.present) };
    case 'try-passphrase':
      await tryPassphrase(work.path, work.passphrase);
      return null;
    case 'export':
      return exportJournal(work.order, checkpoint);
    case 'settle':
      await settle(work.journal, checkpoint);
      return null;
  }
}

/** A reader that looks at the journal as it was is waited for a while; whatever is left then, the next commit asks for again. */
async function settle(path: string, checkpoint: Checkpoint): Promise<void> {
  const store = openStore({ path, mode: 'write', owner: 'settle', lockHeld: true });
  try {
    for (let look = 0; look < LOOKS && !store.settle(); look += 1) {
      await setTimeout(LOOK_EVERY_MS);
      checkpoint(look, LOOKS);
    }
  } finally {
    store.close();
  }
}

/** Null when there is no journal, or none that can be read: that is what a restore may be for. */
function presentContents(path: string): JournalContents | null {
  try {
    return contentsOfFile(path);
  } catch {
    return null;
  }
}
