import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './table.module.css';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  /** Numbers go right, in tabular figures, so that decimals line up. */
  numeric?: boolean | undefined;
  /** Never broken into lines. */
  oneLine?: boolean | undefined;
  cell: (row: Row) => ReactNode;
  /** Dropped below 480 px. */
  wideOnly?: boolean | undefined;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const look = (column: Column<Row>): string => cx(column.numeric && styles['numeric'], column.oneLine && styles['one-line'], column.wideOnly && styles['wide']);
  return (
    // Scrolls sideways when it must, and can then be reached and scrolled by keyboard.
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={look(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={look(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
