import { useEffect, useState } from 'react';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { readDecimal } from '../../format/decimal.ts';

/** Text that is saved when the field is left. While it is being typed, what comes from outside waits. */
function useHeld(value: string): { typed: string; setTyped: (text: string) => void; touched: boolean; settle: () => void } {
  const [typed, setHeld] = useState(value);
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (!touched) setHeld(value);
  }, [value, touched]);
  return {
    typed,
    touched,
    setTyped: (text) => {
      setHeld(text);
      setTouched(true);
    },
    settle: () => setTouched(false),
  };
}

export function SavedText({ label, hint, value, rows, maxLength, onSave }: { label: string; hint?: string; value: string; rows?: number; maxLength: number; onSave: (text: string) => void }) {
  const held = useHeld(value);
  return (
    <TextField
      label={label}
      hint={hint}
      value={held.typed}
      onChange={held.setTyped}
      rows={rows}
      maxLength={maxLength}
      onBlur={() => {
        held.settle();
        if (held.typed !== value) onSave(held.typed);
      }}
    />
  );
}

/** A whole number within limits; one outside is not saved and says so. */
export function SavedNumber({ label, hint, unit, value, minimum, maximum, onSave }: { label: string; hint?: string; unit: string; value: number; minimum: number; maximum: number; onSave: (value: number) => void }) {
  const held = useHeld(String(value));
  const read = readDecimal(held.typed);
  const right = read !== null && /^\d+$/.test(read) && Number(read) >= minimum && Number(read) <= maximum;
  return (
    <NumberField
      label={label}
      hint={hint}
      unit={unit}
      step="1"
      minimum={String(minimum)}
      value={held.typed}
      onChange={held.setTyped}
      error={right ? null : `From ${minimum} to ${maximum}`}
      onBlur={() => {
        if (!right) return;
        held.settle();
        if (Number(read) !== value) onSave(Number(read));
      }}
    />
  );
}
