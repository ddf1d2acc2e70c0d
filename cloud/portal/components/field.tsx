import { useId, useState } from 'react';
import type { ComponentProps, ReactNode } from 'react';

interface Labelled {
  label: string;
  hint?: ReactNode;
}

function Frame({ id, label, hint, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** One line of text. `name` is its key in the form's values. */
export function TextField({ label, hint, look = '', ...rest }: Labelled & { look?: 'code' | '' } & Omit<ComponentProps<'input'>, 'className' | 'id'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint}>
      <input {...rest} id={id} className={`input ${look}`} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea({ label, hint, ...rest }: Labelled & Omit<ComponentProps<'textarea'>, 'className' | 'id'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint}>
      <textarea {...rest} id={id} className="input area" aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
    </Frame>
  );
}

/** One of a few. */
export function SelectField({
  label,
  hint,
  options,
  ...rest
}: Labelled & { options: readonly (readonly [value: string, label: string])[] } & Omit<ComponentProps<'select'>, 'className' | 'id'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint}>
      <select {...rest} id={id} className="input" aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A colour as #rrggbb, picked or typed. `name` tells several apart for those who cannot see where they stand. */
export function ColourField({ label, name, value, onChange }: { label: string; name: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="colour">
        <input
          type="color"
          aria-label={`${name}, picker`}
          value={value}
          onChange={(event) => {
            setTyped(null);
            onChange(event.currentTarget.value);
          }}
        />
        <input
          id={id}
          className="input code"
          aria-label={name}
          spellCheck={false}
          maxLength={7}
          value={typed ?? value}
          onChange={(event) => {
            const text = event.currentTarget.value.trim().toLowerCase();
            const whole = /^#[0-9a-f]{6}$/.test(text);
            setTyped(whole ? null : text);
            if (whole) onChange(text);
          }}
          onBlur={() => setTyped(null)}
        />
      </span>
    </div>
  );
}

/** On or off, at once. */
export function CheckField({ label, hint, checked, onChange }: Labelled & { checked: boolean; onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <div className="check">
      <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** The two password fields: they differ in what password managers do with them. */
export function PasswordField({ isNew = false, label = 'Password', ...rest }: { isNew?: boolean; label?: string; name?: string; autoFocus?: boolean }) {
  return (
    <TextField
      name="password"
      {...rest}
      label={label}
      type="password"
      required
      maxLength={128}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      hint={isNew ? 'At least 12 characters, and not a common password. A few unrelated words are good.' : undefined}
    />
  );
}
