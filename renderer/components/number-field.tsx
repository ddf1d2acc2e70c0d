import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { compareDecimals, readDecimal, stepDecimal } from '../format/decimal.ts';
import { cx } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';
import styles from './input.module.css';

export interface NumberFieldProps extends FieldProps {
  /** What was typed, as text; never a float. */
  value: string;
  onChange: (value: string) => void;
  /** Arrow up and down move by this much, with Shift by ten; decimal text. */
  step?: string | undefined;
  /** What the text stands for where it is not a plain number: the arrows move from there; decimal text. */
  standsFor?: string | undefined;
  /** Takes what the arrows make, where a number is not always written as it is. */
  onStep?: ((value: string) => void) | undefined;
  /** Lowest value the arrows reach; decimal text. */
  minimum?: string | undefined;
  /** Where the arrows start from while the field is empty; decimal text. */
  startAt?: string | undefined;
  unit?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  /** Its digits are seen only while they are typed. */
  covered?: boolean | undefined;
  onBlur?: (() => void) | undefined;
  onFocus?: (() => void) | undefined;
  /** Sees keys before the field does; calling preventDefault keeps them from it. */
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
  autoFocus?: boolean | undefined;
}

/** A number as decimal text, with steps by arrow key and by mouse. What the text means is the caller's to read. */
export function NumberField({ value, onChange, step, standsFor, onStep = onChange, minimum, startAt, unit, placeholder, disabled, covered, onBlur, onFocus, onKeyDown, inputRef, autoFocus, ...field }: NumberFieldProps) {
  const move = (direction: 1 | -1, times: number): void => {
    if (step === undefined || disabled) return;
    const from = readDecimal(value === '' ? (startAt ?? '') : (standsFor ?? value));
    if (from === null) return;
    const next = value === '' ? from : stepDecimal(from, step, direction, times);
    if (next === null) return;
    if (minimum !== undefined && compareDecimals(next, minimum) === -1) return;
    onStep(next);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey ? 10 : 1);
  };
  return (
    <Field {...field}>
      {(control) => (
        <div className={styles['number']}>
          <input
            {...control}
            ref={inputRef}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            autoFocus={autoFocus}
            value={value}
            placeholder={placeholder}
            disabled={disabled}
            className={cx(styles['input'], styles['figures'], unit !== undefined && styles['with-unit'], covered && styles['covered'])}
            onChange={(event) => onChange(event.target.value)}
            onBlur={onBlur}
            onFocus={(event) => {
              event.target.select();
              onFocus?.();
            }}
            onKeyDown={keyDown}
          />
          {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
          {step !== undefined && !disabled && (
            // For the mouse only: the keyboard has the arrow keys, so these stay out of the tab order and the tree.
            <span className={styles['steppers']} aria-hidden="true">
              <button type="button" tabIndex={-1} className={styles['step']} onPointerDown={(event) => event.preventDefault()} onClick={() => move(1, 1)}>
                <ChevronUp size={11} />
              </button>
              <button type="button" tabIndex={-1} className={styles['step']} onPointerDown={(event) => event.preventDefault()} onClick={() => move(-1, 1)}>
                <ChevronDown size={11} />
              </button>
            </span>
          )}
        </div>
      )}
    </Field>
  );
}
