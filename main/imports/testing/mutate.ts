import { unzipSync, zipSync } from 'fflate';

/** A small deterministic generator, so that a failing mutant can be made again from its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TOKENS = [
  '"', '""', ',', ';', '\t', '\n', '\r\n', '\r', '\0', '\ufeff', '<', '>', '&', '&amp;', '&#x0;', ']]>', '<!--', '<tr>', '</table>', '-', '--', '+', '(', ')', '$', '€', '%', '.', '..', '1e308', '1e-9',
  '999999999999999999', '0', '-0', 'NaN', 'Infinity', 'null', '__proto__', 'constructor', '02/30/2026 10:00:00', '25/12/2026 10:00', '12/12/12 25:61', '2026-03-08 02:30:00', '2026-11-01 01:30:00', 'Z', '-04:00',
  'UTC+99', 'Buy', 'Sell', 'Long', 'Short', 'Filled', 'Canceled', ' ', '\u00a0', '\u202e', '😀', 'ß', '=1+1', '="1"', "'", 'Total', 'Deals', 'Positions', 'Trades,Header,', 'EXECUTION', 'ORDER',
];

const encoder = new TextEncoder();

/** One mutant of a file: a few random damages to bytes, cells or lines. */
export function mutate(original: Uint8Array, random: () => number): Uint8Array {
  let bytes = original;
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i += 1) bytes = damage(bytes, random);
  return bytes;
}

/** One mutant of a sample; of a workbook mostly one with a damaged part inside a sound zip, so that the damage is met. */
export function mutateSample(name: string, original: Uint8Array, random: () => number): Uint8Array {
  if (!name.endsWith('.xlsx') || random() < 0.3) return mutate(original, random);
  const parts = unzipSync(original);
  const names = Object.keys(parts);
  const chosen = names[Math.floor(random() * names.length)] ?? '';
  return zipSync({ ...parts, [chosen]: mutate(parts[chosen] ?? new Uint8Array(0), random) }, { level: random() < 0.5 ? 0 : 1 });
}

function damage(bytes: Uint8Array, random: () => number): Uint8Array {
  const place = (): number => Math.floor(random() * (bytes.length + 1));
  const piece = (): readonly [number, number] => {
    const from = place();
    return [from, Math.min(bytes.length, from + 1 + Math.floor(random() ** 3 * 200))];
  };
  const kind = Math.floor(random() * 11);
  if (kind <= 1) {
    const copy = bytes.slice();
    if (copy.length > 0) copy[Math.min(copy.length - 1, place())] = Math.floor(random() * 256);
    return copy;
  }
  if (kind <= 4) return spliced(bytes, place(), 0, encoder.encode(TOKENS[Math.floor(random() * TOKENS.length)] ?? ''));
  if (kind === 5) {
    const [from, until] = piece();
    return spliced(bytes, from, until - from, new Uint8Array(0));
  }
  if (kind === 6) {
    const [from, until] = piece();
    return spliced(bytes, place(), 0, bytes.slice(from, until));
  }
  if (kind === 7) return bytes.slice(0, place());
  if (kind === 8) return withLines(bytes, random);
  return withCells(bytes, random);
}

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - remove + insert.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(bytes.subarray(at + remove), at + insert.length);
  return result;
}

/** Lines swapped, repeated or left out. */
function withLines(bytes: Uint8Array, random: () => number): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const a = Math.floor(random() * lines.length);
  const b = Math.floor(random() * lines.length);
  const choice = random();
  if (choice < 0.4) lines.splice(b, 0, lines[a] ?? '');
  else if (choice < 0.7) lines.splice(a, 1);
  else [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}

/** A cell of one line replaced by a token or by another cell. */
function withCells(bytes: Uint8Array, random: () => number): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const mark = line.includes('\t') ? '\t' : line.includes(';') ? ';' : line.includes('<td>') ? '<td>' : line.includes('" ') ? '" ' : ',';
  const cells = line.split(mark);
  const cell = Math.floor(random() * cells.length);
  const choice = random();
  if (choice < 0.5) cells[cell] = Buffer.from(TOKENS[Math.floor(random() * TOKENS.length)] ?? '').toString('latin1');
  else if (choice < 0.75) cells[cell] = cells[Math.floor(random() * cells.length)] ?? '';
  else if (choice < 0.9) cells.splice(cell, 1);
  else cells.splice(cell, 0, '');
  lines[at] = cells.join(mark);
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}
