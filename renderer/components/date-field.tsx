import { Field, type FieldProps } from './field.tsx';
import inputStyles from './input.module.css';

/** A calendar date as "2026-11-20"; empty for none. */
export function DateField({ value, onChange, ...field }: FieldProps & { value: string; onChange: (date: string) => void }) {
  return <Field {...field}>{(control) => <input {...control} type="date" className={inputStyles['input']} value={value} max="9999-12-31" onChange={(event) => onChange(event.target.value)} />}</Field>;
}
