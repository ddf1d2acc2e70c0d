import { csvParser, detectDelimiter, lineEndOf, type Delimiter } from './containers/csv.ts';
import type { ImportSource } from './containers/source.ts';
import { dateOrderOfContracts } from './contract-months.ts';
import { inferMapping, mappedFormat, parseMapping, type Mapping } from './mapper/mapping.ts';
import { headerFingerprint, headerRow } from './mapper/fingerprint.ts';
import { normaliser, type NormaliserTotals } from './normalise.ts';
import { columnsOf } from './reading/columns.ts';
import type { Format, Head } from './reading/format.ts';
import { FORMATS, knownBroker } from './registry.ts';
import { inferDateOrder, type InferredOrder } from './text/dates.ts';
import { detectEncoding, refuseBinary, streamDecoder, type Encoding } from './text/encoding.ts';
import { inferDecimalStyle } from './text/numbers.ts';
import { isZone, zoneClock } from './text/zones.ts';
import { ImportRefused, type DateOrder, type ImportAnswers, type ImportedFill, type ImportMeta, type Refusal, type RejectedLine, type Row } from './types.ts';

const HEAD_BYTES = 256 * 1024;
const HEAD_ROWS = 600;
const TABLE_ROWS = 8;

/** What a file is, and what has to be asked before it can be imported. */
export interface Detection {
  readonly meta: ImportMeta;
  /** True when the columns were assigned by a mapping (the trader's or a suggested one), not by a known format. */
  readonly mapped: boolean;
  /** The mapping used or suggested, for the mapper to show. */
  readonly mapping: Mapping | null;
  /** Identifies the header, so that a mapping can be remembered for it. */
  readonly fingerprint: string;
  /** The first rows, for a preview. */
  readonly rows: readonly Row[];
  readonly zoneHint: string;
  /** A date found in the file's name, to offer for files that have only times of day. */
  readonly dateHint: string | null;
  /** The order of day and month that the file's own days show; null where they show none. */
  readonly dateOrder: DateOrder | null;
}

export type DetectionOutcome = { readonly ok: true; readonly value: Detection } | { readonly ok: false; readonly refusal: Refusal };

export interface ImportSummary extends NormaliserTotals {
  readonly detection: Detection;
}

export type ImportOutcome = { readonly ok: true; readonly value: ImportSummary } | { readonly ok: false; readonly refusal: Refusal };

export interface ImportSink {
  /** Called for every fill, in file order. */
  fill(fill: ImportedFill): void;
  rejected(line: RejectedLine): void;
  /** Awaited between chunks: the place to write a batch. */
  drain?(): Promise<void> | void;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Bytes read so far, of the file's size. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Collect questions and read on where possible, instead of stopping at the first (for previews). */
  readonly lenient?: boolean;
}

interface Opened {
  readonly head: Head;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Which sheet of a workbook. */
  readonly sheet?: number;
}

