/** One table of a report, drawn as a chart or written out, with its CSV. */
import { Download } from 'lucide-react';
import { useId, useMemo, useState, type ReactNode } from 'react';
import type { Report } from '../../preload/contract/analytics.ts';
import { reportTables, type ReportName, type ReportRow, type TableName, type TableSpec } from '../../preload/contract/report-tables.ts';
import { Button } from '../components/button.tsx';
import { RadioGroup } from '../components/radio-group.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { formatCount } from '../format/display.ts';
import { call } from '../ipc.ts';
import { Chart, type ChartOption } from './chart.tsx';
import { toCsv } from './csv.ts';
import styles from './exhibit.module.css';
import { isWhole } from './filter.ts';
import { describeRow, type Cell } from './format-cell.ts';
import { ReportTable } from './report-table.tsx';
import { useTurns } from './turns.ts';

export interface ChartSpec<Row> {
  /**
   * Draws the rows. Every series has one item a row, in their order, so that a place in the chart is a row of the table.
   * Keep the function's identity while what it draws stays the same.
   */
  option: ChartOption<Row>;
  /** The column that is drawn: where it is unknown in every row there is nothing to draw, and the table says what is known. */
  draws: keyof Row & string;
  /** The columns said about a point: in its tooltip, and to a screen reader. */
  say: readonly (keyof Row & string)[];
  /** Pixels high; what it is drawn at when left out. */
  height?: number | undefined;
}

export interface ExhibitProps<N extends ReportName, T extends TableName<N>> {
  report: Report<N>;
  table: T;
  /** Instead of the table's own title. */
  title?: string | undefined;
  /** All rows of the table at once, for what is printed. */
  whole?: boolean | undefined;
  /** What to see in it, in a sentence. */
  lead?: ReactNode;
  /** Left out: only ever a table. */
  chart?: ChartSpec<ReportRow<N, T>> | undefined;
  /** Controls of the chart. */
  tools?: ReactNode;
  /** What is shown first; the chart where there is one. */
  opens?: 'chart' | 'table' | undefined;
}

export function Exhibit<N extends ReportName, T extends TableName<N>>({ report, table, title, lead, chart, tools, whole, opens = 'chart' }: ExhibitProps<N, T>) {
  const id = useId();
  const [view, setView] = useState<'chart' | 'table'>(opens);
  const spec = (reportTables[report.report] as Record<TableName<N>, TableSpec>)[table];
  const rows = report.tables[table];
  const cells = rows as readonly unknown[] as readonly Readonly<Record<string, Cell>>[];
  const name = title ?? spec.title;
  const { currency, zone } = report;
  const units = useMemo(() => ({ currency, zone }), [currency, zone]);
  const drawable = chart !== undefined && cells.some((row) => row[chart.draws] !== null);
  const drawn = drawable && view === 'chart';
  const hasTurn = useTurns(1) === 1;
  const describe = (index: number): string => describeRow(spec.columns, cells[index] ?? {}, chart?.say ?? [], units);

  const save = async (): Promise<void> => {
    const result = await call('file.save', { suggestedName: `holdfast-${report.report}-${String(table)}.csv`, content: toCsv(spec, cells, units) });
    if (!result.ok) notifyError(result.error);
    else if (result.value.saved) notify('success', 'Saved as CSV.');
  };

  return (
    <article className={styles['exhibit']} aria-labelledby={id} data-exhibit={String(table)}>
      <header className={styles['head']}>
        <h2 id={id}>{name}</h2>
        <div className={styles['tools']}>
          {(drawn || (chart !== undefined && !drawable && rows.length > 0)) && tools}
          {drawable && (
            <RadioGroup label={`${name}: show as`} hideLabel value={view} onChange={setView} choices={[{ value: 'chart', label: 'Chart' }, { value: 'table', label: 'Table' }]} />
          )}
          {rows.length > 0 && (
            <Button size="sm" variant="ghost" icon={Download} onClick={() => void save()} aria-label={`${name}: save as CSV`}>
              CSV
            </Button>
          )}
        </div>
      </header>
      {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      {chart !== undefined && !drawable && rows.length > 0 && <p className={styles['lead']}>{`${spec.columns[chart.draws]?.label ?? name} is unknown for all of these. The table shows what is known.`}</p>}
      {!hasTurn ? null : drawn ? (
        <Chart label={`${name}, ${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`} rows={rows} units={units} option={chart.option} describe={describe} height={chart.height} />
      ) : (
        <ReportTable spec={spec} rows={cells} units={units} whole={whole} empty={spec.empty ?? (isWhole(report.filter) ? 'Nothing here yet.' : 'Nothing with these filters.')} />
      )}
    </article>
  );
}
