import { Slider as Base } from '@base-ui/react/slider';
import { useId, type ReactNode } from 'react';
import fieldStyles from './field.module.css';
import styles from './slider.module.css';

export interface SliderProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** When the movement ends: the moment to save. */
  onCommit?: ((value: number) => void) | undefined;
  minimum: number;
  maximum: number;
  step?: number | undefined;
  /** How the value reads, for the eye and for screen readers. */
  format?: ((value: number) => string) | undefined;
  note?: ReactNode;
}

export function Slider({ label, value, onChange, onCommit, minimum, maximum, step = 1, format = String, note }: SliderProps) {
  const id = useId();
  return (
    <div className={fieldStyles['field']}>
      <div className={fieldStyles['head']}>
        <span id={id} className={fieldStyles['label']}>
          {label}
        </span>
        <output className={styles['value']}>{format(value)}</output>
      </div>
      <Base.Root value={value} min={minimum} max={maximum} step={step} onValueChange={(next) => onChange(next)} onValueCommitted={(next) => onCommit?.(next)}>
        <Base.Control className={styles['control']}>
          <Base.Track className={styles['track']}>
            <Base.Indicator className={styles['fill']} />
            <Base.Thumb aria-labelledby={id} getAriaValueText={(_, current) => format(current)} className={styles['thumb']} />
          </Base.Track>
        </Base.Control>
      </Base.Root>
      {note !== undefined && <p className={fieldStyles['hint']}>{note}</p>}
    </div>
  );
}
