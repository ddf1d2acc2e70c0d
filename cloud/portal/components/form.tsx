import { useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useAction } from './use-action.ts';

export type Values = Readonly<Record<string, string>>;

export interface FormProps {
  children?: ReactNode;
  /** What the button says, e.g. "Sign in". */
  submit: string;
  danger?: boolean;
  /** Rejects with what is shown above the buttons. Files are in the form data only. */
  onSubmit: (values: Values, data: FormData) => Promise<void>;
  /** Further buttons. */
  aside?: ReactNode;
  /** Empties the fields when it went well. */
  clears?: boolean;
  /** A few fields with the button beside them, where there is room. */
  inline?: boolean;
}

/** Fields, what went wrong, and the button. Values are those of the named fields. */
export function Form({ children, submit, danger = false, onSubmit, aside, clears = false, inline = false }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const action = useAction(async (values: Values, data: FormData) => {
    await onSubmit(values, data);
    if (clears) form.current?.reset();
  });
  return (
    <form
      ref={form}
      className={inline ? 'form inline' : 'form'}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const entries = [...data].map(([name, value]) => [name, typeof value === 'string' ? value : '']);
        action.run(Object.fromEntries(entries) as Values, data);
      }}
    >
      {children}
      {action.error !== null && <ProblemNotice error={action.error} />}
      <div className="form-actions">
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={action.busy}>
          {submit}
        </Button>
        {aside}
      </div>
    </form>
  );
}

/** The value of a named field; a form that lacks the field is a mistake in the portal. */
export function valueOf(values: Values, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`The form has no field "${name}".`);
  return value;
}
