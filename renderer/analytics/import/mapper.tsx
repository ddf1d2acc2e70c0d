import { useState } from 'react';
import type { ColumnMapping, ImportPreview } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Select } from '../../components/select.tsx';
import { Table } from '../../components/table.tsx';
import { Card } from './card.tsx';
import styles from './mapper.module.css';

type Kind = ColumnMapping['kind'];

interface Role {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly hint?: string;
}

const shared: readonly Role[] = [
  { key: 'commission', label: 'Commission', required: false },
  { key: 'fees', label: 'Fees', required: false },
  { key: 'account', label: 'Account', required: false },
  { key: 'currency', label: 'Currency', required: false },
  { key: 'id', label: 'Id', required: false, hint: 'Of the row; tells a row that is exported again.' },
];

const ROLES: Readonly<Record<Kind, readonly Role[]>> = {
  fills: [
    { key: 'symbol', label: 'Instrument', required: true },
    { key: 'time', label: 'Time', required: true, hint: 'Date and time, or the date.' },
    { key: 'clock', label: 'Time of day', required: false, hint: 'Where it is a column of its own.' },
    { key: 'side', label: 'Buy or sell', required: false, hint: 'Left out when the quantity has a sign.' },
    { key: 'quantity', label: 'Quantity', required: true },
    { key: 'price', label: 'Price', required: true },
    { key: 'orderId', label: 'Order id', required: false },
    { key: 'status', label: 'Status', required: false, hint: 'Cancelled and rejected rows are left out.' },
    ...shared,
  ],
  trips: [
    { key: 'symbol', label: 'Instrument', required: true },
    { key: 'direction', label: 'Long or short', required: false, hint: 'Or say below which all of them are.' },
    { key: 'quantity', label: 'Quantity', required: true },
    { key: 'entryTime', label: 'Entry time', required: true },
    { key: 'entryPrice', label: 'Entry price', required: true },
    { key: 'exitTime', label: 'Exit time', required: true },
    { key: 'exitPrice', label: 'Exit price', required: true },
    { key: 'result', label: 'Result', required: false, hint: 'Checked against the prices, never taken in their place.' },
    { key: 'mfe', label: 'MFE$', required: false, hint: 'The best open profit, in money.' },
    { key: 'mae', label: 'MAE$', required: false, hint: 'The worst open loss, in money, with either sign.' },
    ...shared,
  ],
};

const NONE = '';

function emptyMapping(kind: Kind): ColumnMapping {
  return { kind, columns: {}, direction: null, costSign: 'charge-positive', quantityUnit: 'units', resultCosts: null };
}

/** A column as the file calls it; of several with one name, which of them. */
function titleOf(name: string, written: string, index: number): string {
  if (name === '') return `Column ${index + 1}`;
  const which = /#\d+$/.exec(name)?.[0];
  return which === undefined || written.endsWith(which) ? written : `${written} ${which}`;
}

interface MapperProps {
  table: NonNullable<ImportPreview['table']>;
  /** What is assigned now, or suggested. */
  mapping: ColumnMapping | null;
  onUse: (mapping: ColumnMapping) => void;
}

/** Which column is what, beside the first rows of the file. */
export function Mapper({ table, mapping, onUse }: MapperProps) {
  const [draft, setDraft] = useState<ColumnMapping>(mapping ?? table.suggestion ?? emptyMapping('fills'));
  const assign = (role: string, column: string): void => {
    const columns = Object.fromEntries(Object.entries({ ...draft.columns, [role]: column }).filter(([, name]) => name !== NONE));
    setDraft({ ...draft, columns });
  };
  const titles = table.columns.map((name, index) => titleOf(name, table.header[index] ?? '', index));
  const choices = table.columns.flatMap((name, index) => (name === '' ? [] : [{ value: name, label: titles[index] ?? name }]));
  const roles = ROLES[draft.kind];
  const missing = roles.filter(({ key, required }) => required && draft.columns[key] === undefined).map(({ label }) => label.toLowerCase());
  if (draft.kind === 'trips' && draft.columns['direction'] === undefined && draft.direction === null) missing.push('long or short');
  const roleOf = new Map(Object.entries(draft.columns).map(([role, column]) => [column, roles.find(({ key }) => key === role)?.label ?? role]));
  return (
    <Card title="What the columns mean" lead="This table is no report that Holdfast knows. Say once what its columns are; the next file with this header is read the same way.">
      <Table
        caption="First rows of the file"
        columns={table.columns.map((name, index) => ({
          key: String(index),
          header: (
            <span className={styles['column']}>
              {titles[index]}
              <span className={styles['role']} data-assigned={roleOf.has(name) ? '' : undefined}>
                {roleOf.get(name) ?? 'not used'}
              </span>
            </span>
          ),
          cell: (row: readonly string[]) => <span className={styles['cell']}>{row[index] ?? ''}</span>,
        }))}
        rows={table.rows.slice(0, 5)}
        rowKey={(row) => `${table.rows.indexOf(row as string[])}`}
      />
      <RadioGroup
        label="A row is"
        value={draft.kind}
        onChange={(kind) => setDraft({ ...emptyMapping(kind), costSign: draft.costSign, quantityUnit: draft.quantityUnit })}
        choices={[{ value: 'fills', label: 'One buy or sell' }, { value: 'trips', label: 'A whole trade, with entry and exit' }]}
        className={styles['kind']}
      />
      <div className={styles['roles']}>
        {roles.map(({ key, label, required, hint }) => (
          <Select
            key={`${draft.kind} ${key}`}
            label={label}
            aside={<span className={styles['needed']}>{required ? 'needed' : '\u00a0'}</span>}
            placeholder="No column"
            hint={hint}
            value={draft.columns[key] ?? NONE}
            onChange={(column) => assign(key, column)}
            options={[{ value: NONE, label: 'No column' }, ...choices]}
          />
        ))}
      </div>
      <div className={styles['units']}>
        <RadioGroup
          label="Quantities are in"
          value={draft.quantityUnit}
          onChange={(quantityUnit) => setDraft({ ...draft, quantityUnit })}
          choices={[{ value: 'units', label: 'Contracts, shares' }, { value: 'lots', label: 'Lots' }]}
        />
        <RadioGroup
          label="A cost that was charged is written"
          value={draft.costSign}
          onChange={(costSign) => setDraft({ ...draft, costSign })}
          choices={[{ value: 'charge-positive', label: '2.50' }, { value: 'charge-negative', label: '−2.50' }]}
        />
        {draft.kind === 'trips' && draft.columns['direction'] === undefined && (
          <RadioGroup label="All trades are" value={draft.direction} onChange={(direction) => setDraft({ ...draft, direction })} choices={[{ value: 'long', label: 'Long' }, { value: 'short', label: 'Short' }]} />
        )}
        {draft.kind === 'trips' && draft.columns['result'] !== undefined && (
          <RadioGroup
            label="The result is"
            value={draft.resultCosts}
            onChange={(resultCosts) => setDraft({ ...draft, resultCosts })}
            choices={[{ value: 'before', label: 'Before costs' }, { value: 'after', label: 'After costs' }]}
          />
        )}
      </div>
      <div className={styles['use']}>
        <Button variant="primary" disabled={missing.length > 0} focusableWhenDisabled onClick={() => onUse(draft)} aria-describedby="mapper-missing">
          Read the file like this
        </Button>
        <span id="mapper-missing" className={styles['missing']} role="status">
          {missing.length > 0 ? `Still needed: ${missing.join(', ')}.` : ''}
        </span>
      </div>
    </Card>
  );
}
