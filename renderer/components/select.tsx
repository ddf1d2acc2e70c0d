import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { Field, type FieldProps } from './field.tsx';
import styles from './select.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  /** A second, quieter line in the list. */
  note?: string | undefined;
}

export interface SelectProps<V extends string> extends FieldProps {
  value: V | null;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
}

/** One of a short list. Role `combobox`; type to jump. */
export function Select<V extends string>({ value, onChange, options, placeholder = 'Choose', disabled, ...field }: SelectProps<V>) {
  // A list that was never asked for is not made: a page may have dozens of them. With the focus comes the wish to type to an option.
  const [asked, setAsked] = useState(false);
  const ask = (): void => setAsked(true);
  return (
    <Field {...field}>
      {(control) => (
        <Base.Root items={[...options]} value={value} onValueChange={(next) => next !== null && onChange(next)} onOpenChange={ask} disabled={disabled ?? false} modal={false}>
          <Base.Trigger {...control} aria-label={field.label} onFocus={ask} className={styles['trigger']}>
            <Base.Value placeholder={placeholder} className={styles['value']} />
            <Base.Icon className={styles['icon']}>
              <ChevronsUpDown size={13} aria-hidden="true" />
            </Base.Icon>
          </Base.Trigger>
          {/* In its place in the page, not at the page's end: the list belongs to the landmark or dialog around it, and needs no guards to come back from. */}
          {asked && (
            <Base.Positioner positionMethod="fixed" sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className={styles['positioner']}>
              <Base.Popup className={styles['popup']}>
                <Base.List className={styles['list']} aria-label={field.label}>
                  {options.map((option) => (
                    <Base.Item key={option.value} value={option.value} className={styles['item']}>
                      <span className={styles['tick']}>
                        <Base.ItemIndicator>
                          <Check size={13} aria-hidden="true" />
                        </Base.ItemIndicator>
                      </span>
                      <span>
                        <Base.ItemText>{option.label}</Base.ItemText>
                        {option.note !== undefined && <span className={styles['note']}>{option.note}</span>}
                      </span>
                    </Base.Item>
                  ))}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          )}
        </Base.Root>
      )}
    </Field>
  );
}
