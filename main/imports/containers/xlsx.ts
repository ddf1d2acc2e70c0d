import { Unzip, UnzipInflate, UnzipPassThrough, type UnzipFile } from 'fflate';
import { detectEncoding, streamDecoder, type StreamDecoder } from '../text/encoding.ts';
import { ImportRefused, type Row } from '../types.ts';
import { saxReader, type SaxHandlers, type TextReader } from './sax.ts';
import type { ImportSource } from './source.ts';

/** A statement of some years is a few megabytes; these limits stop zip bombs long before memory does. */
const MAX_COMPRESSED = 64 * 1024 * 1024;
const MAX_EXPANDED = 512 * 1024 * 1024;
const MAX_RATIO = 100;
const MAX_STRINGS = 2_000_000;
const MAX_ENTRIES = 2_000;
const MAX_COLUMNS = 200;

interface Workbook {
  readonly strings: readonly string[];
  /** For each cell style: whether it shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly epoch1904: boolean;
  readonly sheets: readonly string[];
}

/**
 * Rows of one worksheet, the first being 0; returns how many there are. Two passes over the zip: the workbook's parts, then the sheet, streamed. Cells that are
 * formulas count with the value the spreadsheet last stored; a formula without a stored value is an empty cell. Parts may
 * be UTF-8 or UTF-16 (MetaTrader 5 writes the latter).
 */
export async function xlsxRows(source: ImportSource, sheet: number, onRow: (row: Row) => void, onBytes: (done: number) => void): Promise<number> {
  if (source.size > MAX_COMPRESSED) throw new ImportRefused('too-large', `A workbook of more than ${MAX_COMPRESSED / 1024 / 1024} MB is not read; save the sheet as CSV.`);
  const workbook = await readWorkbook(source);
  const parser = sheetParser(workbook, onRow);
  await eachEntry(source, (name) => (name === workbook.sheets[sheet] ? parser : null), onBytes);
  return workbook.sheets.length;
}

async function readWorkbook(source: ImportSource): Promise<Workbook> {
  const strings: string[] = [];
  const dateFormats = new Set<number>([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
  const dateStyles: boolean[] = [];
  const sheets: string[] = [];
  let epoch1904 = false;
  await eachEntry(source, (name) => {
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) {
      sheets.push(name);
      return null;
    }
    if (/^xl\/sharedStrings\.xml$/i.test(name)) {
      let text: string | null = null;
      let phonetic = 0;
      let inText = false;
      return saxPart({
        open(tag) {
          if (tag === 'si') text = '';
          else if (tag === 'rPh') phonetic += 1;
          else if (tag === 't') inText = true;
        },
        text(value) {
          if (inText && text !== null && phonetic === 0) text += value;
        },
        close(tag) {
          if (tag === 't') inText = false;
          else if (tag === 'rPh') phonetic -= 1;
          else if (tag === 'si') {
            if (strings.length >= MAX_STRINGS) throw new ImportRefused('too-large', 'This workbook holds more texts than any statement.');
            strings.push(text ?? '');
            text = null;
          }
        },
      });
    }
    if (/^xl\/styles\.xml$/i.test(name)) {
      let inCellFormats = false;
      return saxPart({
        open(tag, attributes) {
          if (tag === 'numFmt' && /[ymdhs]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|General/gi, ''))) {
            dateFormats.add(Number(attributes['numFmtId']));
          } else if (tag === 'cellXfs') inCellFormats = true;
          else if (tag === 'xf' && inCellFormats) dateStyles.push(dateFormats.has(Number(attributes['numFmtId'])));
        },
        text() {},
        close(tag) {
          if (tag === 'cellXfs') inCellFormats = false;
        },
      });
    }
    if (/^xl\/workbook\.xml$/i.test(name)) {
      return saxPart({
        open(tag, attributes) {
          if (tag === 'workbookPr') epoch1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
        },
        text() {},
        close() {},
      });
    }
    return null;
  });
  sheets.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (sheets.length === 0) throw new ImportRefused('not-a-text-table', 'This is an archive, not a workbook. Unpack it and import what is inside.');
  return { strings, dateStyles, epoch1904, sheets };
}

/** A part of the workbook by the local names of its elements. */
function saxPart({ open, text, close }: Required<Omit<SaxHandlers, 'doctype'>>): TextReader {
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  return saxReader('A part of this workbook', {
    open: (name, attributes, line) => open(local(name), attributes, line),
    text,
    close: (name) => close(local(name)),
    doctype() {
      throw new ImportRefused('damaged', 'A part of this workbook declares a document type, which no spreadsheet writes; it is refused.');
    },
  });
}

