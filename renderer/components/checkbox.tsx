import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import styles from './toggle.module.css';

export interface ToggleProps {
  label: string;
  /** A quieter sentence under the label. */
  note?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

export function Checkbox({ label, note, checked, onChange, disabled }: ToggleProps) {
  const id = useId();
  return (
    <label className={styles['row']} htmlFor={id}>
      <Base.Root id={id} checked={checked} onCheckedChange={(next) => onChange(next)} disabled={disabled ?? false} aria-label={label} className={styles['box']}>
        <Base.Indicator className={styles['mark']}>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </Base.Indicator>
      </Base.Root>
      <span className={styles['text']}>
        {label}
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </span>
    </label>
  );
}
