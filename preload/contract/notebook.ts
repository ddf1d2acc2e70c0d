/**
 * The journal in words and pictures: what the trader writes, names and pastes beside the numbers of a trade or of a session's
 * day, and how it is found again.
 */
import { z } from 'zod';
import { call, done, nothing, type Call } from './call.ts';
import { tradeView } from './trades.ts';
import { decimal, id, instant, longText, money, sessionDate, shortText, side, symbol } from './values.ts';

/** A picture as it is pasted or chosen. Larger ones are refused, never made smaller unasked. */
export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;
/** Pictures of one trade or day. */
export const PICTURES_MAX = 24;
export const DAILY_NOTE_MAX = 20_000;
export const LABELS_MAX = 24;
export const CRITERIA_MAX = 30;
/** Rows of a day's own list; a day beyond that is read in the list of trades. */
export const DAY_TRADES_MAX = 500;

const day = sessionDate.refine((date) => new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) === true, 'a day of the calendar');

/** What words and pictures belong to. */
export const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trade'), tradeId: id }),
  z.strictObject({ kind: z.literal('day'), accountId: id, date: day }),
]);
export type Subject = z.infer<typeof subject>;

export const labelKind = z.enum(['tag', 'mistake']);
export type LabelKind = z.infer<typeof labelKind>;
export const labelName = z.string().trim().min(1, 'give it a name').max(60, 'at most 60 characters');
export const label = z.strictObject({ id, kind: labelKind, name: z.string() });
export type Label = z.infer<typeof label>;

export const attachment = z.strictObject({
  id,
  fileName: shortText,
  caption: z.string(),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
  /** Pixels. */
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.int().min(1),
  addedAt: instant,
});
export type Attachment = z.infer<typeof attachment>;

/** Where the window finds a picture: served by the app itself, for this id alone. */
export function pictureAddress(attachmentId: string): string {
  return `/picture/${attachmentId}`;
}

export const setupWords = z.strictObject({
  name: z.string().trim().min(1, 'give it a name').max(200),
  description: longText,
  criteria: z.array(z.string().trim().min(1).max(300)).max(CRITERIA_MAX),
  /** What it looked like when it was right. */
  example: longText,
});
export type SetupWords = z.infer<typeof setupWords>;
export const setup = z.strictObject({
  ...setupWords.shape,
  id,
  /** Names it had before; trades and tickets stated under them are still its own. */
  formerNames: z.array(z.string()),
  /** No longer offered. */
  retired: z.boolean(),
});
export type Setup = z.infer<typeof setup>;

/** One criterion of a trade's setup; `met` is null while nothing was said of it. */
export const tradeCriterion = z.strictObject({
  criterion: z.string(),
  met: z.boolean().nullable(),
  /** Whether the playbook has it in these words; what was said of earlier ones stays. */
  current: z.boolean(),
});
export type TradeCriterion = z.infer<typeof tradeCriterion>;

/** A trade as a list shows it. */
export const tradeLine = z.strictObject({
  ...tradeView.pick({ id: true, sessionDate: true, symbol: true, side: true, status: true, quantity: true, entryAt: true, exitAt: true, entryPrice: true, grossPnl: true, netPnl: true, r: true, setup: true, ticketId: true, overridden: true }).shape,
  written: z.boolean(),
  pictures: z.int().min(0),
  labels: z.array(label),
});
export type TradeLine = z.infer<typeof tradeLine>;

/** A session's day: figures are of its closed trades in the account's currency. */
export const dayLine = z.strictObject({
  date: sessionDate,
  closed: z.int().min(0),
  open: z.int().min(0),
  wins: z.int().min(0),
  losses: z.int().min(0),
  bypasses: z.int().min(0),
  /** Null without a closed trade. */
  netPnl: money.nullable(),
  /** Sum of R over the trades that have one, and how many those are; null without any. */
  r: decimal.nullable(),
  rSample: z.int().min(0),
  /** Closed trades in another currency, which the figures leave out. */
  otherCurrency: z.int().min(0),
  /** Closed trades of which not all costs are known: the net P&L is before those. */
  costsUnknown: z.int().min(0),
  written: z.boolean(),
  pictures: z.int().min(0),
  labels: z.array(label),
});
export type DayLine = z.infer<typeof dayLine>;

export const noteVersion = z.strictObject({ text: z.string(), at: instant });

export const dayPage = z.strictObject({
  day: dayLine,
  /** What was kept last; null before the first time. */
  note: noteVersion.nullable(),
  /** Earlier versions, newest first. */
  earlier: z.array(noteVersion),
  /** What was typed and not kept yet. */
  draft: z.string().nullable(),
  /** The process goal of the rehab run. */
  goal: z.string().nullable(),
  prepared: z.boolean().nullable(),
  labels: z.array(label),
  attachments: z.array(attachment),
  trades: z.array(tradeLine).max(DAY_TRADES_MAX),
  /** Tickets that did not become a trade, with what was written on them. */
  notTaken: z.array(z.strictObject({ ticketId: id, at: instant, symbol, side: side.nullable(), kind: z.enum(['block', 'walk-away', 'cancel', 'caution', 'clear', 'override']), note: z.string() })),
});
export type DayPage = z.infer<typeof dayPage>;

