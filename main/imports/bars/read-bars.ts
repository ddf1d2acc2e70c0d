import { csvParser, detectDelimiter, type Delimiter } from '../containers/csv.ts';
import type { ImportSource } from '../containers/source.ts';
import { cellAt, columnsOf, isBlank, placeOf } from '../reading/columns.ts';
import { parseTime } from '../text/dates.ts';
import { detectEncoding, refuseBinary, streamDecoder, type Encoding } from '../text/encoding.ts';
import { inferDecimalStyle, parseNumber, type DecimalStyle } from '../text/numbers.ts';
import { isZone, zoneClock, type ZoneClock } from '../text/zones.ts';
import { ImportRefused, type DateOrder, type Refusal, type RejectedLine, type Row } from '../types.ts';
import type { Bar, Prices } from './bar.ts';

const HEAD_BYTES = 128 * 1024;
const TIMES = ['time_utc', 'datetime_utc', 'timestamp_utc', 'datetime', 'date/time', 'date time', 'timestamp', 'time', 'date', 'gmt time'];

export interface BarOptions {
  /** IANA zone of times without an offset. */
  readonly zone?: string | null;
  readonly dateOrder?: DateOrder | null;
  /** Without a zone, take clock readings as they are: enough for an ATR, not for excursions. */
  readonly unzoned?: boolean;
  readonly onRejected?: (line: RejectedLine) => void;
}

export interface ReadBars {
  /** In order of time, whichever way round the file has them. */
  readonly bars: readonly Bar[];
  readonly rejected: number;
  /** The usual distance between bars, in seconds; null with fewer than two. */
  readonly seconds: number | null;
  /**
   * Whether a bar's time is known to be that of its begin. Files of one and the same layout without a header are stamped with the
   * begin by some sources and with the end by others, NinjaTrader's export among these.
   */
  readonly begins: boolean;
  /** Where the instants come from: the file's own offsets, the zone given, or (`none`) they are clock readings only. */
  readonly zone: 'stated' | 'given' | 'none';
}

export type BarOutcome = { readonly ok: true; readonly value: ReadBars } | { readonly ok: false; readonly refusal: Refusal };

interface Layout {
  readonly time: number;
  readonly clock: number;
  readonly utc: boolean;
  readonly begins: boolean;
  readonly prices: readonly [number, number, number, number];
  readonly ask: readonly [number, number, number, number] | null;
}

/**
 * Bars from a CSV: columns by the names in its header in any order, or without a header a time and then open, high, low and
 * close; one side or bid and ask, oldest or newest first, times with or without an offset. Under a header, and in the files of
 * MetaTrader, a bar's time is when it begins.
 */
export async function readBars(source: ImportSource, options: BarOptions = {}): Promise<BarOutcome> {
  try {
    return { ok: true, value: await read(source, options) };
  } catch (error) {
    if (error instanceof ImportRefused) return { ok: false, refusal: error.refusal };
    if (error instanceof Error && 'code' in error) return { ok: false, refusal: { code: 'unreadable', message: `The file cannot be opened (${String(error.code)}).`, needs: [] } };
    throw error;
  }
}

