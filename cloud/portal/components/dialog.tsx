import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import type { ButtonProps } from './button.tsx';
import { Form } from './form.tsx';
import type { Values } from './form.tsx';

/** The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // Before the element leaves the page: a closed dialog gives the focus back, a removed one does not.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // What is to be filled in begins with its first field, what is only to be read with its heading.
    const field = dialog?.querySelector<HTMLElement>('input, select, textarea');
    (field ?? heading.current)?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-content">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

export interface DialogButtonProps {
  /** The button that opens it. */
  label: string;
  look?: Pick<ButtonProps, 'kind' | 'small' | 'aria-label'>;
  title: string;
  submit: string;
  danger?: boolean;
  onSubmit: (values: Values) => Promise<void>;
  children?: ReactNode;
}

/** A button that asks before it acts; it closes when the action went well and says why when not. */
export function DialogButton({ label, look, title, submit, danger = false, onSubmit, children }: DialogButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <Form
            submit={submit}
            danger={danger}
            onSubmit={async (values) => {
              await onSubmit(values);
              setOpen(false);
            }}
            aside={
              <Button kind="ghost" onClick={() => setOpen(false)}>
                Cancel
              </Button>
            }
          >
            {children}
          </Form>
        </Dialog>
      )}
    </>
  );
}