function sheetParser(workbook: Workbook, onRow: (row: Row) => void): TextReader {
  let cells: string[] = [];
  let rowNumber = 0;
  let column = 0;
  let type = '';
  let style = 0;
  let value: string | null = null;
  return saxPart({
    open(tag, attributes) {
      if (tag === 'row') {
        cells = [];
        column = 0;
        const stated = Number(attributes['r']);
        rowNumber = Number.isSafeInteger(stated) && stated > 0 ? stated : rowNumber + 1;
      } else if (tag === 'c') {
        const at = columnIndex(attributes['r']);
        if (at !== null) column = at;
        type = attributes['t'] ?? '';
        style = Number(attributes['s'] ?? 0);
      } else if (tag === 'v' || tag === 't') value ??= '';
    },
    text(text) {
      if (value !== null) value += text;
      if (value !== null && value.length > 1_000_000) throw new ImportRefused('damaged', 'A cell of this workbook never ends.');
    },
    close(tag) {
      if (tag === 'c') {
        if (column < MAX_COLUMNS) {
          while (cells.length < column) cells.push('');
          cells[column] = cellText(value ?? '', type, style, workbook);
        }
        column += 1;
        value = null;
      } else if (tag === 'f') value = null;
      else if (tag === 'row' && cells.some((cell) => cell !== '')) onRow({ cells, line: rowNumber, raw: cells.join('\t') });
    },
  });
}

function cellText(value: string, type: string, style: number, workbook: Workbook): string {
  if (type === 's') return (workbook.strings[Number(value)] ?? '').trim();
  if (type === 'e') return '';
  if ((type === '' || type === 'n') && workbook.dateStyles[style] === true && value !== '') return serialDate(Number(value), workbook.epoch1904) ?? value;
  return value.trim();
}

/** A spreadsheet's day count as `YYYY-MM-DD HH:MM:SS.mmm`, or only the date where there is no time of day. */
function serialDate(serial: number, epoch1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 80_000) return null;
  const days = epoch1904 ? serial + 1462 : serial;
  const text = new Date(Math.round((days - 25_569) * 86_400_000)).toISOString();
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 23).replace('T', ' ');
}

function columnIndex(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** Streams the zip once, feeding the chosen entries as text. */
async function eachEntry(source: ImportSource, choose: (name: string) => TextReader | null, onBytes: (done: number) => void = () => {}): Promise<void> {
  let expanded = 0;
  let entries = 0;
  let done = 0;
  let finished = 0;
  let chosen = 0;
  let failure: Error | null = null;
  const unzip = new Unzip((file: UnzipFile) => {
    entries += 1;
    if (entries > MAX_ENTRIES) throw new ImportRefused('too-large', 'This zip file holds more parts than any workbook.');
    const reader = choose(file.name);
    if (reader === null) return;
    chosen += 1;
    let decoder: StreamDecoder | null = null;
    const take = (data: Uint8Array, final: boolean): void => {
      expanded += data.length;
      if (expanded > MAX_EXPANDED || expanded > 8 * 1024 * 1024 + done * MAX_RATIO) {
        throw new ImportRefused('too-large', 'This workbook unpacks to far more than its size; it is refused as unsafe.');
      }
      decoder ??= streamDecoder(detectEncoding(data));
      if (data.length > 0) reader.push(decoder.decode(data));
      if (!final) return;
      const rest = decoder.end();
      if (rest !== '') reader.push(rest);
      reader.end();
      finished += 1;
    };
    file.ondata = (error, data, final) => {
      // The unzipper catches what is thrown here and hands it back as an error of its own: the first one is the cause.
      if (error !== null) throw (failure ??= new ImportRefused('damaged', 'This workbook is damaged: a part of it cannot be unpacked.'));
      try {
        take(data, final);
      } catch (thrown) {
        failure ??= thrown instanceof Error ? thrown : new Error(String(thrown));
        throw failure;
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for await (const chunk of source.chunks()) {
      done += chunk.length;
      // Small steps, so that a bomb is noticed after kilobytes and not after a chunk's worth of expansion.
      for (let at = 0; at < chunk.length; at += 4096) unzip.push(chunk.subarray(at, at + 4096), false);
      onBytes(done);
    }
    unzip.push(new Uint8Array(0), true);
  } catch (error) {
    const cause = failure ?? error;
    if (cause instanceof ImportRefused) throw cause;
    throw new ImportRefused('damaged', 'This workbook is damaged or incomplete.');
  }
  if (finished < chosen) throw new ImportRefused('damaged', 'This workbook is incomplete: it ends inside a part.');
}
