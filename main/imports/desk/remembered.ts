/** What the trader said about a kind of file, kept for the next one of it. */
import type { ColumnMapping, ImportAnswers, ImportNeed } from '../../../preload/contract/imports.ts';
import { columnMapping, importAnswers } from '../../../preload/contract/imports.ts';
import type { Executor } from '../../store/executor.ts';
import { readSettings, writeSetting } from '../../store/settings.ts';
import type { Mapping } from '../mapper/mapping.ts';
import type { Detection } from '../read-import.ts';

const MAPPING = 'import.mapping.';
const ANSWERS = 'import.answers.';

const keptAnswers = importAnswers.pick({ zone: true, dateOrder: true });

export interface Completed {
  readonly answers: ImportAnswers;
  /** What was not said this time. */
  readonly remembered: readonly ImportNeed[];
}

/** The columns assigned to a header before. */
export function rememberedMapping(db: Executor, fingerprint: string): ColumnMapping | null {
  const parsed = columnMapping.safeParse(readSettings(db).get(MAPPING + fingerprint));
  return parsed.success ? parsed.data : null;
}

/** Whether columns were ever assigned: only then is it worth to look at a file's header. */
export function hasMappings(db: Executor): boolean {
  return [...readSettings(db).keys()].some((key) => key.startsWith(MAPPING));
}

export function rememberMapping(db: Executor, fingerprint: string, mapping: ColumnMapping): void {
  writeSetting(db, MAPPING + fingerprint, mapping);
}

/** The contract says null where the mapper leaves out. */
export function definedMapping({ kind, columns, direction, costSign, quantityUnit, resultCosts }: ColumnMapping): unknown {
  if (kind === 'fills') return { kind, columns, costSign, quantityUnit };
  return { kind, columns, costSign, quantityUnit, ...(direction === null ? {} : { direction }), ...(resultCosts === null ? {} : { resultCosts }) };
}

export function shownMapping(mapping: Mapping): ColumnMapping {
  const columns: Record<string, string> = {};
  for (const [role, name] of Object.entries(mapping.columns)) if (name !== undefined) columns[role] = name;
  const { kind, costSign, quantityUnit } = mapping;
  return { kind, columns, costSign, quantityUnit, direction: mapping.kind === 'trips' ? (mapping.direction ?? null) : null, resultCosts: mapping.kind === 'trips' ? (mapping.resultCosts ?? null) : null };
}

/** Fills in the zone and the order of dates that were said of a file of this kind before; a file whose days show another order is believed. */
export function withRemembered(db: Executor, { meta, dateOrder: shown }: Detection, answers: ImportAnswers): Completed {
  const parsed = keptAnswers.safeParse(readSettings(db).get(ANSWERS + meta.format));
  if (!parsed.success) return { answers, remembered: [] };
  const { zone } = parsed.data;
  const dateOrder = shown !== null && shown !== parsed.data.dateOrder ? null : parsed.data.dateOrder;
  const remembered: ImportNeed[] = [];
  if (answers.zone === null && zone !== null) remembered.push('zone');
  if (answers.dateOrder === null && dateOrder !== null) remembered.push('date-order');
  return { answers: { ...answers, zone: answers.zone ?? zone, dateOrder: answers.dateOrder ?? dateOrder }, remembered };
}

export function remember(db: Executor, format: string, answers: ImportAnswers, fingerprint: string | null): void {
  const { zone, dateOrder, mapping } = answers;
  if (zone !== null || dateOrder !== null) writeSetting(db, ANSWERS + format, { zone, dateOrder });
  if (mapping !== null && fingerprint !== null) rememberMapping(db, fingerprint, mapping);
}