export const tradePage = z.strictObject({
  trade: tradeView,
  labels: z.array(label),
  attachments: z.array(attachment),
  /** The playbook's page for the trade's setup, when there is one. */
  setup: setup.nullable(),
  /** The setup was stated on the ticket, and what was sealed stays. */
  setupSealed: z.boolean(),
  /** Of the setup, in the playbook's order, then those that it no longer has. */
  criteria: z.array(tradeCriterion),
});
export type TradePage = z.infer<typeof tradePage>;

export const notebookFilter = z.strictObject({
  accountId: id,
  /** Session dates, both included. */
  from: sessionDate.nullable(),
  to: sessionDate.nullable(),
  symbol: symbol.nullable(),
  setup: shortText.nullable(),
  labelId: id.nullable(),
});
export type NotebookFilter = z.infer<typeof notebookFilter>;

const pageOf = { filter: notebookFilter, limit: z.int().min(1).max(200) };

/** Text in parts; `hit` is what was looked for. Plain text: the window never reads it as markup. */
export const snippet = z.array(z.strictObject({ text: z.string(), hit: z.boolean() })).max(200);

export const searchHit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trade'), trade: tradeLine, snippet }),
  z.strictObject({ kind: z.literal('day'), date: sessionDate, snippet }),
  z.strictObject({ kind: z.literal('setup'), id, name: z.string(), snippet }),
]);
export type SearchHit = z.infer<typeof searchHit>;

export const searchResult = z.strictObject({
  hits: z.array(searchHit).max(200),
  /** Traded symbols that the text names: their trades are a list of their own. */
  symbols: z.array(symbol).max(20),
  /** `best`: the best match first. `newest`: so many places match that the newest are shown. */
  order: z.enum(['best', 'newest']),
  more: z.boolean(),
});

/** The calls of the Journal page and the playbook. */
export const notebookCalls = {
  /** Opens the full-size window at the journal. */
  'notebook.open': call(nothing, done),
  'notebook.days': call(z.strictObject({ ...pageOf, cursor: sessionDate.nullable() }), z.strictObject({ days: z.array(dayLine), nextCursor: sessionDate.nullable() })),
  'notebook.trades': call(z.strictObject({ ...pageOf, cursor: z.string().max(80).nullable() }), z.strictObject({ trades: z.array(tradeLine), nextCursor: z.string().nullable() })),
  'notebook.day': call(z.strictObject({ accountId: id, date: day }), dayPage),
  'notebook.trade': call(z.strictObject({ tradeId: id }), tradePage),
  'notebook.search': call(z.strictObject({ accountId: id, text: z.string().max(500), limit: z.int().min(1).max(200) }), searchResult),

  /** What is being typed, kept so that a crash loses nothing; null when there is nothing to keep. */
  'notebook.draft': call(z.strictObject({ accountId: id, date: day, text: z.string().max(DAILY_NOTE_MAX).nullable() }), done),
  /** Keeps a daily note: a version of its own in the log. */
  'notebook.keep': call(z.strictObject({ accountId: id, date: day, text: z.string().max(DAILY_NOTE_MAX) }), done),

  'notebook.labels': call(nothing, z.array(z.strictObject({ ...label.shape, uses: z.int().min(0) }))),
  /** Puts a tag or a mistake on a trade or a day; a name that is new becomes one. */
  'notebook.label': call(z.strictObject({ subject, kind: labelKind, name: labelName }), label),
  'notebook.unlabel': call(z.strictObject({ subject, labelId: id }), done),
  'notebook.label.rename': call(z.strictObject({ id, name: labelName }), label),
  /** Takes a name off everything it is on. */
  'notebook.label.delete': call(z.strictObject({ id }), done),

  'notebook.setups': call(nothing, z.array(setup)),
  'notebook.setup.save': call(z.strictObject({ id: id.nullable(), words: setupWords }), setup),
  'notebook.setup.retire': call(z.strictObject({ id, retired: z.boolean() }), done),
  /** Says which setup a trade was; what its ticket states stays. Null: none. */
  'notebook.setup.choose': call(z.strictObject({ tradeId: id, name: z.string().trim().min(1).max(200).nullable() }), done),
  /** Says whether a criterion of its setup was met in a trade; null takes the word back. Logged. */
  'notebook.criterion.say': call(z.strictObject({ tradeId: id, criterion: z.string().min(1).max(300), met: z.boolean().nullable() }), done),

  'notebook.attach': call(z.strictObject({ subject, fileName: shortText, bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= PICTURE_MAX_BYTES, 'a picture of at most 10 MB') }), attachment),
  /** Asks for files in a dialog and attaches them. A file that is refused is named, the others are attached. */
  'notebook.attach.files': call(z.strictObject({ subject }), z.strictObject({ attached: z.array(attachment), refused: z.array(z.strictObject({ fileName: z.string(), reason: z.string() })) })),
  'notebook.caption': call(z.strictObject({ attachmentId: id, caption: z.string().max(500) }), done),
  /** Takes a picture away; it can be brought back until Holdfast is started again. Both are logged. */
  'notebook.detach': call(z.strictObject({ attachmentId: id }), done),
  'notebook.bring-back': call(z.strictObject({ attachmentId: id }), done),
} satisfies Record<string, Call>;
