/**
 * Between the parameters of a rule and what a person types into its form. Which inputs there are comes from the engine's
 * own declaration of the kind; nothing here knows a particular rule.
 */
import { compareDecimals, readDecimal } from '../format/decimal.ts';
import { formatMinute, readMinute, type MoneyValue } from '../format/display.ts';
import { moneyToTyped, readMoney } from '../format/money-input.ts';
import type { FormField } from './form-field.ts';

export type TypedCell = string | boolean | readonly string[];
export type TypedRecord = Readonly<Record<string, TypedCell>>;
/** What stands in an input: text, a switch, chosen values, or the rows of a list. */
export type Typed = TypedCell | readonly TypedRecord[];
export type TypedParams = Readonly<Record<string, Typed>>;

export interface FieldProblem {
  /** Dotted path inside the parameters: "maximum", "bands.1.from". */
  readonly path: string;
  readonly message: string;
}

export type FieldReading = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

function isMoney(value: unknown): value is MoneyValue {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value && typeof value.amount === 'number' && typeof value.currency === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The typed form of a parameter. A value that does not fit the field starts empty rather than wrong. */
export function toTyped(field: FormField, value: unknown): Typed {
  switch (field.type) {
    case 'boolean':
      return value === true;
    case 'multi-choice':
      return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
    case 'text-list':
      return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').join('\n') : '';
    case 'record-list':
      return Array.isArray(value) ? value.filter(isRecord).map((record) => Object.fromEntries((field.columns ?? []).map((column) => [column.key, toTyped(column, record[column.key]) as TypedCell]))) : [];
    case 'time':
      return typeof value === 'number' ? formatMinute(value) : '';
    case 'money':
      return isMoney(value) ? moneyToTyped(value) : '';
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'choice':
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

/** An empty row of a list. */
export function emptyRecord(field: FormField): TypedRecord {
  return Object.fromEntries((field.columns ?? []).map((column) => [column.key, toTyped(column, column.type === 'choice' ? column.options?.[0]?.value : undefined) as TypedCell]));
}

export function paramsToTyped(fields: readonly FormField[], params: Readonly<Record<string, unknown>>): TypedParams {
  return Object.fromEntries(fields.map((field) => [field.key, toTyped(field, params[field.key])]));
}

const good = (value: unknown): FieldReading => ({ ok: true, value });
const bad = (path: string, message: string): FieldReading => ({ ok: false, problems: [{ path, message }] });

/** "6 tickets", "1 ticket", "1 loss": units are declared in the plural. */
function counted(value: string, unit: string | undefined): string {
  if (unit === undefined) return value;
  const one = value === '1' && /^[a-z]{2,}s$/.test(unit);
  return `${value} ${one ? unit.replace(/(?<=ss)es$|s$/, '') : unit}`;
}

function readNumber(field: FormField, typed: string, path: string): FieldReading {
  const value = readDecimal(typed.replace(/\s*%$/, ''));
  if (value === null) return bad(path, field.type === 'integer' ? 'Write a whole number' : 'Write a number such as 1.5');
  if (field.type === 'integer' && !/^-?\d+$/.test(value)) return bad(path, 'Write a whole number');
  if (field.minimum !== undefined && compareDecimals(value, field.minimum) === -1) return bad(path, `At least ${counted(field.minimum, field.unit)}`);
  if (field.maximum !== undefined && compareDecimals(value, field.maximum) === 1) return bad(path, `At most ${counted(field.maximum, field.unit)}`);
  if (field.type !== 'integer') return good(value);
  return Number.isSafeInteger(Number(value)) ? good(Number(value)) : bad(path, 'This number is too large');
}

/** Reads one input. `currency` is what amounts of money are in. Never throws. */
export function fromTyped(field: FormField, typed: Typed | undefined, currency: string, path = field.key): FieldReading {
  switch (field.type) {
    case 'boolean':
      return good(typed === true);
    case 'multi-choice':
      return good(Array.isArray(typed) ? [...(typed as readonly string[])] : []);
    case 'text-list':
      return good(typeof typed === 'string' ? typed.split('\n').map((line) => line.trim()).filter((line) => line !== '') : []);
    case 'record-list':
      return readRecords(field, Array.isArray(typed) ? (typed as readonly TypedRecord[]) : [], currency, path);
    default:
      break;
  }
  const text = typeof typed === 'string' ? typed.trim() : '';
  if (text === '') return field.optional === true ? good(null) : bad(path, field.type === 'choice' ? 'Choose one' : `${field.label} is needed`);
  switch (field.type) {
    case 'time': {
      const minute = readMinute(text);
      return minute === null ? bad(path, 'Write a time such as 09:30') : good(minute);
    }
    case 'money': {
      const reading = readMoney(text, currency);
      if (reading.kind === 'money') return good(reading.value);
      return bad(path, reading.kind === 'problem' ? reading.message : `${field.label} is needed`);
    }
    case 'choice':
      return field.options === undefined || field.options.some((option) => option.value === text) ? good(text) : bad(path, 'Choose one');
    case 'text':
      return good(text);
    case 'integer':
    case 'decimal':
    case 'percent':
      return readNumber(field, text, path);
  }
}

function readRecords(field: FormField, rows: readonly TypedRecord[], currency: string, path: string): FieldReading {
  const problems: FieldProblem[] = [];
  const records = rows.map((row, index) =>
    Object.fromEntries(
      (field.columns ?? []).map((column) => {
        const reading = fromTyped(column, row[column.key], currency, `${path}.${index}.${column.key}`);
        if (!reading.ok) problems.push(...reading.problems);
        return [column.key, reading.ok ? reading.value : null];
      }),
    ),
  );
  return problems.length > 0 ? { ok: false, problems } : good(records);
}

/** Reads a whole form. Parameters that the form does not show are kept as they are. */
export function readParams(fields: readonly FormField[], typed: TypedParams, kept: Readonly<Record<string, unknown>>, currency: string): { params: Record<string, unknown>; problems: FieldProblem[] } {
  const params: Record<string, unknown> = { ...kept };
  const problems: FieldProblem[] = [];
  for (const field of fields) {
    const reading = fromTyped(field, typed[field.key], currency);
    if (reading.ok) params[field.key] = reading.value;
    else problems.push(...reading.problems);
  }
  return { params, problems };
}

/** A few rows that a name or a span of time says all about: "09:30–11:00, 14:00–15:00", "fear, chatter". Null otherwise. */
function rowsText({ columns = [] }: FormField, rows: readonly Readonly<Record<string, unknown>>[]): string | null {
  const [first, second] = columns;
  const isSpan = first?.type === 'time' && second?.type === 'time';
  if (first === undefined || rows.length === 0 || rows.length > 3 || !(isSpan || first.type === 'choice')) return null;
  const texts = rows.map((row) => {
    const shown = (isSpan ? [first, second] : [first]).map((column) => cellText(toTyped(column, row[column.key])));
    return shown.includes('') ? null : shown.join('–');
  });
  return texts.includes(null) ? null : texts.join(', ');
}

/** A rule's parameters in a line: "09:30–15:00", "6 tickets", "5 bands". Empty when it has none. */
export function paramsSummary(fields: readonly FormField[], params: Readonly<Record<string, unknown>>): string {
  const parts: string[] = [];
  fields.forEach((field, index) => {
    const value = params[field.key];
    if (value === null || value === undefined) return;
    if (field.type === 'record-list') {
      const rows = Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : [];
      return void parts.push(rowsText(field, rows) ?? counted(String(rows.length), field.label.toLowerCase()));
    }
    const typed = toTyped(field, value);
    const option = field.options?.find((entry) => entry.value === value)?.label;
    const text = Array.isArray(typed) ? (typed as readonly string[]).map((entry) => field.options?.find((known) => known.value === entry)?.label ?? entry).join(', ') : typeof typed === 'boolean' ? (typed ? field.label.toLowerCase() : '') : (option ?? (typeof typed === 'string' ? typed.replaceAll('\n', ', ') : ''));
    if (text === '') return;
    const unit = field.unit ?? (field.type === 'percent' ? '%' : undefined);
    if (field.type === 'time' && fields[index - 1]?.type === 'time' && parts.length > 0) parts[parts.length - 1] += `–${text}`;
    else if (needsLabel(field, fields)) parts.push(`${field.label.charAt(0).toLowerCase()}${field.label.slice(1)} ${text}`);
    else parts.push(counted(text, unit));
  });
  return parts.join(' · ');
}

/** A lone time, and a number whose unit another one of the rule has too, say nothing without their name. */
function needsLabel(field: FormField, fields: readonly FormField[]): boolean {
  if (field.type === 'time') return fields.every((other) => other === field || other.type !== 'time');
  return field.unit !== undefined && fields.some((other) => other !== field && other.unit === field.unit);
}

/** A cell of a record in a summary; empty for what is not stated. */
function cellText(typed: Typed): string {
  return typeof typed === 'string' ? typed : '';
}
