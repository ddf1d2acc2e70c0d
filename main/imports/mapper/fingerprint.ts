import { hash } from 'node:crypto';
import { headerName } from '../reading/columns.ts';
import type { Head } from '../reading/format.ts';
import type { Row } from '../types.ts';

const MAX_PREAMBLE = 40;

const headers = new WeakMap<Head, Row | null>();

/** The row that names the columns: the widest of the first rows whose cells are words, not numbers; null without one. */
export function headerRow(head: Head): Row | null {
  let row = headers.get(head);
  if (row === undefined) headers.set(head, (row = findHeaderRow(head)));
  return row;
}

function findHeaderRow(head: Head): Row | null {
  let best: Row | null = null;
  let bestWords = 2;
  for (const row of head.rows.slice(0, MAX_PREAMBLE)) {
    const names = row.cells.map(headerName);
    const words = names.filter((name) => /\p{L}/u.test(name) && !/^\(?[-+$€£]?\d/.test(name) && name.length <= 60);
    if (words.length > bestWords && words.length >= names.filter((name) => name !== '').length * 0.8 && new Set(words).size >= words.length - 3) {
      best = row;
      bestWords = words.length;
    }
  }
  return best;
}

/** Identifies a header whatever the case, spaces and order of its names, so that a mapping can be remembered for it. Of columns with one name only the order tells which is which. */
export function headerFingerprint(head: Head): string {
  const row = headerRow(head);
  const written = row === null ? [] : row.cells.map(headerName).filter((name) => name !== '');
  const names = new Set(written).size === written.length ? written.toSorted() : written;
  return hash('sha256', JSON.stringify([head.container, names]), 'hex').slice(0, 32);
}
