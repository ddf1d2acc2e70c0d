import { Check, X } from 'lucide-react';
import { memo, useState, type CSSProperties } from 'react';
import type { ColumnSpec, TableSpec } from '../../preload/contract/report-tables.ts';
import { Button } from '../components/button.tsx';
import { Unknown } from '../components/figures.tsx';
import { Table, type Column } from '../components/table.tsx';
import { formatCount } from '../format/display.ts';
import { Term } from './definitions.tsx';
import { formatCell, numericKinds, type Cell, type ReportUnits } from './format-cell.ts';
import styles from './report-table.module.css';
import { useTurns } from './turns.ts';

/** Rows in view at a time. */
const PAGE = 60;
/** Rows that are drawn in one frame. */
const STEP = 10;

type Row = Readonly<Record<string, Cell>>;

/** Any table of a report; `whole` shows all rows, and at once: on paper there is no next page to ask for. */
export const ReportTable = memo(function ReportTable({ spec, rows, units, empty, whole = false }: { spec: TableSpec; rows: readonly Row[]; units: ReportUnits; empty: string; whole?: boolean | undefined }) {
  const [page, setPage] = useState(0);
  const size = whole ? Math.max(1, rows.length) : PAGE;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(page, pages - 1);
  const from = shown * size;
  const count = Math.min(size, rows.length - from);
  const turns = useTurns(whole ? 0 : count, STEP);
  const drawn = whole ? count : turns;
  const columns = Object.entries(spec.columns).map(
    ([key, column]: [string, ColumnSpec]): Column<[number, Row]> => ({
      key,
      header: <Term id={column.definition}>{column.label}</Term>,
      numeric: numericKinds.has(column.kind),
      oneLine: column.kind !== 'text' && column.kind !== 'flag',
      cell: ([, row]) => <CellContent column={column} value={row[key] ?? null} units={units} />,
    }),
  );
  if (rows.length === 0) return <p className={styles['empty']}>{empty}</p>;
  return (
    <>
      {/* Room for all its rows from the start: nothing below it moves while they are drawn. The next page is other words in the same cells. */}
      <div className={styles['frame']} data-drawn={drawn === count || undefined} style={{ '--rows': count } as CSSProperties}>
        <Table caption={spec.title} columns={columns} rows={rows.slice(from, from + drawn).map((row, place): [number, Row] => [place, row])} rowKey={([place]) => String(place)} />
      </div>
      {pages > 1 && (
        <div className={styles['pages']}>
          <Button size="sm" variant="ghost" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
            Previous
          </Button>
          <span role="status">{`${formatCount(from + 1)}–${formatCount(Math.min(rows.length, from + size))} of ${formatCount(rows.length)}`}</span>
          <Button size="sm" variant="ghost" disabled={shown === pages - 1} onClick={() => setPage(shown + 1)}>
            Next
          </Button>
        </div>
      )}
    </>
  );
});

/** A name stays in one line, and a sentence has room for some words in each: where a table has to be scrolled its rows stay low. */
function lengthOf(text: Cell): 'name' | 'sentence' | undefined {
  const { length } = String(text);
  return length <= 16 ? 'name' : length > 32 ? 'sentence' : undefined;
}

function CellContent({ column, value, units }: { column: ColumnSpec; value: Cell; units: ReportUnits }) {
  if (value === null || value === '') return <Unknown />;
  if (column.kind === 'text') return <span className={styles['text']} data-length={lengthOf(value)}>{value}</span>;
  if (column.kind === 'flag') {
    return (
      <span className={styles['flag']}>
        {value === true ? <Check size={13} aria-hidden="true" /> : <X size={13} aria-hidden="true" />}
        {value === true ? 'Yes' : 'No'}
      </span>
    );
  }
  return formatCell(column.kind, value, units);
}
