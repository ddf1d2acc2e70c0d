import { useId, type ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './field.module.css';

/** What a control inside a field must carry to be named and described. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: string;
  /** Shown instead of the bare label, when it carries a definition; `label` stays the accessible name. */
  labelContent?: ReactNode;
  /** Says what to type, or what was understood. */
  hint?: ReactNode;
  /** Says what is wrong and what to do. Announced when it appears. */
  error?: string | null | undefined;
  /** Beside the label, at the end of its line; describes the control like the hint. */
  aside?: ReactNode;
  className?: string | undefined;
}

/** Label, control, hint and error, tied together. */
export function Field({ label, labelContent, hint, error, aside, className, children }: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = cx(error ? `${id}-error` : hint !== undefined && hint !== null && `${id}-hint`, aside !== undefined && `${id}-aside`);
  return (
    <div className={cx(styles['field'], className)}>
      <div className={styles['head']}>
        <label htmlFor={id} className={styles['label']}>
          {labelContent ?? label}
        </label>
        {aside !== undefined && (
          <span id={`${id}-aside`} className={styles['aside']}>
            {aside}
          </span>
        )}
      </div>
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      ) : (
        hint !== undefined &&
        hint !== null && (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** Several controls under one name, as a group for screen readers. */
export function FieldGroup({ label, aside, children, className }: { label: string; aside?: ReactNode; children: ReactNode; className?: string | undefined }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={cx(styles['field'], className)}>
      <div className={styles['head']}>
        <span id={id} className={styles['label']}>
          {label}
        </span>
        {aside}
      </div>
      {children}
    </div>
  );
}
