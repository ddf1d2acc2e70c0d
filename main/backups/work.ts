/** What is done with whole journals beside the work of the day. Runs wherever the files are; in the app, in a thread of its own. */
import { goodBackups, type Backup } from '../store/backup.ts';
import { contentsOfFile, type JournalContents } from '../store/journal-contents.ts';
import { tryPassphrase } from './age-file.ts';
import { backUp, reach, type BackUpOrder, type BackupFolder, type MadeBackup } from './back-up.ts';
import type { Checkpoint } from './checkpoint.ts';
import { exportJournal, type Exported, type ExportOrder } from './export-journal.ts';
import { stageJournal, type Staged } from './stage-journal.ts';

export type Work =
  | { readonly type: 'back-up'; readonly order: BackUpOrder }
  /** What lies in a folder; a folder on a network may let one wait for that. */
  | { readonly type: 'list'; readonly folder: BackupFolder }
  | { readonly type: 'stage'; readonly source: string; readonly incoming: string; readonly passphrase: string | null; /** The journal to compare it with. */ readonly present: string }
  /** Fails when the passphrase does not open the file. */
  | { readonly type: 'try-passphrase'; readonly path: string; readonly passphrase: string }
  | { readonly type: 'export'; readonly order: ExportOrder };

export interface Done {
  'back-up': MadeBackup | null;
  'list': readonly Backup[];
  'stage': Staged & { readonly present: JournalContents | null };
  'try-passphrase': null;
  'export': Exported;
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
