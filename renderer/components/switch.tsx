import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';
import type { ToggleProps } from './checkbox.tsx';
import styles from './toggle.module.css';

/** On or off, at once. The label stands before the switch, as in a settings list. */
export function Switch({ label, note, checked, onChange, disabled }: ToggleProps) {
  const id = useId();
  return (
    <label className={styles['switch-row']} htmlFor={id}>
      <span className={styles['text']}>
        {label}
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </span>
      <Base.Root id={id} checked={checked} onCheckedChange={(next) => onChange(next)} disabled={disabled ?? false} aria-label={label} className={styles['track']}>
        <Base.Thumb className={styles['thumb']} />
      </Base.Root>
    </label>
  );
}