async function read(source: ImportSource, options: BarOptions): Promise<ReadBars> {
  if (options.zone != null && !isZone(options.zone)) throw new ImportRefused('bad-answer', `“${options.zone}” is no time zone name, such as America/New_York.`);
  const head = await readHead(source);
  const { layout, style } = head;
  const order = options.dateOrder ?? likelierOrder(head);
  const zone = options.zone == null ? null : zoneClock(options.zone);
  const direction = newestFirst(head, order, zone) ? -1 : 1;
  const bars: Bar[] = [];
  const distances = new Map<number, number>();
  let started = head.headerLine === null;
  let rejected = 0;
  let from: ReadBars['zone'] = 'stated';
  const reject = (row: Row, reason: string): void => {
    rejected += 1;
    options.onRejected?.({ line: row.line, reason, text: row.raw.slice(0, 200) });
  };
  const take = (row: Row): void => {
    if (!started) {
      started = row.line === head.headerLine;
      return;
    }
    if (isBlank(row)) return;
    const time = barTime(row, layout, order, zone);
    if (time === null) return reject(row, `The time “${cellAt(row, layout.time)}” cannot be read.`);
    if (time.from === 'none' && options.unzoned !== true) throw new ImportRefused('needs-answer', `The times of these bars carry no zone. In which time zone are they?${asNinjaTrader(row, layout) ? ' NinjaTrader writes its exports in UTC.' : ''}`, ['zone']);
    if (time.from !== 'stated') from = time.from;
    const prices = pricesAt(row, layout.prices, style);
    const ask = layout.ask === null ? null : pricesAt(row, layout.ask, style);
    if (prices === null || (layout.ask !== null && ask === null)) return reject(row, 'The row has no open, high, low and close that are numbers, with the high highest and the low lowest.');
    const before = bars.at(-1);
    if (before !== undefined) {
      const distance = (time.at - before.at) * direction;
      if (distance <= 0) return reject(row, direction === 1 ? 'The bar is not later than the one before it.' : 'The bar is not earlier than the one before it.');
      if (distances.size < 1_000) distances.set(distance, (distances.get(distance) ?? 0) + 1);
    }
    bars.push({ at: time.at, ...prices, ask });
  };
  const decoder = streamDecoder(head.encoding);
  const parser = csvParser(head.delimiter, take);
  for await (const chunk of source.chunks()) parser.push(decoder.decode(chunk));
  parser.push(decoder.end());
  parser.end();
  if (bars.length === 0) throw new ImportRefused('nothing-found', rejected === 0 ? 'The file has a header but no bars.' : `None of the ${rejected} rows is a bar.`);
  if (direction === -1) bars.reverse();
  return { bars, rejected, seconds: usual(distances), begins: layout.begins, zone: from };
}

function asNinjaTrader(row: Row, layout: Layout): boolean {
  return !layout.begins && /^\d{8} \d{6}$/.test(cellAt(row, layout.time));
}

function usual(distances: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [distance, times] of distances) {
    if (times > most || (times === most && best !== null && distance < best)) {
      best = distance;
      most = times;
    }
  }
  return best === null ? null : best / 1000;
}

interface BarHead {
  readonly layout: Layout;
  /** Null for a file that begins with its first bar. */
  readonly headerLine: number | null;
  readonly rows: readonly Row[];
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly style: DecimalStyle;
}

async function readHead(source: ImportSource): Promise<BarHead> {
  const bytes = await source.head(HEAD_BYTES);
  if (bytes.length === 0) throw new ImportRefused('empty', 'The file is empty.');
  const encoding = detectEncoding(bytes);
  const text = streamDecoder(encoding).decode(bytes);
  refuseBinary(text);
  const delimiter = detectDelimiter(text);
  const rows: Row[] = [];
  const parser = csvParser(delimiter, (row) => rows.push(row));
  parser.push(bytes.length >= source.size ? `${text}\n` : text);
  const found = (layout: Layout, headerLine: number | null, rest: readonly Row[]): BarHead =>
    ({ layout, headerLine, rows: rest, encoding, delimiter, style: styleOf(rest, layout.prices) });
  for (const [index, row] of rows.slice(0, 20).entries()) {
    const layout = layoutOf(row);
    if (layout !== null) return found(layout, row.line, rows.slice(index + 1));
  }
  const layout = headlessLayout(rows.filter((row) => !isBlank(row)).slice(0, 10));
  if (layout !== null) return found(layout, null, rows);
  throw new ImportRefused('unknown-format', 'No bars were found: neither a header with a time, open, high, low and close, nor rows of those five in that order. A first line such as “time,open,high,low,close” says which column is which; a bar’s time is when it begins.');
}

function styleOf(rows: readonly Row[], prices: Layout['prices']): DecimalStyle {
  return inferDecimalStyle(rows.slice(0, 200).flatMap((row) => prices.map((place) => cellAt(row, place))));
}

/** A time, or a date and a time of day, and then four prices of which the second is the highest and the third the lowest: in each of the rows. */
function headlessLayout(rows: readonly Row[]): Layout | null {
  if (rows.length < 2) return null;
  for (const clock of [-1, 1]) {
    const first = clock === 1 ? 2 : 1;
    const metaTrader = clock === 1 && rows.every((row) => /^\d{4}\.\d{2}\.\d{2}$/.test(cellAt(row, 0)));
    const layout: Layout = { time: 0, clock, utc: false, begins: metaTrader, prices: [first, first + 1, first + 2, first + 3], ask: null };
    const style = styleOf(rows, layout.prices);
    if (rows.every((row) => pricesAt(row, layout.prices, style) !== null && (['mdy', 'dmy'] as const).some((order) => barTime(row, layout, order, null) !== null))) return layout;
  }
  return null;
}

