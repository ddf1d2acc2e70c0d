import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBackupSettings } from '../backups/backup-settings.ts';
import { dataFiles } from '../data-folder.ts';
import { BACKUP_FOLDER } from '../journal/journal.ts';
import { verifyJournal } from '../journal/verify.ts';
import { goodBackups } from '../store/backup.ts';
import { latestEntries } from '../store/decision-log.ts';
import { StoreError } from '../store/errors.ts';
import type { Executor } from '../store/executor.ts';
import { brokenReferences, lockPath } from '../store/open-store.ts';
import { lockOwner } from '../store/writer-lock.ts';
import { noOperands, type Command } from './command.ts';
import { journalPath, reading } from './journal-file.ts';

type Status = 'ok' | 'note' | 'problem';

interface Finding {
  readonly check: string;
  readonly status: Status;
  readonly message: string;
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'Look for anything wrong with the data folder, the journal and its backups',
  operands: '',
  options: {},
  details: 'With --json: {"findings":[{"check","status":"ok"|"note"|"problem","message"}]}. Exit code 1 when there is a problem.',
  run(context) {
    noOperands(context);
    const findings = [...folderFindings(context.data), ...journalFindings(context.data), ...backupFindings(context.data, Date.now())];
    if (context.json) context.print(JSON.stringify({ findings }));
    else for (const { check, status, message } of findings) context.print(`${status.padEnd(7)}  ${check.padEnd(12)}  ${message}`);
    return findings.some(({ status }) => status === 'problem') ? 1 : 0;
  },
};

const ROOM_BYTES = 200 * 1024 * 1024;

function folderFindings(data: string): Finding[] {
  if (!existsSync(data)) return [{ check: 'folder', status: 'note', message: `${data} does not exist yet: it is made when Holdfast starts.` }];
  const findings: Finding[] = [];
  try {
    accessSync(data, constants.W_OK);
    findings.push({ check: 'folder', status: 'ok', message: data });
  } catch {
    findings.push({ check: 'folder', status: 'problem', message: `${data} cannot be written.` });
  }
  const { bavail, bsize } = statfsSync(data);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  findings.push({ check: 'disk', status: bavail * bsize < ROOM_BYTES ? 'problem' : 'ok', message: `${free} MB free` });
  return findings;
}

function journalFindings(data: string): Finding[] {
  const path = journalPath(data);
  if (!existsSync(path)) return [{ check: 'journal', status: 'note', message: 'There is no journal yet.' }];
  const owner = lockOwner(lockPath(path));
  const lock: Finding = { check: 'writer', status: 'ok', message: owner === null ? 'Nobody is writing the journal.' : `${owner.name} (process ${owner.pid}) has it open.` };
  try {
    return [lock, ...reading(data, (store) => contentFindings(store, path))];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [lock, { check: 'journal', status: 'problem', message: error.message }];
  }
}

function contentFindings(db: Executor, path: string): Finding[] {
  const { events, chain, verdicts } = verifyJournal(db);
  const references = brokenReferences(db);
  const [last] = latestEntries(db, 1);
  const ahead = last === undefined ? 0 : last.at - Date.now();
  return [
    { check: 'journal', status: 'ok', message: `${path}, ${Math.ceil(statSync(path).size / 1024)} kB, every page is sound` },
    references === 0
      ? { check: 'references', status: 'ok', message: 'Every row has what it refers to.' }
      : { check: 'references', status: 'problem', message: `${references} rows refer to rows that are missing.` },
    chain === 'intact'
      ? { check: 'log', status: 'ok', message: `${events} events, the chain is intact` }
      : { check: 'log', status: 'problem', message: `The chain of the log is broken at event ${chain.brokenAt} of ${events}.` },
    verdicts.mismatched === 0
      ? { check: 'verdicts', status: 'ok', message: `${verdicts.recomputed} verdicts recomputed, all match` }
      : { check: 'verdicts', status: 'problem', message: `${verdicts.mismatched} of ${verdicts.recomputed} verdicts do not match.` },
    ahead > 0
      ? { check: 'clock', status: 'problem', message: `The last event lies ${Math.ceil(ahead / 60_000)} minutes ahead of this computer’s clock: the clock was set back.` }
      : { check: 'clock', status: 'ok', message: 'The clock is after the last event.' },
  ];
}

const DAY = 86_400_000;
const OLD_DAYS = 7;

function backupFindings(data: string, now: number): Finding[] {
  if (!existsSync(journalPath(data))) return [];
  const { folder } = readBackupSettings(join(data, dataFiles.backups));
  if (folder !== null && !existsSync(folder)) return [{ check: 'backups', status: 'problem', message: `The backup folder ${folder} is not there: no backup is written until it is.` }];
  const copies = [join(data, BACKUP_FOLDER), ...(folder === null ? [] : [folder])].flatMap(goodBackups).toSorted((a, b) => b.at - a.at);
  const [newest] = copies;
  if (newest === undefined) return [{ check: 'backups', status: 'note', message: 'There is no backup yet: desk backup FILE makes one.' }];
  const days = Math.floor((now - newest.at) / DAY);
  return [{ check: 'backups', status: days > OLD_DAYS ? 'note' : 'ok', message: `${copies.length}, the newest ${days === 0 ? 'from today' : days === 1 ? 'from yesterday' : `${days} days old`}: ${newest.name}` }];
}
