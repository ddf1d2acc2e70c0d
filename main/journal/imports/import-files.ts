/**
 * Imports: a file is read beside the journal, then becomes part of it in one transaction, together with the trades that follow
 * from it and an entry of the log. Read again, a file changes nothing.
 */
import type { ImportSource } from '../../imports/containers/source.ts';
import type { PreviewOutcome } from '../../imports/preview-import.ts';
import type { ImportAnswers, Refusal, RejectedLine } from '../../imports/types.ts';
import type { Executor } from '../../store/executor.ts';
import { listInstruments } from '../../store/instruments.ts';
import type { Store } from '../../store/open-store.ts';
import { accountNamed } from '../accounts.ts';
import type { Recording } from '../recording.ts';
import { addImportAccount, DEFAULT_CURRENCY } from './account.ts';
import { knownFills, knownFillsOfEach, openBefore } from './known-fills.ts';
import { stageFile, type ReadFileOptions, type StagedFile } from './stage-file.ts';
import { askAlike, nothingNew, settleAlike, takeFile, type ImportResult } from './take-file.ts';

/** A file to import, and what the trader says about it. */
export interface ImportRequest {
  readonly source: ImportSource;
  /** Name of an account; one that is not there yet is added. */
  readonly account: string;
  /** `accountCurrency` is the account's own and asked for only when the account is new. */
  readonly answers: Omit<ImportAnswers, 'accountCurrency'> & { readonly accountCurrency: string | null };
  /** Zone of a new account. */
  readonly newAccountZone: string;
}

export interface PreviewRequest extends Omit<ImportRequest, 'newAccountZone'> {
  /** Each of the broker's accounts has one of the journal, whatever `account` says. */
  readonly each?: boolean;
}

export type FileImported =
  | { readonly ok: true; readonly value: ImportResult; readonly rejected: readonly RejectedLine[]; readonly notes: readonly string[]; readonly brokerAccounts: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal; readonly rejected: readonly RejectedLine[] };

type Read = <T>(work: (db: Executor) => T) => T;

/** The open journal and its own ways of reading and changing. */
export interface ImportAccess {
  readonly store: Store;
  readonly newId: () => string;
  readonly read: Read;
  readonly record: <T>(work: (recording: Recording) => T) => T;
}

/** A part of the file that was read. */
interface Part {
  readonly file: StagedFile;
  /** What there is to say of it when the journal has all of it. */
  readonly known: ImportResult | null;
  readonly take: (recording: Recording) => ImportResult;
}

/** See {@link Journal.importFiles}; no two may run at a time. */
export async function importFiles({ store, newId, read, record }: ImportAccess, requests: readonly ImportRequest[], options: ReadFileOptions): Promise<readonly FileImported[]> {
  const staged: StagedFile[] = [];
  try {
    const parts: Part[] = [];
    for (const { source, account: name, answers, newAccountZone } of requests) {
      staged.at(-1)?.putAside();
      const existing = read((db) => accountNamed(db, name));
      const id = existing?.id ?? newId();
      const currency = existing?.currency ?? answers.accountCurrency ?? DEFAULT_CURRENCY;
      const outcome = await stageFile(store, id, source, { ...answers, accountCurrency: currency }, options);
      if (!outcome.ok) return [{ ok: false, refusal: outcome.refusal, rejected: outcome.rejections }];
      const file = outcome.value;
      staged.push(file);
      const found = existing === null ? null : settleAlike(store, existing.id, file, answers.alike);
      if (found !== null && found.unanswered > 0) return [{ ok: false, refusal: askAlike(found.unanswered), rejected: file.rejections }];
      const alike = found?.settled ?? null;
      parts.push({
        file,
        known: existing === null ? null : read((db) => nothingNew(db, file, alike)),
        take: (recording) => takeFile(recording, existing ?? addImportAccount(recording, { id, name, currency: answers.accountCurrency, zone: newAccountZone }, file.summary), file, alike),
      });
    }
    const already = parts.flatMap(({ file, known }) => (known === null ? [] : [imported(file, known)]));
    if (already.length === parts.length) return already;
    if (parts.length > 1) staged.at(-1)?.putAside();
    await options.beforeWriting?.();
    return record((recording) =>
      parts.map(({ file, known, take }) => {
        if (known !== null) return imported(file, known);
        file.bringBack();
        return imported(file, take(recording));
      }),
    );
  } finally {
    for (const file of staged) file.close();
  }
}

function imported(file: StagedFile, value: ImportResult): FileImported {
  return { ok: true, value, rejected: file.rejections, notes: file.summary.notes, brokerAccounts: [...file.summary.accounts].toSorted() };
}

/** See {@link Journal.previewFile}. */
export async function previewFile(read: Read, { source, account: name, answers, each = false }: PreviewRequest, { signal, onProgress }: ReadFileOptions): Promise<PreviewOutcome> {
  const { account, instruments, known } = read((db) => {
    const found = accountNamed(db, name);
    return {
      account: found,
      instruments: new Map(listInstruments(db).map((instrument) => [instrument.symbol, instrument])),
      known: each ? knownFillsOfEach(db) : found === null ? null : knownFills(db, found.id),
    };
  });
  // Read when there is a file: most starts of the app never have one.
  const { previewImport } = await import('../../imports/preview-import.ts');
  const outcome = await previewImport(source, { ...answers, accountCurrency: account?.currency ?? answers.accountCurrency ?? DEFAULT_CURRENCY }, (root) => instruments.get(root) ?? null, known, {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (done, total) => onProgress(done, total, 0) }),
  });
  if (!outcome.ok || account === null || outcome.value.fills === outcome.value.duplicates) return outcome;
  const { summary } = outcome.value;
  return { ...outcome, value: { ...outcome.value, summary: { ...summary, notes: [...summary.notes, ...read((db) => openBefore(db, account, summary))] } } };
}
