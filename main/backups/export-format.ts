/**
 * What an export of the journal is, in words that both directions share. Two forms hold the same: one JSON file, and a folder of
 * one CSV file a table beside a `manifest.json`. See docs/backups.md.
 */
import { z } from 'zod';
import { JournalError } from '../journal/errors.ts';
import type { SqlValue } from '../store/executor.ts';
import type { ColumnType } from '../store/whole-journal.ts';

export const EXPORT_FORMAT = 'holdfast-journal';
/** Of the export's own form; the layout of the tables has a number of its own. */
export const EXPORT_VERSION = 1;
export const MANIFEST = 'manifest.json';

const head = {
  format: z.literal(EXPORT_FORMAT),
  version: z.int().min(1),
  /** Version of the tables' layout. */
  layout: z.int().min(1),
  exportedAt: z.string(),
  /** Where the decision log ends. */
  log: z.object({ seq: z.int().min(0), hash: z.string() }),
};
const table = { name: z.string(), columns: z.array(z.string()).min(1), rows: z.int().min(0) };

/** First line of the JSON form, closed by the brackets it leaves open. */
export const jsonHead = z.object({ ...head, tables: z.array(z.never()).length(0) });
export const jsonTable = z.object({ ...table, values: z.array(z.never()).length(0) });
export const manifest = z.object({ ...head, tables: z.array(z.object({ ...table, file: z.string(), sha256: z.string() })) });

export type ExportHead = Pick<z.infer<typeof manifest>, 'layout' | 'exportedAt' | 'log'>;

export function damaged(what: string): JournalError {
  return new JournalError('store-damaged', `This export is damaged: ${what}.`);
}

/** Throws when a later Holdfast wrote the export in a form that this one does not know. */
export function requireKnownVersion(stated: unknown): void {
  if (typeof stated === 'number' && stated > EXPORT_VERSION) throw new JournalError('store-newer', `A newer Holdfast wrote this export (form ${stated}; this one reads form ${EXPORT_VERSION}). Update Holdfast to read it.`);
}

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Bytes are base64 text in an object, which no other value is. */
export function toJsonValue(value: SqlValue): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}

export function fromJsonValue(value: unknown, type: ColumnType): SqlValue {
  if (value === null) return null;
  if (typeof value === 'string' && (type === 'TEXT' || type === 'ANY')) return value;
  if (typeof value === 'number' && (type === 'REAL' || type === 'ANY' || (type === 'INTEGER' && Number.isSafeInteger(value)))) return value;
  if (typeof value === 'object' && 'base64' in value && typeof value.base64 === 'string' && (type === 'BLOB' || type === 'ANY')) return Buffer.from(value.base64, 'base64');
  throw damaged(`a value is not of the kind ${type}`);
}

/**
 * One field of a CSV line. Nothing between the commas is an unknown value; an empty text is quoted. A text that a spreadsheet
 * would run as a formula, or that begins with an apostrophe itself, gets an apostrophe in front.
 */
export function toCsvField(value: SqlValue, type: ColumnType): string {
  if (value === null) return '';
  if (type === 'ANY') return quote(JSON.stringify(toJsonValue(value)));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number') return String(value);
  if (value === '') return '""';
  const safe = /^[=+@\t\r']/.test(value) || (value.startsWith('-') && !PLAIN_NUMBER.test(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? quote(safe) : safe;
}

const PLAIN_NUMBER = /^-\d+(?:\.\d+)?$/;

/** @param text null where nothing stands between the commas */
export function fromCsvField(text: string | null, type: ColumnType): SqlValue {
  if (text === null) return null;
  switch (type) {
    case 'TEXT':
      return text.startsWith("'") ? text.slice(1) : text;
    case 'BLOB':
      return Buffer.from(text, 'base64');
    case 'ANY':
      return fromJsonValue(JSON.parse(text), 'ANY');
    case 'INTEGER':
    case 'REAL': {
      const number = Number(text);
      if (text.trim() === '' || (type === 'INTEGER' ? !Number.isSafeInteger(number) : !Number.isFinite(number))) throw damaged(`“${text.slice(0, 40)}” is no number`);
      return number;
    }
  }
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
