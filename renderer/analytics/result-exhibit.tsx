/** Results by group as bars: mean R where any is known, otherwise net P&L; the trader may choose. */
import { useMemo, useState, type ReactNode } from 'react';
import type { Report } from '../../preload/contract/analytics.ts';
import type { ReportName, ReportRow, TableName } from '../../preload/contract/report-tables.ts';
import { RadioGroup } from '../components/radio-group.tsx';
import type { ChartOption } from './chart.tsx';
import { resultBars, type Bars } from './charts/result-bars.ts';
import { majorUnits, moneyTick, rTick, toNumber } from './charts/scales.ts';
import { Exhibit } from './exhibit.tsx';

/** What rows of results have in common. */
interface ResultRow {
  readonly [column: string]: string | number | boolean | null | undefined;
  readonly trades: number | null;
  readonly netPnl: number | null;
  readonly meanR: string | null;
  readonly rSample: number | null;
  readonly meanMfeErrorR?: string | null;
  readonly mfeSample?: number | null;
}

export type Measure = 'meanR' | 'netPnl' | 'meanMfeErrorR';

const looks: Record<Measure, Pick<Bars<ResultRow>, 'value' | 'sample' | 'tick'> & { label: string; counted: 'rSample' | 'trades' | 'mfeSample' }> = {
  meanR: { label: 'Mean R', value: (row) => toNumber(row.meanR), sample: (row) => row.rSample, tick: () => rTick, counted: 'rSample' },
  netPnl: { label: 'Net P&L', value: (row, currency) => majorUnits(row.netPnl, currency), sample: (row) => row.trades, tick: moneyTick, counted: 'trades' },
  meanMfeErrorR: { label: 'MFE-Error-R', value: (row) => toNumber(row.meanMfeErrorR ?? null), sample: (row) => row.mfeSample ?? null, tick: () => rTick, counted: 'mfeSample' },
};

export interface ResultExhibitProps<N extends ReportName, T extends TableName<N>> {
  report: Report<N>;
  table: T;
  /** The column that names a group. */
  by: keyof ReportRow<N, T> & string;
  title: (measure: string) => string;
  measures?: readonly Measure[];
  /** Said of a point beside its name, the measure and its sample. */
  say: readonly (keyof ReportRow<N, T> & string)[];
  lead?: ReactNode;
  lying?: boolean | undefined;
  height?: number | undefined;
}

export function ResultExhibit<N extends ReportName, T extends TableName<N>>({ report, table, by, title, measures = ['meanR', 'netPnl'], say, lead, lying, height }: ResultExhibitProps<N, T>) {
  const [chosen, setChosen] = useState<Measure | null>(null);
  const rows = report.tables[table] as readonly unknown[] as readonly ResultRow[];
  const measure = chosen ?? (rows.some(({ meanR }) => meanR !== null) ? 'meanR' : 'netPnl');
  const option = useMemo(
    () => resultBars<ResultRow>({ ...looks[measure], label: (row) => String(row[by] ?? 'not stated'), lying }) as unknown as ChartOption<ReportRow<N, T>>,
    [measure, by, lying],
  );
  const shown = [measure, looks[measure].counted] as readonly string[] as readonly (keyof ReportRow<N, T> & string)[];
  return (
    <Exhibit
      report={report}
      table={table}
      title={title(looks[measure].label)}
      lead={lead}
      chart={{ option, draws: measure as string as keyof ReportRow<N, T> & string, say: [by, ...shown, ...say], height }}
      tools={<RadioGroup label="Measure" hideLabel value={measure} onChange={setChosen} choices={measures.map((value) => ({ value, label: looks[value].label }))} />}
    />
  );
}
