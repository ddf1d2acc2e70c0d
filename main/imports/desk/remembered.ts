/** What the trader said about a kind of file, kept for the next one of it. */
import type { ColumnMapping, ImportAnswers, ImportNeed } from '../../../preload/contract/imports.ts';
import { columnMapping, importAnswers } from '../../../preload/contract/imports.ts';
import type { Executor } from '../../store/executor.ts';
import { readSettings, writeSetting } from '../../store/settings.ts';

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

/** Fills in the zone and the order of dates that were said of a file of this format before. */
export function withRemembered(db: Executor, format: string, answers: ImportAnswers): Completed {
  const parsed = keptAnswers.safeParse(readSettings(db).get(ANSWERS + format));
  if (!parsed.success) return { answers, remembered: [] };
  const { zone, dateOrder } = parsed.data;
  const remembered: ImportNeed[] = [];
  if (answers.zone === null && zone !== null) remembered.push('zone');
  if (answers.dateOrder === null && dateOrder !== null) remembered.push('date-order');
  return { answers: { ...answers, zone: answers.zone ?? zone, dateOrder: answers.dateOrder ?? dateOrder }, remembered };
}

export function remember(db: Executor, format: string, answers: ImportAnswers, fingerprint: string | null): void {
  const { zone, dateOrder, mapping } = answers;
  if (zone !== null || dateOrder !== null) writeSetting(db, ANSWERS + format, { zone, dateOrder });
  if (mapping !== null && fingerprint !== null) writeSetting(db, MAPPING + fingerprint, mapping);
}
