import { useId } from 'react';
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
export function TextArea({ label, hint, look = '', ...rest }: Labelled & { look?: 'source' | '' } & Omit<ComponentProps<'textarea'>, 'className' | 'id'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint}>
      <textarea {...rest} id={id} className={`input area ${look}`} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
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
