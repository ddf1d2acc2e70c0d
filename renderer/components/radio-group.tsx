import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import type { LucideIcon } from 'lucide-react';
import { useId, type ReactNode, type Ref } from 'react';
import { cx } from './class-names.ts';
import fieldStyles from './field.module.css';
import styles from './radio-group.module.css';

export interface Choice<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon | undefined;
  /** Key cap in the corner, for a letter the screen listens to. */
  keys?: string | undefined;
  /** A sentence under the label, in `cards` only. */
  note?: ReactNode;
  disabled?: boolean | undefined;
}

export interface RadioGroupProps<V extends string> {
  /** Accessible name, and the label unless `hideLabel`. */
  label: string;
  hideLabel?: boolean | undefined;
  /** Null while nothing is chosen. */
  value: V | null;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  /** `segmented`: one bar; `chips`: wrapping; `cards`: a column with notes. */
  look?: 'segmented' | 'chips' | 'cards' | undefined;
  disabled?: boolean | undefined;
  aside?: ReactNode;
  className?: string | undefined;
  groupRef?: Ref<HTMLDivElement> | undefined;
}

/** One of a few, all visible. Arrow keys move and choose. */
export function RadioGroup<V extends string>({ label, hideLabel, value, onChange, choices, look = 'segmented', disabled, aside, className, groupRef }: RadioGroupProps<V>) {
  const id = useId();
  return (
    <div className={cx(fieldStyles['field'], className)}>
      {!hideLabel && (
        <div className={fieldStyles['head']}>
          <span id={id} className={fieldStyles['label']}>
            {label}
          </span>
          {aside}
        </div>
      )}
      <Base<V | ''>
        ref={groupRef}
        value={value ?? ''}
        onValueChange={(next) => next !== '' && onChange(next)}
        disabled={disabled ?? false}
        className={styles[look]}
        {...(hideLabel ? { 'aria-label': label } : { 'aria-labelledby': id })}
      >
        {choices.map(({ value: choice, label: text, icon: Icon, keys, note, disabled: off }) => (
          <Radio.Root key={choice} value={choice} disabled={off ?? false} aria-labelledby={`${id}-${choice}`} aria-describedby={note === undefined ? undefined : `${id}-${choice}-note`} aria-keyshortcuts={keys} className={styles['choice']}>
            {look === 'cards' && <span className={styles['dot']} aria-hidden="true" />}
            {Icon && <Icon size={15} aria-hidden="true" strokeWidth={1.9} />}
            <span className={styles['text']}>
              <span id={`${id}-${choice}`}>{text}</span>
              {note !== undefined && (
                <span id={`${id}-${choice}-note`} className={styles['note']}>
                  {note}
                </span>
              )}
            </span>
            {keys !== undefined && (
              <span className={styles['key']} aria-hidden="true">
                {keys}
              </span>
            )}
          </Radio.Root>
        ))}
      </Base>
    </div>
  );
}
