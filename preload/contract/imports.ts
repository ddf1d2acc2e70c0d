/** Importing files of brokers and platforms: what is found in one, what only the trader knows of it, and what came of it. */
import { z } from 'zod';
import { call, done, nothing, type Call } from './call.ts';
import { decimal, id, instant, money, sessionDate, shortText } from './values.ts';

/** What the columns of a table mean; names as the table's header has them. */
export const columnMapping = z.strictObject({
  kind: z.enum(['fills', 'trips']),
  /** Role → column. Which roles there are depends on the kind; see `mappingRoles`. */
  columns: z.record(z.string().min(1).max(24), z.string().min(1).max(120)),
  /** Of round trips without a column that says it. */
  direction: z.enum(['long', 'short']).nullable(),
  costSign: z.enum(['charge-positive', 'charge-negative']),
  quantityUnit: z.enum(['units', 'lots']),
  /** Whether a stated result is before or after costs. */
  resultCosts: z.enum(['before', 'after']).nullable(),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

export const importNeeds = ['zone', 'date', 'date-order', 'symbol', 'mapping', 'alike'] as const;
export const importNeed = z.enum(importNeeds);
export type ImportNeed = z.infer<typeof importNeed>;

/** What the trader says about a file. Null: not said, or not needed. */
export const importAnswers = z.strictObject({
  zone: z.string().min(1).max(64).nullable(),
  date: sessionDate.nullable(),
  dateOrder: z.enum(['mdy', 'dmy']).nullable(),
  symbol: z.string().trim().min(1).max(40).nullable(),
  mapping: columnMapping.nullable(),
  /** Fills that the journal may have from another report: the same trades, which are left out, or different ones. */
  alike: z.enum(['same', 'different']).nullable(),
});
export type ImportAnswers = z.infer<typeof importAnswers>;

/** The account an import goes to: one of the journal, or a new one. */
export const importTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), accountId: id }),
  z.strictObject({
    kind: z.literal('new'),
    name: z.string().trim().min(1, 'give the account a name').max(120),
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD'),
    zone: z.string().min(1).max(64),
  }),
  /** An account for each that the file names: the one that has its fills, or else its name; those that are not there yet are added like a new one. */
  z.strictObject({ kind: z.literal('each'), currency: z.string().regex(/^[A-Z]{3}$/), zone: z.string().min(1).max(64) }),
]);
export type ImportTarget = z.infer<typeof importTarget>;

/** A file the trader chose. Where it lies stays in the main process; the token stands for it. */
export const chosenFile = z.strictObject({ token: id, name: shortText, size: z.int().min(0) });
export type ChosenFile = z.infer<typeof chosenFile>;

export const rejectedLine = z.strictObject({ line: z.int().min(0), reason: z.string(), text: z.string() });
export type RejectedLine = z.infer<typeof rejectedLine>;

export const refusal = z.strictObject({ code: z.string(), message: z.string() });

