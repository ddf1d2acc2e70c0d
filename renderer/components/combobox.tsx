import { Combobox as Base } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Field, type FieldProps } from './field.tsx';
import inputStyles from './input.module.css';
import type { Option } from './select.tsx';
import styles from './select.module.css';

export interface ComboboxProps<V extends string> extends FieldProps {
  value: V | null;
  onChange: (value: V) => void;
  /** The same list from one drawing to the next: another one brings the chosen one's name back into a field that was just emptied. */
  options: readonly Option<V>[];
  placeholder?: string | undefined;
  /** What the list says when nothing matches. */
  empty?: string | undefined;
  autoFocus?: boolean | undefined;
}

/** One of a long list, found by typing. */
export function Combobox<V extends string>({ value, onChange, options, placeholder, empty = 'Nothing matches', autoFocus, ...field }: ComboboxProps<V>) {
  const home = useRef<HTMLDivElement>(null);
  const selected = options.find((option) => option.value === value) ?? null;
  const items = useMemo(() => [...options], [options]);
  const [open, setOpen] = useState(false);
  const highlighted = useRef<Option<V> | undefined>(undefined);
  const library = useRef<Base.Root.Actions>(null);
  // Without the library's popup (see below) nothing but this takes the list away, and puts the chosen one's name back over what was only typed.
  useEffect(() => {
    if (!open) library.current?.unmount();
  }, [open]);
  return (
    <Field {...field}>
      {(control) => (
        <Base.Root<Option<V>>
          items={items}
          value={selected}
          onValueChange={(next) => next !== null && onChange(next.value)}
          itemToStringLabel={(option) => option.label}
          isItemEqualToValue={(a, b) => a.value === b.value}
          autoHighlight
          open={open}
          onOpenChange={setOpen}
          onItemHighlighted={(option) => (highlighted.current = option)}
          actionsRef={library}
        >
          <Base.Input
            {...control}
            aria-label={field.label}
            className={inputStyles['input']}
            placeholder={placeholder}
            autoFocus={autoFocus}
            onKeyDown={(event) => {
              // Leaving with Tab takes what is highlighted, as Enter does.
              if (event.key === 'Tab' && !event.shiftKey && open && highlighted.current !== undefined) onChange(highlighted.current.value);
              // The keys of the screen's button do nothing while a list is open; as Enter does, they take what is highlighted.
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && open && highlighted.current !== undefined) {
                onChange(highlighted.current.value);
                setOpen(false);
              }
              // The library would empty the field, and the choice would still stand.
              if (event.key === 'Escape' && !open) event.preventBaseUIHandler();
            }}
            onBlur={() => (open ? setOpen(false) : library.current?.unmount())}
          />
          {/* The list stays in the landmark or dialog that the field is in. The focus stays in the field, so nothing around is hidden from screen readers meanwhile, as the library's own popup would. */}
          <div ref={home} className={styles['home']} />
          <Base.Portal container={home}>
            <Base.Positioner positionMethod="fixed" sideOffset={4} collisionPadding={8} className={styles['positioner']}>
              <div className={styles['popup']}>
                <Base.Empty className={styles['empty']}>{empty}</Base.Empty>
                <Base.List className={styles['list']} aria-label={field.label}>
                  {(option: Option<V>) => (
                    <Base.Item key={option.value} value={option} className={styles['item']}>
                      <span className={styles['tick']}>
                        <Base.ItemIndicator>
                          <Check size={13} aria-hidden="true" />
                        </Base.ItemIndicator>
                      </span>
                      <span>
                        {option.label}
                        {option.note !== undefined && <span className={styles['note']}>{option.note}</span>}
                      </span>
                    </Base.Item>
                  )}
                </Base.List>
              </div>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  );
}
