/** Every migration in order. Numbers have no gaps; the last one is the version that this build reads and writes. */
import { journal } from './0001-journal.ts';
import { savedReports } from './0002-saved-reports.ts';
import { imports } from './0003-imports.ts';
import { unknownFees } from './0004-unknown-fees.ts';
import { notebook } from './0005-notebook.ts';
import { tradeCounts } from './0006-trade-counts.ts';
import { laterStops } from './0007-later-stops.ts';
import { criteria } from './0008-criteria.ts';
import { statedPositions } from './0009-stated-positions.ts';
import { unvaluedTrades } from './0010-unvalued-trades.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';
export const migrations: readonly Migration[] = [journal, savedReports, imports, unknownFees, notebook, tradeCounts, laterStops, criteria, statedPositions, unvaluedTrades];
