import { Field, type FieldProps } from './field.tsx';
import { cx } from './class-names.ts';
import styles from './input.module.css';
import type { KeyboardEvent, Ref } from 'react';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void) | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  disabled?: boolean | undefined;
  /** More than one makes it a text area, at least of that height. */
  rows?: number | undefined;
  /** The value in the face for code: hashes, JSON, accelerators. */
  mono?: boolean | undefined;
  /** What is typed is not shown: a passphrase. */
  secret?: boolean | undefined;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement> | undefined;
  autoFocus?: boolean | undefined;
}

/** One line of text, or several. */
export function TextField({ value, onChange, onBlur, onKeyDown, placeholder, maxLength, disabled, rows = 1, mono, secret, inputRef, autoFocus, ...field }: TextFieldProps) {
  const shared = { value, onBlur, onKeyDown, placeholder, maxLength, disabled, ref: inputRef, autoFocus, spellCheck: false, autoComplete: 'off' };
  return (
    <Field {...field}>
      {(control) =>
        rows > 1 ? (
          <textarea {...control} {...shared} rows={rows} style={{ minHeight: `calc(${rows}lh + 16px)` }} className={cx(styles['input'], styles['area'], mono && styles['mono'])} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...control} {...shared} type={secret ? 'password' : 'text'} className={cx(styles['input'], mono && styles['mono'])} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}