export const importPreview = z.strictObject({
  /** Null when the file could not be recognised. */
  found: z
    .strictObject({
      format: z.string(), broker: z.string(), report: z.string(), container: z.string(), encoding: z.string(),
      /** Columns were assigned, by the trader or because the header says enough. */
      mapped: z.boolean(),
      zoneHint: z.string(),
    })
    .nullable(),
  /** Why the file cannot be imported at all, or not yet. */
  refusal: refusal.nullable(),
  /** What has to be answered before it can. */
  needs: z.array(importNeed),
  /** What was answered, and what was remembered from an earlier file of the kind. */
  answers: importAnswers,
  /** Which answers were remembered. */
  remembered: z.array(importNeed),
  dateHint: sessionDate.nullable(),
  /** The header and first rows of a table; null where there is none. */
  table: z.strictObject({ header: z.array(z.string()), columns: z.array(z.string()), rows: z.array(z.array(z.string())), suggestion: columnMapping.nullable() }).nullable(),
  counts: z
    .strictObject({
      fills: z.int(), newFills: z.int(), duplicates: z.int(),
      /** Fills that the journal may have from another report; of the duplicates, those it surely has from one; and fills of it that get a stop or costs. */
      lookalikes: z.int(), otherReport: z.int(), added: z.int(),
      /** Null for a file too large to count them beforehand. */
      trades: z.int().nullable(),
      openPositions: z.int(), astray: z.int(), unmatched: z.int(), differing: z.int(), rejected: z.int(), repeated: z.int(),
      /** Times that a change of the clocks skipped or repeated. */
      gaps: z.int(), overlaps: z.int(),
    })
    .nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
  brokerAccounts: z.array(z.string()),
  /** Where each has its own account: which one it is, null for one that is not there yet. */
  into: z.array(z.strictObject({ brokerAccount: z.string(), accountName: z.string().nullable() })),
  symbols: z.array(z.string()),
  currencies: z.array(z.string()),
  /** Instruments whose point value nobody knows. */
  unknownSymbols: z.array(z.string()),
  /** Rows that are rightly no fills. */
  ignored: z.array(z.strictObject({ what: z.string(), count: z.int() })),
  notes: z.array(z.string()),
  /** The first trades that come out otherwise than the broker states; `counts.differing` counts all. */
  differing: z.array(z.strictObject({ symbol: z.string(), at: instant.nullable(), ours: money, stated: money })),
  /** The first refused lines; `counts.rejected` counts all. */
  rejected: z.array(rejectedLine),
  /** The first fills. */
  sample: z.array(
    z.strictObject({
      line: z.int(), at: instant.nullable(),
      /** What the clock in the file shows, as if it were UTC; null where `at` is known. */
      clock: z.int().nullable(),
      account: z.string().nullable(), symbol: z.string(), side: z.enum(['buy', 'sell']), quantity: decimal, price: decimal,
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importedFile = z.strictObject({
  /** Null when there was nothing new: then nothing was written. */
  importId: z.int().nullable(),
  accountName: z.string(),
  fills: z.int(), newFills: z.int(), duplicates: z.int(),
  /** Fills of another report that got a stop or costs from this one. */
  added: z.int(),
  trades: z.int(), openPositions: z.int(), astray: z.int(), unmatched: z.int(), differing: z.int(), rejected: z.int(),
  unknownSymbols: z.array(z.string()),
});
export type ImportedFile = z.infer<typeof importedFile>;

/** What came of an import: one entry for each account. A refusal says why nothing was imported; then there is no entry. */
export const importOutcome = z.strictObject({ refusal: refusal.nullable(), imported: z.array(importedFile), notes: z.array(z.string()), rejected: z.array(rejectedLine) });
export type ImportOutcome = z.infer<typeof importOutcome>;

export const importRecord = z.strictObject({
  id: z.int(), accountId: id, accountName: z.string(), fileName: z.string(), format: z.string(), zone: z.string().nullable(),
  fills: z.int(), newFills: z.int(), duplicates: z.int(), rejected: z.int(), at: instant, undoneAt: instant.nullable(),
});
export type ImportRecord = z.infer<typeof importRecord>;

/** How many of its fills stay after an undo, since another import has them as well. */
export const undoneImport = z.strictObject({ stay: z.enum(['none', 'some', 'all']) });
export type UndoneImport = z.infer<typeof undoneImport>;

/** A folder in which files are imported by themselves. */
export const watchedFolder = z.strictObject({
  id, folder: z.string(), accountName: z.string(), zone: z.string().nullable(),
  status: z.enum(['watching', 'gone']),
});

/** What a watched folder brought. */
export const watchNotice = z.strictObject({
  id, at: instant, fileName: z.string(),
  kind: z.enum(['imported', 'needs-answer', 'refused']),
  text: z.string(),
  /** The import, to undo it. */
  importId: z.int().nullable(),
  /** The file, to answer what it asks. */
  file: chosenFile.nullable(),
});
export type WatchNotice = z.infer<typeof watchNotice>;

export const watchState = z.strictObject({ folders: z.array(watchedFolder), notices: z.array(watchNotice) });
export type WatchState = z.infer<typeof watchState>;

/** Bytes of a dropped file in one message. */
export const DROP_CHUNK = 768 * 1024;

export const importCalls = {
  /** Opens the full-size window on its import page. */
  'import.open': call(nothing, done),
  /** Asks for a file in a dialog; null when the trader chose none. */
  'import.choose': call(nothing, chosenFile.nullable()),
  /** Takes a dropped file, piece by piece: the page knows what is in it and never where it lies. The first piece has no token. */
  'import.drop': call(
    z.strictObject({ token: id.nullable(), name: z.string().min(1).max(200), size: z.int().min(0).max(2_000_000_000), base64: z.string().max(1_100_000).regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base64') }),
    z.strictObject({ token: id, received: z.int() }),
  ),
  /** What importing the file would do. Writes nothing. */
  'import.preview': call(z.strictObject({ job: id, token: id, accountId: id.nullable(), each: z.boolean().optional(), answers: importAnswers }), importPreview),
  'import.run': call(z.strictObject({ job: id, token: id, target: importTarget, answers: importAnswers }), importOutcome),
  /** Stops a preview or an import that is on its way; nothing of it is written. Nothing happens when it is over. */
  'import.cancel': call(z.strictObject({ job: id }), done),
  /** Newest first. */
  'import.list': call(nothing, z.array(importRecord)),
  'import.undo': call(z.strictObject({ importId: z.int().min(1) }), undoneImport),
  'import.rejections': call(z.strictObject({ importId: z.int().min(1) }), z.array(rejectedLine)),

  'import.watch': call(nothing, watchState),
  /** Asks for the folder in a dialog; null when the trader chose none. */
  'import.watch.add': call(z.strictObject({ accountId: id, zone: z.string().min(1).max(64).nullable() }), watchState.nullable()),
  'import.watch.remove': call(z.strictObject({ id }), watchState),
  'import.watch.dismiss': call(z.strictObject({ id }), watchState),
} satisfies Record<string, Call>;

/** How far a job is: bytes of the file while it is read, and whether it is being written, which cannot be cancelled any more. */
export const importProgress = z.strictObject({ job: id, done: z.int().min(0), total: z.int().min(0), fills: z.int().min(0), writing: z.boolean() });