function layoutOf(row: Row): Layout | null {
  // MetaTrader writes its column names as `<OPEN>`.
  const columns = columnsOf({ ...row, cells: row.cells.map((cell) => cell.replace(/^\s*<(.*)>\s*$/, '$1')) });
  // Where a date and a time of day stand apart, the date is the time's column and the other its clock.
  const split = columns.has('date') && columns.has('time');
  const time = split ? placeOf(columns, ['date']) : placeOf(columns, TIMES);
  if (time < 0) return null;
  const name = [...columns].find(([, place]) => place === time)?.[0] ?? '';
  const four = (prefix: string): readonly [number, number, number, number] | null => {
    const place = (letter: string, word: string): number => placeOf(columns, [`${prefix}${word}`, ...(prefix === '' ? [letter, `${word} price`] : [`${prefix}${letter}`])]);
    const close = place('c', 'close');
    // Sierra Chart calls the close of a bar its last price.
    const places = [place('o', 'open'), place('h', 'high'), place('l', 'low'), close < 0 ? placeOf(columns, [`${prefix}last`]) : close] as const;
    return places.every((each) => each >= 0) ? places : null;
  };
  const bid = four('bid_') ?? four('bid ');
  const ask = four('ask_') ?? four('ask ');
  const plain = four('');
  const prices = bid !== null && ask !== null ? bid : plain;
  if (prices === null) return null;
  const clock = split ? placeOf(columns, ['time']) : -1;
  return { time, clock, utc: /utc|gmt/.test(name), begins: true, prices, ask: bid !== null && ask !== null ? ask : null };
}

function barTime(row: Row, layout: Layout, order: DateOrder | null, zone: ZoneClock | null): { readonly at: number; readonly from: ReadBars['zone'] } | null {
  const text = cellAt(row, layout.time);
  if (/^\d{10}(?:\d{3})?$/.test(text)) return { at: text.length === 13 ? Number(text) : Number(text) * 1000, from: 'stated' };
  const clock = cellAt(row, layout.clock);
  const time = parseTime(clock === '' ? text : `${text} ${clock}`, order);
  if (time === null || time.kind === 'time' || time.kind === 'ambiguous') return null;
  if (time.kind === 'instant' || layout.utc) return { at: time.ms, from: 'stated' };
  return zone === null ? { at: time.ms, from: 'none' } : { at: zone.resolve(time.ms).epochMs, from: 'given' };
}

function pricesAt(row: Row, places: readonly [number, number, number, number], style: DecimalStyle): Prices | null {
  const [open, high, low, close] = places.map((place) => parseNumber(cellAt(row, place), style));
  if (open == null || high == null || low == null || close == null) return null;
  const [o, h, l, c] = [Number(open), Number(high), Number(low), Number(close)];
  return h >= o && h >= c && h >= l && l <= o && l <= c ? { open, high, low, close } : null;
}

/** Files of the newest bar first are as common as the other way round. */
function newestFirst({ rows, layout }: BarHead, order: DateOrder | null, zone: ZoneClock | null): boolean {
  let later = 0;
  let previous: number | null = null;
  for (const row of rows) {
    const time = barTime(row, layout, order, zone);
    if (time === null) continue;
    if (previous !== null) later += Math.sign(time.at - previous);
    previous = time.at;
  }
  return later < 0;
}

/**
 * Of two readings of numeric dates, the one under which more rows have a time, or else the one under which the bars lie
 * closer together: bars do not skip months. Where both are alike, as on a single day, the decimal comma goes with day first.
 */
function likelierOrder({ rows, layout, style }: BarHead): DateOrder {
  const reading = (order: DateOrder): { readonly unread: number; readonly span: number } => {
    let unread = 0;
    let first = Infinity;
    let last = -Infinity;
    for (const row of rows) {
      const time = barTime(row, layout, order, null);
      if (time === null) unread += 1;
      else {
        if (time.at < first) first = time.at;
        if (time.at > last) last = time.at;
      }
    }
    return { unread, span: last - first };
  };
  const [monthFirst, dayFirst] = [reading('mdy'), reading('dmy')];
  if (monthFirst.unread !== dayFirst.unread) return monthFirst.unread < dayFirst.unread ? 'mdy' : 'dmy';
  if (monthFirst.span !== dayFirst.span) return monthFirst.span < dayFirst.span ? 'mdy' : 'dmy';
  return style === 'comma' ? 'dmy' : 'mdy';
}
