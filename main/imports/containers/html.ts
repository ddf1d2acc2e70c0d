import { Parser } from 'htmlparser2';
import { ImportRefused, type Row } from '../types.ts';

/**
 * Rows of every table of an HTML page, in order. A cell that spans columns is followed by empty cells, so that columns
 * keep their places. Hidden cells (MetaTrader 5 writes some) are left out. No script runs and nothing is fetched.
 */
export function htmlRows(onRow: (row: Row) => void): { push(text: string): void; end(): void } {
  let cells: string[] | null = null;
  let cell: string | null = null;
  let span = 1;
  let hidden = false;
  let line = 1;
  let counted = 0;
  let rowLine = 1;
  let fed = '';
  let fedFrom = 0;
  const lineAt = (index: number): number => {
    const until = Math.min(index - fedFrom, fed.length);
    for (let i = counted; i < until; i += 1) if (fed.charCodeAt(i) === 10) line += 1;
    counted = Math.max(counted, until);
    return line;
  };
  const closeCell = (): void => {
    if (cell === null || cells === null) return;
    if (!hidden) {
      cells.push(cell.replace(/[\s\u00a0]+/gu, ' ').trim());
      for (let i = 1; i < span && cells.length < 200; i += 1) cells.push('');
    }
    cell = null;
  };
  const closeRow = (cut = false): void => {
    closeCell();
    if (cells !== null && cells.length > 0) onRow({ cells, line: rowLine, raw: cells.join('\t'), ...(cut ? { cut } : {}) });
    cells = null;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'tr') {
          closeRow();
          cells = [];
          rowLine = lineAt(parser.startIndex);
        } else if (name === 'td' || name === 'th') {
          closeCell();
          cell = '';
          span = Math.min(Math.max(Number.parseInt(attributes['colspan'] ?? '1', 10) || 1, 1), 100);
          hidden = /\bhidden\b/.test(attributes['class'] ?? '');
        } else if (name === 'br' && cell !== null) cell += ' ';
      },
      ontext(text) {
        if (cell === null) return;
        cell += text;
        if (cell.length > 1_000_000) throw new ImportRefused('damaged', 'A cell of this HTML page never ends.');
      },
      onclosetag(name) {
        if (name === 'td' || name === 'th') closeCell();
        else if (name === 'tr' || name === 'table') closeRow();
      },
    },
    { decodeEntities: true },
  );
  return {
    push(text) {
      lineAt(fedFrom + fed.length);
      fedFrom += fed.length;
      fed = text;
      counted = 0;
      parser.write(text);
    },
    end() {
      // Before the parser closes what the page left open.
      closeRow(true);
      parser.end();
    },
  };
}
