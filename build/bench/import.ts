/**
 * What it costs to bring a file of 100,000 rows into the journal: parsed, matched into trades, and stored durably. The same
 * process first does the least that storing takes: rows of the same fills through bare better-sqlite3. A process of its own
 * measures memory, so that nothing of this one counts.
 *
 * One JSON line; the exit code is 1 when a bound is not kept.
 */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runDesk } from '../../main/cli/run-desk.ts';

export const ROWS = 100_000;
export const SECONDS_MAX = 2;
export const MEGABYTES_MAX = 250;

export interface ImportBench {
  readonly bench: 'import';
  readonly rows: number;
  readonly fills: number;
  readonly trades: number;
  /** From opening the file to the transaction on the disk. */
  readonly seconds: number;
  /** Processor time of the same, which a busy machine does not stretch. */
  readonly cpuSeconds: number;
  /** The same file again, which changes nothing. */
  readonly againSeconds: number;
  /** Largest resident size of the process. */
  readonly megabytes: number;
  readonly fileMegabytes: number;
  readonly baseline: 'better-sqlite3 insert';
  readonly baselineSeconds: number;
  readonly ratio: number;
  readonly secondsMax: number;
  readonly megabytesMax: number;
  readonly pass: boolean;
}

/** Executions in the layout of NinjaTrader's grid: round trips of one to three fills a side, in two accounts. */
export async function writeExecutions(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n');
  const at = new Date(Date.UTC(2024, 0, 2, 14, 30));
  let row = 0;
  for (let trip = 0; row < rows; trip += 1) {
    const size = 1 + (trip % 3);
    const long = trip % 5 < 3;
    for (let leg = 0; leg < size * 2 && row < rows; leg += 1) {
      const entering = leg < size;
      const position = entering ? leg + 1 : size * 2 - leg - 1;
      at.setTime(at.getTime() + 7_000 + ((trip * 31 + leg) % 40) * 1_000);
      if (at.getUTCHours() >= 21) at.setTime(at.getTime() + 17.5 * 3_600_000);
      const price = 5_000 + ((trip * 7 + leg * 3) % 400) / 4;
      const clock = `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${((at.getUTCHours() + 11) % 12) + 1}:${String(at.getUTCMinutes()).padStart(2, '0')}:${String(at.getUTCSeconds()).padStart(2, '0')} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`;
      const line = `MES 12-26,${entering === long ? 'Buy' : 'Sell'},1,${price},${clock},${(row + 1).toString(16).padStart(12, '0')},${entering ? 'Entry' : 'Exit'},${position === 0 ? '-' : `${position} ${long ? 'L' : 'S'}`},ord${row},${entering ? 'Entry' : 'Target1'},$0.62,1,Sim${101 + (trip % 2)},Sim,\n`;
      if (!file.write(line)) await once(file, 'drain');
      row += 1;
    }
  }
  file.end();
  await once(file, 'finish');
}

interface Measured {
  readonly fills: number;
  readonly trades: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly againSeconds: number;
  readonly megabytes: number;
}

/**
 * Most memory the process had in use. On Linux by the kernel's account of this program alone: what getrusage says counts the
 * process that started it as well.
 */
function peakMegabytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const [, peak] = /^VmHWM:\s*(\d+) kB/m.exec(status) ?? [];
  return (peak === undefined ? process.resourceUsage().maxRSS : Number(peak)) / 1024;
}

/** One import into a new, durable journal in `folder` as the command does it, and once more. */
async function measure(folder: string, file: string): Promise<Measured> {
  const run = async (): Promise<Omit<Measured, 'againSeconds' | 'megabytes'>> => {
    const printed: string[] = [];
    const [start, before] = [performance.now(), process.cpuUsage()];
    const code = await runDesk(['import', file, '--account', 'Bench', '--zone', 'America/New_York', '--json'], { data: () => folder, out: (line) => void printed.push(line), error: (line) => void process.stderr.write(`${line}\n`) });
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    if (code !== 0) throw new Error('the import failed');
    const { fills, trades } = JSON.parse(printed.join('')) as { readonly fills: number; readonly trades: number };
    return { seconds, cpuSeconds: (user + system) / 1e6, fills, trades };
  };
  const first = await run();
  const megabytes = peakMegabytes();
  const again = await run();
  return { ...first, againSeconds: again.seconds, megabytes };
}

/** The least it takes: as many rows of a fill's width, one transaction, one prepared statement. */
function baseline(folder: string, rows: number): number {
  const db = new Database(join(folder, 'baseline.db'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE fills (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, raw TEXT, symbol TEXT, side TEXT, quantity TEXT, price TEXT, at INTEGER, commission INTEGER, currency TEXT) STRICT');
    const insert = db.prepare('INSERT INTO fills (key, raw, symbol, side, quantity, price, at, commission, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const raw = 'x'.repeat(120);
    const start = performance.now();
    db.transaction(() => {
      for (let row = 0; row < rows; row += 1) insert.run(`ninjatrader-executions:Sim101:${row.toString(16)}`, raw, 'MES 12-26', 'buy', '1', '5000.25', row, 62, 'USD');
    })();
    return (performance.now() - start) / 1000;
  } finally {
    db.close();
  }
}

/** The best of `runs`, each in a process and a folder of its own: a neighbour on the same machine does not decide. */
export async function benchImport(rows = ROWS, runs = 3): Promise<ImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  try {
    const file = join(folder, 'executions.csv');
    await writeExecutions(file, rows);
    const all = Array.from({ length: runs }, (_, index) => JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--measure', join(folder, `run-${index}`), file], { encoding: 'utf8' })) as Measured);
    const best = all.reduce((least, other) => (other.seconds < least.seconds ? other : least));
    const baselineSeconds = Math.min(...Array.from({ length: runs }, (_, index) => {
      const own = mkdtempSync(join(folder, `baseline-${index}-`));
      return baseline(own, rows);
    }));
    const rounded = (value: number, places = 2): number => Number(value.toFixed(places));
    const megabytes = Math.max(...all.map((each) => each.megabytes));
    return {
      bench: 'import', rows, fills: best.fills, trades: best.trades, seconds: rounded(best.seconds), cpuSeconds: rounded(best.cpuSeconds), againSeconds: rounded(best.againSeconds), megabytes: Math.round(megabytes),
      fileMegabytes: rounded(statSync(file).size / 1_048_576, 1), baseline: 'better-sqlite3 insert', baselineSeconds: rounded(baselineSeconds), ratio: rounded(best.seconds / baselineSeconds, 1),
      secondsMax: SECONDS_MAX, megabytesMax: MEGABYTES_MAX, pass: best.seconds < SECONDS_MAX && megabytes < MEGABYTES_MAX,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [action, folder, file] = process.argv.slice(2);
  if (action === '--measure' && folder !== undefined && file !== undefined) process.stdout.write(JSON.stringify(await measure(folder, file)));
  else {
    const result = await benchImport(action === undefined ? ROWS : Number(action));
    process.stdout.write(`${JSON.stringify(result)}\n`);
    process.exitCode = result.pass ? 0 : 1;
  }
}