/** Recognises a file by its content. Never throws for anything inside the file; file-system errors come back as refusals. */
export async function detectImport(source: ImportSource, answers: ImportAnswers): Promise<DetectionOutcome> {
  try {
    const opened = await openHead(source);
    return { ok: true, value: describe(choose(opened.head, answers), opened, source) };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

/** A table as it stands, for assigning columns. */
export interface InspectedTable {
  readonly fingerprint: string;
  /** The header as the file writes it. */
  readonly header: readonly string[];
  /** The names by which a mapping calls the columns; empty for a column without one. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: Mapping | null;
}

/** The header and first rows of a file; null where it has no table, or cannot be opened. */
export async function inspectTable(source: ImportSource): Promise<InspectedTable | null> {
  try {
    const { head } = await openHead(source);
    const header = head.container === 'xml' ? null : headerRow(head);
    if (header === null) return null;
    const rows = head.rows.slice(head.rows.indexOf(header) + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    const names = new Map([...columnsOf(header)].map(([name, place]) => [place, name]));
    const suggestion = inferMapping(head);
    return {
      fingerprint: headerFingerprint(head), header: header.cells.map((cell) => cell.trim().slice(0, 120)), columns: header.cells.map((_, index) => names.get(index) ?? ''), rows: rows.slice(0, TABLE_ROWS).map(({ cells }) => header.cells.map((_, index) => (cells[index] ?? '').trim().slice(0, 120))),
      suggestion: suggestion.kind === 'complete' ? suggestion.mapping : null,
    };
  } catch (error) {
    refusalOf(error);
    return null;
  }
}

/**
 * Reads a file once, streaming: fills and rejected lines go to the sink, the summary comes back. A refusal means that
 * nothing of the file should be kept; whatever the sink has got by then belongs to an import that failed.
 */
export async function readImport(source: ImportSource, answers: ImportAnswers, sink: ImportSink, options: ReadOptions = {}): Promise<ImportOutcome> {
  try {
    const { signal } = options;
    throwIfCancelled(signal);
    const opened = await openHead(source);
    const { head } = opened;
    if (answers.zone != null && !isZone(answers.zone)) throw new ImportRefused('bad-answer', `“${answers.zone}” is no time zone name, such as America/New_York.`);
    const chosen = choose(head, answers);
    const { format } = chosen;
    const decimalStyle = inferDecimalStyle(sampleCells(head));
    const order = dateOrderFor(format, head, answers, decimalStyle === 'comma');
    const context = normaliser({
      formatId: format.id,
      answers,
      dateOrder: order?.order ?? null,
      decimalStyle,
      zone: answers.zone == null ? null : zoneClock(answers.zone),
      strict: options.lenient !== true,
      onFill: (fill) => sink.fill(fill),
      onRejected: (line) => sink.rejected(line),
    });
    if (order?.shownBy === 'locale') context.note(`Dates are read ${order.order === 'mdy' ? 'month first (7/2 is 2 July)' : 'day first (7/2 is 7 February)'}, as the file's other habits suggest; say so if that is wrong.`);
    const reader = format.reader(context);
    const progress = (done: number): void => {
      throwIfCancelled(signal);
      options.onProgress?.(Math.min(done, source.size), source.size);
    };
    await eachRow(source, opened, (row) => reader.row(row), progress, async (done) => {
      progress(done);
      await sink.drain?.();
    });
    reader.end();
    const totals = context.finish();
    await sink.drain?.();
    if (totals.fills === 0 && totals.needs.size === 0) throw nothingFound(format, totals);
    return { ok: true, value: { ...totals, detection: describe(chosen, opened, source) } };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

function nothingFound(format: Format, totals: NormaliserTotals): ImportRefused {
  const what = `${format.broker} · ${format.report}`;
  if (totals.firstReason !== null) return new ImportRefused('nothing-found', `${what}: no fill could be read (${totals.rejected} ${totals.rejected === 1 ? 'line' : 'lines'} refused). First, ${totals.firstReason}`);
  const left = [...totals.ignored].map(([name, count]) => `${count} × ${name}`).join(', ');
  return new ImportRefused('nothing-found', `${what}: the file holds no fills${left === '' ? '' : ` (left out: ${left})`}.`);
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ImportRefused('cancelled', 'The import was cancelled.');
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof ImportRefused) return error.refusal;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) {
    return { code: 'unreadable', message: error.code === 'EISDIR' ? 'This is a folder, not a file.' : `The file cannot be opened (${error.code}).`, needs: [] };
  }
  throw error;
}

function dateOrderFor(format: Format, head: Head, answers: ImportAnswers, decimalComma: boolean): InferredOrder | null {
  if (answers.dateOrder != null) return { order: answers.dateOrder, shownBy: 'days' };
  const inferred = inferDateOrder(sampleTexts(head), decimalComma);
  // Days above 12 are stronger than what a report usually does: tools write generic layouts in their own way.
  if (inferred?.shownBy === 'days') return inferred;
  if (format.dateOrder !== 'infer') return { order: format.dateOrder, shownBy: 'days' };
  const byContracts = dateOrderOfContracts(head.rows);
  return byContracts === null ? inferred : { order: byContracts, shownBy: 'days' };
}

function shownDateOrder(head: Head): DateOrder | null {
  const inferred = inferDateOrder(sampleTexts(head), false);
  return inferred?.shownBy === 'days' ? inferred.order : dateOrderOfContracts(head.rows);
}

function* sampleCells(head: Head): Generator<string> {
  for (const row of head.rows) for (const cell of row.cells) if (cell !== '') yield cell;
}

function* sampleTexts(head: Head): Generator<string> {
  yield* sampleCells(head);
  for (const { attributes } of head.rows) if (attributes !== undefined) yield* Object.values(attributes);
}

interface Chosen {
  readonly format: Format;
  readonly mapping: Mapping | null;
}

function choose(head: Head, answers: ImportAnswers): Chosen {
  if (answers.format != null && answers.format !== 'mapped') {
    const forced = FORMATS.find((format) => format.id === answers.format);
    if (forced === undefined) throw new ImportRefused('bad-answer', `There is no format “${answers.format}”. Known: ${FORMATS.map((format) => format.id).join(', ')}.`);
    if (!forced.recognises(head)) throw new ImportRefused('unread-layout', `This file is not in the layout of ${forced.broker} · ${forced.report}.`);
    return { format: forced, mapping: null };
  }
  if (answers.mapping != null) {
    const mapping = parseMapping(answers.mapping);
    const format = mappedFormat(mapping);
    if (!format.recognises(head)) throw new ImportRefused('bad-answer', 'The mapping names columns this file does not have.');
    return { format, mapping };
  }
  const known = FORMATS.find((format) => format.recognises(head));
  if (known !== undefined) return { format: known, mapping: null };
  const broker = knownBroker(head);
  if (broker !== null) throw new ImportRefused('unread-layout', broker);
  if (head.container === 'xml') throw new ImportRefused('unknown-format', 'This XML file is no Interactive Brokers Flex statement, the only XML export that is read.');
  const suggestion = inferMapping(head);
  if (suggestion.kind === 'no-table') throw new ImportRefused('unknown-format', 'No table with a header row was found in this file.');
  if (suggestion.kind === 'incomplete') {
    throw new ImportRefused('needs-answer', `This table is no report of a known broker, and its columns do not say enough by themselves (${suggestion.missing}). Assign the columns once; the choice is remembered for this header.`, ['mapping']);
  }
  return { format: mappedFormat(suggestion.mapping), mapping: suggestion.mapping };
}

function describe(chosen: Chosen, opened: Opened, source: ImportSource): Detection {
  const { format, mapping } = chosen;
  return {
    meta: { format: format.id, broker: format.broker, report: format.report, container: opened.head.container, encoding: opened.encoding },
    mapped: mapping !== null,
    mapping,
    fingerprint: headerFingerprint(opened.head),
    rows: opened.head.rows.slice(0, 20),
    zoneHint: format.zoneHint,
    dateHint: dateInName(source.name),
    dateOrder: shownDateOrder(opened.head),
  };
}

/** A date in a file name such as `trades-2026-06-17.csv` or `20260617.csv`. */
function dateInName(name: string): string | null {
  const match = /(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)/.exec(name);
  if (match === null) return null;
  const [, year, month, day] = match;
  const text = `${year}-${month}-${day}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
}

async function openHead(source: ImportSource): Promise<Opened> {
  const bytes = await source.head(HEAD_BYTES);
  if (bytes.length === 0) throw new ImportRefused('empty', 'The file is empty.');
  const starts = (...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return openWorkbookHead(source);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new ImportRefused('not-a-text-table', 'This is a workbook in the old .xls format. Save it as .xlsx or CSV and import that.');
  if (starts(0x25, 0x50, 0x44, 0x46)) throw new ImportRefused('not-a-text-table', 'This is a PDF. Brokers offer the same statement as CSV, XLSX, XML or HTML; import one of those.');
  const archive = starts(0x1f, 0x8b) || starts(0x37, 0x7a, 0xbc, 0xaf) || starts(0x52, 0x61, 0x72, 0x21);
  if (archive) throw new ImportRefused('not-a-text-table', 'This file is compressed. Unpack it and import what is inside.');
  const encoding = detectEncoding(bytes);
  const decoder = streamDecoder(encoding);
  let text = decoder.decode(bytes);
  const complete = bytes.length >= source.size;
  if (complete) text += decoder.end();
  refuseBinary(text);
  if (text.trim() === '') throw new ImportRefused('empty', 'The file holds nothing but blanks.');
  const container = containerOf(text);
  const delimiter = container === 'csv' ? detectDelimiter(text.slice(0, 64 * 1024)) : ',';
  const rows: Row[] = [];
  const parser = await rowParser(container, delimiter, (row) => {
    if (rows.length < HEAD_ROWS) rows.push(kept(row));
  });
  // An incomplete head ends inside a row, an element or a quote: its last piece is left out, not judged.
  if (container === 'csv' && !complete) parser.push(text.slice(0, text.lastIndexOf(lineEndOf(text) ?? '\n') + 1));
  else parser.push(text);
  if (complete) parser.end();
  return { head: { container, rows, fileName: source.name, complete }, encoding, delimiter };
}

/**
 * A copy, for keeping. Were the first rows themselves kept, the engine would learn that what the parser makes lives long, and put
 * every later row of the file where nothing is freed soon: a hundred megabytes more.
 */
function kept(row: Row): Row {
  return { ...row, cells: [...row.cells] };
}

/** A workbook may hold its list behind sheets of figures: the first one that is a report is read, or else the first with a table. */
const MAX_SHEETS = 16;

async function openWorkbookHead(source: ImportSource): Promise<Opened> {
  const tables: Opened[] = [];
  for (let sheet = 0, sheets = 1; sheet < Math.min(sheets, MAX_SHEETS); sheet += 1) {
    const opened: Opened & { readonly sheets: number } = await openSheetHead(source, sheet);
    sheets = opened.sheets;
    if (FORMATS.some((format) => format.recognises(opened.head))) return opened;
    if (opened.head.rows.length > 0) tables.push(opened);
  }
  const found = tables.find(({ head }) => headerRow(head) !== null) ?? tables[0];
  if (found === undefined) throw new ImportRefused('empty', 'This workbook is empty.');
  return found;
}

async function openSheetHead(source: ImportSource, sheet: number): Promise<Opened & { readonly sheets: number }> {
  const rows: Row[] = [];
  let complete = true;
  let sheets = MAX_SHEETS;
  const enough = new Error('enough rows');
  const { xlsxRows } = await import('./containers/xlsx.ts');
  try {
    sheets = await xlsxRows(source, sheet, (row) => {
      if (rows.length >= HEAD_ROWS) {
        complete = false;
        throw enough;
      }
      rows.push(kept(row));
    }, () => {});
  } catch (error) {
    if (complete) throw error;
  }
  return { head: { container: 'xlsx', rows, fileName: source.name, complete }, encoding: 'utf-8', delimiter: ',', sheet, sheets };
}

function containerOf(text: string): 'csv' | 'html' | 'xml' {
  const start = text.slice(0, 4096).trimStart().replace(/^\ufeff/u, '');
  if (!start.startsWith('<')) return 'csv';
  if (/<(?:html|table|head|body)\b|<!doctype html/i.test(start)) return 'html';
  return 'xml';
}

/** The libraries of the rarer kinds are loaded by the first file that needs them. */
async function rowParser(container: 'csv' | 'html' | 'xml', delimiter: Delimiter, onRow: (row: Row) => void): Promise<{ push(text: string): void; end(): void }> {
  switch (container) {
    case 'csv': return csvParser(delimiter, onRow);
    case 'html': return (await import('./containers/html.ts')).htmlRows(onRow);
    case 'xml': return (await import('./containers/xml.ts')).xmlRows(onRow);
  }
}

async function eachRow(source: ImportSource, opened: Opened, onRow: (row: Row) => void, progress: (done: number) => void, between: (done: number) => Promise<void>): Promise<void> {
  const { container } = opened.head;
  if (container === 'xlsx') {
    await between(0);
    const { xlsxRows } = await import('./containers/xlsx.ts');
    await xlsxRows(source, opened.sheet ?? 0, onRow, progress);
    await between(source.size);
    return;
  }
  const decoder = streamDecoder(opened.encoding);
  const parser = await rowParser(container, opened.delimiter, onRow);
  let done = 0;
  for await (const chunk of source.chunks()) {
    parser.push(decoder.decode(chunk));
    done += chunk.length;
    await between(done);
  }
  parser.push(decoder.end());
  parser.end();
}
