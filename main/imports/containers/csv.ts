import type { Row } from '../types.ts';

/**
 * A push parser for delimited text. Own code, because what brokers write needs three things the libraries measured did
 * not give together at this speed: the physical line of every record, the line as written, and recovery from a quote
 * that is never closed (half files), which must cost one line and not the rest of the file.
 */
export interface CsvParser {
  push(text: string): void;
  end(): void;
}

export type Delimiter = ',' | ';' | '\t' | '|';

/** A record may span this many lines before its open quote is taken for a stray character. */
const MAX_RECORD_LINES = 40;
const MAX_LINE = 1_000_000;

export function csvParser(delimiter: Delimiter, onRow: (row: Row) => void): CsvParser {
  let carry = '';
  let line = 0;
  /** Old spreadsheets end lines with a carriage return alone; which it is shows in the first piece that has a line's end. */
  let lineEnd: '\n' | '\r' | null = null;
  /** Lines of a record whose quote is still open, and the line number of the first. */
  let pending: string[] = [];
  let pendingLine = 0;
  let width = 0;
  /** Cells of the record before. */
  let before: readonly string[] = [];
  let ending = false;

  const emit = (cells: string[], at: number, raw: string): void => {
    if (cells.length === 1) {
      // Some spreadsheets quote a whole record again when saving it: unwrap it if that gives the usual width.
      const only = cells[0] ?? '';
      if (width > 1 && only.includes(delimiter)) {
        const inner = splitQuoted(only, delimiter);
        if (inner.cells.length > 1) cells = inner.cells;
      }
    }
    if (cells.length > width) width = cells.length;
    // A last line without its end that lacks cells which the one before filled was cut off.
    const cut = ending && cells.length <= before.findLastIndex((cell) => cell !== '');
    before = cells;
    onRow(cut ? { cells, line: at, raw, cut } : { cells, line: at, raw });
  };

  const takeLine = (text: string): void => {
    line += 1;
    const body = text.charCodeAt(text.length - 1) === 13 ? text.slice(0, -1) : text;
    if (pending.length === 0) {
      if (!body.includes('"')) {
        emit(body.split(delimiter), line, body);
        return;
      }
      const result = splitQuoted(body, delimiter);
      if (!result.open) {
        emit(result.cells, line, body);
        return;
      }
      pending = [body];
      pendingLine = line;
      return;
    }
    pending.push(body);
    // Only a line with a quote can close the record.
    if (body.includes('"')) {
      const raw = pending.join('\n');
      const result = splitQuoted(raw, delimiter);
      if (!result.open) {
        pending = [];
        emit(result.cells, pendingLine, raw);
        return;
      }
    }
    if (pending.length >= MAX_RECORD_LINES) giveUpQuote();
  };

  /** The open quote was a stray: its line is taken as it stands, the following ones are read again. */
  const giveUpQuote = (): void => {
    const [first = '', ...rest] = pending;
    const resume = line;
    pending = [];
    emit(splitQuoted(first, delimiter).cells, pendingLine, first);
    line = pendingLine;
    for (const text of rest) takeLine(text);
    line = resume;
  };

  return {
    push(text) {
      const all = carry === '' ? text : carry + text;
      lineEnd ??= lineEndOf(all);
      let at = 0;
      while (lineEnd !== null) {
        const next = all.indexOf(lineEnd, at);
        if (next === -1) break;
        takeLine(all.slice(at, next));
        at = next + 1;
      }
      carry = all.slice(at);
      if (carry.length > MAX_LINE) {
        takeLine(carry.slice(0, MAX_LINE));
        line -= 1;
        carry = '';
      }
    },
    end() {
      ending = carry !== '' || pending.length > 0;
      if (carry !== '') takeLine(carry);
      carry = '';
      while (pending.length > 0) giveUpQuote();
    },
  };
}

/** Null while no line has ended; a carriage return at the very end may be half of the other kind. */
export function lineEndOf(text: string): '\n' | '\r' | null {
  if (text.includes('\n')) return '\n';
  const at = text.indexOf('\r');
  return at === -1 || at === text.length - 1 ? null : '\r';
}

/** Splits one record; `open` says that it ends inside quotes. A quote inside an unquoted cell is an ordinary character. */
function splitQuoted(record: string, delimiter: Delimiter): { cells: string[]; open: boolean } {
  const cells: string[] = [];
  let at = 0;
  const end = record.length;
  for (;;) {
    let start = at;
    while (start < end && record.charCodeAt(start) === 32) start += 1;
    if (start < end && record.charCodeAt(start) === 34) {
      let text = '';
      let from = start + 1;
      for (;;) {
        const quote = record.indexOf('"', from);
        if (quote === -1) {
          cells.push(text + record.slice(from));
          return { cells, open: true };
        }
        text += record.slice(from, quote);
        if (record.charCodeAt(quote + 1) === 34) {
          text += '"';
          from = quote + 2;
          continue;
        }
        const stop = record.indexOf(delimiter, quote + 1);
        const rest = record.slice(quote + 1, stop === -1 ? end : stop);
        cells.push(text + rest.trimEnd());
        if (stop === -1) return { cells, open: false };
        at = stop + 1;
        break;
      }
      continue;
    }
    const stop = record.indexOf(delimiter, at);
    if (stop === -1) {
      cells.push(record.slice(at));
      return { cells, open: false };
    }
    cells.push(record.slice(at, stop));
    at = stop + 1;
  }
}

/** The delimiter that splits a sample's lines most evenly into most cells. */
export function detectDelimiter(sample: string): Delimiter {
  const lines = sample.split(/\r\n|[\r\n]/).slice(0, 60).filter((line) => line.trim() !== '');
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of [',', ';', '\t', '|'] as const) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = splitQuoted(line, delimiter).cells.length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    let score = 0;
    for (const [cells, times] of counts) score = Math.max(score, times * Math.min(cells, 12));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
