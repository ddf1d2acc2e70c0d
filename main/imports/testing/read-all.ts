import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildTrades, type TradeReport } from '../../trades/build-trades.ts';
import type { InstrumentLookup } from '../../trades/instruments.ts';
import { tradeFillOf } from '../../trades/trade-fill.ts';
import { sourceFromBytes, sourceFromFile, type ImportSource } from '../containers/source.ts';
import { readImport, type ImportSummary } from '../read-import.ts';
import type { ImportAnswers, ImportedFill, Refusal, RejectedLine } from '../types.ts';

/** For tests: everything one read gives, in memory. */
export interface ReadAll {
  readonly fills: readonly ImportedFill[];
  readonly rejected: readonly RejectedLine[];
  readonly summary: ImportSummary | null;
  readonly refusal: Refusal | null;
}

export const ANSWERS: ImportAnswers = { accountCurrency: 'USD', zone: 'America/New_York', date: '2026-10-05' };

export const sampleFolder = join(import.meta.dirname, '..', 'samples');
/** Real files of others; not part of the project, so tests that need them skip where they are absent. */
export const sharedFolder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
export const hasShared = existsSync(sharedFolder);

const VALUES = new Map<string, readonly [tickSize: string, pointValue: string, lotSize?: string]>(Object.entries({
  MES: ['0.25', '5'], ES: ['0.25', '50'], MNQ: ['0.25', '2'], NQ: ['0.25', '20'], EURUSD: ['0.00001', '1'], GBPUSD: ['0.00001', '1'], XAUUSD: ['0.01', '1', '100'], '6E': ['0.00005', '125000'],
}));

export const lookup: InstrumentLookup = (root) => {
  const value = VALUES.get(root);
  return value === undefined ? null : { tickSize: value[0], pointValue: value[1], currency: 'USD', lotSize: value[2] ?? null };
};

export async function readAll(source: ImportSource, answers: Partial<ImportAnswers> = {}): Promise<ReadAll> {
  const fills: ImportedFill[] = [];
  const rejected: RejectedLine[] = [];
  const outcome = await readImport(source, { ...ANSWERS, ...answers }, { fill: (fill) => fills.push(fill), rejected: (line) => rejected.push(line) });
  return outcome.ok ? { fills, rejected, summary: outcome.value, refusal: null } : { fills, rejected, summary: null, refusal: outcome.refusal };
}

export async function readFile(path: string, answers: Partial<ImportAnswers> = {}): Promise<ReadAll> {
  return readAll(await sourceFromFile(path), answers);
}

export function readSample(name: string, answers: Partial<ImportAnswers> = {}): Promise<ReadAll> {
  return readFile(join(sampleFolder, name), answers);
}

export function readText(text: string, answers: Partial<ImportAnswers> = {}, name = 'text.csv'): Promise<ReadAll> {
  return readAll(sourceFromBytes(new TextEncoder().encode(text), name), answers);
}

export function tradesOf(read: ReadAll): TradeReport {
  return buildTrades(read.fills.map(tradeFillOf), lookup);
}
