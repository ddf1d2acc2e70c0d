import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { FieldGroup } from '../components/field.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { NumberField } from '../components/number-field.tsx';
import { RadioGroup } from '../components/radio-group.tsx';
import { Select } from '../components/select.tsx';
import { Switch } from '../components/switch.tsx';
import { TextField } from '../components/text-field.tsx';
import type { FormField } from './form-field.ts';
import { emptyRecord, type FieldProblem, type Typed, type TypedCell, type TypedParams, type TypedRecord } from './form-values.ts';
import styles from './params-form.module.css';

/** Longer choices than this would be cut off in one bar of three. */
const LONGEST_SEGMENT = 15;

export interface ParamsFormProps {
  fields: readonly FormField[];
  typed: TypedParams;
  problems: readonly FieldProblem[];
  /** What amounts of money are in. */
  currency: string;
  onChange: (key: string, typed: Typed) => void;
}

/** The inputs a kind of rule declares, each with what it means and what is wrong with it. */
export function ParamsForm({ fields, typed, problems, currency, onChange }: ParamsFormProps) {
  return (
    <div className={styles['params']}>
      {fields.map((field) => (
        <div key={field.key} className={isNarrow(field) ? styles['narrow'] : undefined}>
          <ParamInput field={field} value={typed[field.key]} path={field.key} problems={problems} currency={currency} onChange={(next) => onChange(field.key, next)} />
        </div>
      ))}
    </div>
  );
}

function isNarrow(field: FormField): boolean {
  return ['integer', 'decimal', 'percent', 'money', 'time'].includes(field.type);
}

interface ParamInputProps {
  field: FormField;
  value: Typed | undefined;
  path: string;
  problems: readonly FieldProblem[];
  currency: string;
  onChange: (typed: Typed) => void;
  /** Leaves the help out where a row of a list repeats it. */
  brief?: boolean;
  /** Accessible name, when the label alone would not say which row. */
  name?: string;
}

function ParamInput({ field, value, path, problems, currency, onChange, brief = false, name }: ParamInputProps) {
  const error = problems.find((problem) => problem.path === path)?.message ?? null;
  const label = name ?? field.label;
  const shared = { label, labelContent: name === undefined ? undefined : field.label, error, hint: brief ? undefined : field.help };
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'boolean':
      return brief ? <Checkbox label={field.label} checked={value === true} onChange={onChange} /> : <Switch label={label} note={field.help} checked={value === true} onChange={onChange} />;
    case 'choice':
      return (field.options?.length ?? 0) <= 4 && !brief ? (
        <FieldGroup label={label}>
          <RadioGroup label={label} hideLabel look={field.options?.some((option) => option.label.length > LONGEST_SEGMENT) ? 'chips' : 'segmented'} value={text} onChange={onChange} choices={field.options ?? []} />
          <p className={styles['help']}>{error ?? field.help}</p>
        </FieldGroup>
      ) : (
        <Select {...shared} value={text} onChange={onChange} options={field.options ?? []} />
      );
    case 'multi-choice': {
      const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
      return (
        <FieldGroup label={label}>
          <div className={styles['checks']}>
            {(field.options ?? []).map((option) => (
              <Checkbox key={option.value} label={option.label} checked={chosen.includes(option.value)} onChange={(on) => onChange((field.options ?? []).map((entry) => entry.value).filter((entry) => (entry === option.value ? on : chosen.includes(entry))))} />
            ))}
          </div>
          <p className={error === null ? styles['help'] : styles['problem']}>{error ?? field.help}</p>
        </FieldGroup>
      );
    }
    case 'record-list':
      return <RecordList field={field} value={Array.isArray(value) ? (value as readonly TypedRecord[]) : []} path={path} problems={problems} currency={currency} onChange={onChange} />;
    case 'text-list':
      return <TextField {...shared} hint={`${field.help} One per line.`} value={text} onChange={onChange} rows={Math.min(8, Math.max(3, text.split('\n').length + 1))} />;
    case 'text':
      return <TextField {...shared} value={text} onChange={onChange} maxLength={200} />;
    case 'time':
      return <TextField {...shared} value={text} onChange={onChange} placeholder="09:30" />;
    case 'money':
      return <NumberField {...shared} value={text} onChange={onChange} unit={currency} placeholder={field.optional === true ? 'none' : undefined} />;
    case 'percent':
      return <NumberField {...shared} value={text} onChange={onChange} unit={field.unit ?? '%'} step="0.1" placeholder={field.optional === true ? 'none' : undefined} />;
    case 'integer':
    case 'decimal':
      return <NumberField {...shared} value={text} onChange={onChange} unit={brief ? undefined : field.unit} step={field.type === 'integer' ? '1' : undefined} minimum={field.minimum} placeholder={field.optional === true ? 'none' : undefined} />;
  }
}

/** Rows of named values: bands, conditions, windows. */
function RecordList({ field, value, path, problems, currency, onChange }: { field: FormField; value: readonly TypedRecord[]; path: string; problems: readonly FieldProblem[]; currency: string; onChange: (typed: Typed) => void }) {
  const columns = field.columns ?? [];
  const error = problems.find((problem) => problem.path === path)?.message;
  const setCell = (index: number, key: string, cell: TypedCell): void => onChange(value.map((row, at) => (at === index ? { ...row, [key]: cell } : row)));
  return (
    <FieldGroup label={field.label}>
      <p className={error === undefined ? styles['help'] : styles['problem']}>{error ?? field.help}</p>
      <ol className={styles['records']}>
        {value.map((row, index) => (
          // A row has no name of its own; rows are only added at the end and removed one by one.
          <li key={index} className={styles['record']} aria-label={`${field.label} ${index + 1}`}>
            <div className={styles['cells']}>
              {columns.map((column) => (
                <div key={column.key} className={isNarrow(column) ? styles['cell-narrow'] : column.type === 'boolean' ? styles['cell-check'] : styles['cell']}>
                  <ParamInput
                    field={column}
                    brief
                    name={`${column.label}, ${field.label.toLowerCase()} ${index + 1}`}
                    value={row[column.key]}
                    path={`${path}.${index}.${column.key}`}
                    problems={problems}
                    currency={currency}
                    onChange={(typed) => setCell(index, column.key, typed as TypedCell)}
                  />
                </div>
              ))}
            </div>
            <IconButton size="sm" label={`Remove ${field.label.toLowerCase()} ${index + 1}`} icon={Trash2} onClick={() => onChange(value.filter((_, at) => at !== index))} />
          </li>
        ))}
      </ol>
      <div>
        <Button size="sm" icon={Plus} onClick={() => onChange([...value, emptyRecord(field)])}>
          Add
        </Button>
      </div>
    </FieldGroup>
  );
}
