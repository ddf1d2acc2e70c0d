/** Builds a journal from an export. What is damaged, incomplete, changed by hand or newer is refused; nothing is guessed. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse';
import type { SqlValue } from '../store/executor.ts';
import { buildJournal, type Column, type JournalBuilder } from '../store/whole-journal.ts';
import type { Checkpoint } from './checkpoint.ts';
import { damaged, fromCsvField, fromJsonValue, jsonHead, jsonTable, manifest, MANIFEST, requireKnownVersion, type ExportHead } from './export-format.ts';

/** Rows between two checkpoints. */
const STRIDE = 2_000;
/** Longest line: a row with a large picture in it. */
const LINE_MAX = 256 * 1024 * 1024;

/** Builds the journal of a JSON export in the new file `target`. The caller checks its log and throws it away when this throws. */
export async function readJsonExport(source: string, target: string, checkpoint: Checkpoint): Promise<ExportHead> {
  const lines = new Lines(source);
  const first = json(`${await lines.next()}]}`);
  requireKnownVersion(versionOf(first));
  const head = jsonHead.safeParse(first);
  if (!head.success) throw damaged('its first line does not say what it is');
  await buildJournal(target, head.data.layout, async (builder) => {
    const missing = new Set(builder.tables.keys());
    let done = 0;
    for (let line = await lines.next(); ; line = await lines.next()) {
      if (line.startsWith(']')) {
        if (lines.before !== sealOf(line)) throw damaged('it was changed after it was written');
        break;
      }
      const table = jsonTable.safeParse(json(`${line}]}`));
      if (!table.success) throw damaged('a table does not say what it is');
      const { name, columns, rows } = table.data;
      const put = inserter(builder, missing, name, columns);
      let found = 0;
      for (line = await lines.next(); !line.startsWith(']'); line = await lines.next()) {
        const row = json(line.endsWith(',') ? line.slice(0, -1) : line);
        if (!Array.isArray(row) || row.length !== columns.length) throw damaged(`a line of “${name}” has not as many values as columns`);
        put((index, type) => fromJsonValue(row[index] as unknown, type));
        found += 1;
        done += 1;
        if (done % STRIDE === 0) checkpoint(done, 0);
      }
      if (found !== rows) throw damaged(`“${name}” has ${found} rows and not ${rows}`);
    }
    if (!(await lines.ended())) throw damaged('something follows its end');
    requireAll(missing);
  });
  return head.data;
}

/** Builds the journal of a folder of CSV files in the new file `target`. */
export async function readCsvExport(folder: string, target: string, checkpoint: Checkpoint): Promise<ExportHead> {
  const stated = json(readFileSync(join(folder, MANIFEST), 'utf8'));
  requireKnownVersion(versionOf(stated));
  const head = manifest.safeParse(stated);
  if (!head.success) throw damaged(`${MANIFEST} does not say what this is`);
  const total = head.data.tables.reduce((sum, { rows }) => sum + rows, 0);
  await buildJournal(target, head.data.layout, async (builder) => {
    const missing = new Set(builder.tables.keys());
    let done = 0;
    for (const { name, columns, rows, file, sha256 } of head.data.tables) {
      if (basename(file) !== file || !existsSync(join(folder, file))) throw damaged(`${file} is missing`);
      const put = inserter(builder, missing, name, columns);
      const hash = createHash('sha256');
      const records = parse({ record_delimiter: '\r\n', cast: (text, { quoting }) => (text === '' && !quoting ? null : text) });
      createReadStream(join(folder, file)).on('data', (piece) => hash.update(piece)).on('error', (error) => records.destroy(error)).pipe(records);
      let found = -1;
      try {
        for await (const record of records as AsyncIterable<(string | null)[]>) {
          found += 1;
          if (found === 0) {
            if (record.join() !== columns.join()) throw damaged(`${file} has other columns than the manifest says`);
            continue;
          }
          put((index, type) => fromCsvField(record[index] ?? null, type));
          done += 1;
          if (done % STRIDE === 0) checkpoint(done, total);
        }
      } catch (error) {
        // The library's own complaints: a quote that is not closed, a line with too few fields.
        throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_') ? damaged(`${file}: ${error.message}`) : error;
      }
      if (found !== rows) throw damaged(`${file} has ${Math.max(0, found)} rows and not ${rows}`);
      if (hash.digest('hex') !== sha256) throw damaged(`${file} was changed after it was written`);
    }
    requireAll(missing);
  });
  return head.data;
}

type Put = (valueOf: (index: number, type: Column['type']) => SqlValue) => void;

function inserter(builder: JournalBuilder, missing: Set<string>, name: string, columns: readonly string[]): Put {
  const known = builder.tables.get(name);
  if (known === undefined || !missing.delete(name)) throw damaged(`it has a table “${name}” that does not belong to it`);
  const types = columns.map((column) => known.find((each) => each.name === column)?.type);
  if (known.length !== columns.length || types.includes(undefined)) throw damaged(`“${name}” has other columns than a journal has`);
  const insert = builder.inserter(name, columns);
  return (valueOf) => insert(types.map((type, index) => valueOf(index, type ?? 'ANY')));
}

function requireAll(missing: ReadonlySet<string>): void {
  if (missing.size > 0) throw damaged(`${[...missing].join(', ')} is missing`);
}

function versionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw damaged('a line is no JSON as Holdfast writes it');
  }
}

function sealOf(line: string): string | null {
  return /^\],"sha256":"([0-9a-f]{64})"\}$/.exec(line)?.[1] ?? null;
}

/** The lines of a text file, one at a time, and the hash of what came before the last one read. */
class Lines {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  /** SHA-256 (hex) of all lines before the last one, taken when that one closes the document. */
  before = '';

  constructor(path: string) {
    this.#pieces = (createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    let end = this.#held.indexOf(0x0a, this.#at);
    if (end === -1) {
      const parts = [this.#held.subarray(this.#at)];
      let length = parts[0]?.length ?? 0;
      for (;;) {
        const { value, done } = await this.#pieces.next();
        if (done === true) throw damaged('it ends in the middle');
        length += value.length;
        if (length > LINE_MAX) throw damaged('a line of it has no end');
        const found = value.indexOf(0x0a);
        parts.push(value);
        if (found === -1) continue;
        end = length - value.length + found;
        break;
      }
      this.#held = Buffer.concat(parts);
      this.#at = 0;
    }
    const bytes = this.#held.subarray(this.#at, end);
    if (bytes[0] === 0x5d && bytes[1] === 0x2c) this.before = this.#hash.copy().digest('hex');
    this.#hash.update(this.#held.subarray(this.#at, end + 1));
    this.#at = end + 1;
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw damaged('a line of it is no text');
    }
  }

  async ended(): Promise<boolean> {
    return this.#at === this.#held.length && (await this.#pieces.next()).done === true;
  }
}
