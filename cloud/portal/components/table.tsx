import type { ReactNode } from 'react';

export interface Column<T> {
  /** Empty for the actions of a row. */
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
}

interface TableProps<T> {
  /** What the table lists, for those who cannot see where it stands. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Said instead of an empty table. */
  empty: string;
}

/** Rows of the same kind. Where it is narrow each row is shown as a list, with `data-label` for headings. */
export function Table<T>({ label, columns, rows, keyOf, empty }: TableProps<T>) {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <div className="table-box">
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head }) => (
              <th key={head} scope="col">
                {head === '' ? <span className="hidden">Actions</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, cell }) => (
                <td key={head} data-label={head} className={head === '' ? 'end' : undefined}>
                  {head === '' ? <div className="row-actions">{cell(row)}</div> : <div>{cell(row)}</div>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
