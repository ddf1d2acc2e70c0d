import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import styles from './dialog.module.css';
import { ariaKeys } from './kbd.tsx';
import { putAwayPassing } from './toast.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end. */
  footer?: ReactNode;
  size?: 'md' | 'lg' | 'full' | undefined;
  /** Leaves title and close button to screen readers: for the command palette. */
  bare?: boolean | undefined;
}

/** What the dialog is about takes the focus: its first control that can, or else what it would do; never the button that closes it. */
const FIRST = ['[data-dialog="body"] :is(input:not([type="file"]), textarea, button, [role="combobox"], [tabindex="0"]):not(:disabled)', '[data-dialog="footer"] button:last-of-type'] as const;

/** The chord that does what a dialog is for, from any of its fields. Its button shows it. */
export const CONFIRM_KEYS = 'Ctrl+Enter';

function confirmByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const button = event.currentTarget.querySelector<HTMLElement>(`[aria-keyshortcuts="${ariaKeys(CONFIRM_KEYS)}"]`);
  if (button === null) return;
  event.preventDefault();
  button.click();
}

/** What was said before a dialog opened would lie over it. */
function useClearView(open: boolean): void {
  useEffect(() => {
    if (open) putAwayPassing();
  }, [open]);
}

/** A modal dialog. Escape, the close button and a click outside close it; the focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children, footer, size = 'md', bare }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  useClearView(open);
  const first = (): HTMLElement | null => {
    for (const selector of FIRST) {
      const found = popup.current?.querySelector<HTMLElement>(selector);
      if (found) return found;
    }
    return popup.current;
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop data-modal="" className={styles['backdrop']} />
        <Base.Popup className={cx(styles['popup'], styles[size], bare && styles['bare'])} ref={popup} initialFocus={first} onKeyDown={confirmByKey}>
          <header className={styles['header']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
            <Base.Close aria-label="Close" className={styles['close']}>
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </header>
          {description !== undefined && <Base.Description className={styles['description']}>{description}</Base.Description>}
          <div data-dialog="body" className={styles['body']}>
            {children}
          </div>
          {footer !== undefined && <footer data-dialog="footer" className={styles['footer']}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface AlertDialogProps {
  open: boolean;
  onCancel: () => void;
  onConfirm: () => void;
  title: string;
  description: ReactNode;
  /** What the confirming button does, as a verb: "Delete rule". */
  confirm: string;
  cancel?: string | undefined;
  danger?: boolean | undefined;
  confirmDisabled?: boolean | undefined;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function AlertDialog({ open, onCancel, onConfirm, title, description, confirm, cancel = 'Cancel', danger, confirmDisabled, children }: AlertDialogProps) {
  useClearView(open);
  return (
    <BaseAlert.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <BaseAlert.Portal>
        <BaseAlert.Backdrop data-modal="" className={styles['backdrop']} />
        <BaseAlert.Popup className={cx(styles['popup'], styles['md'])} onKeyDown={confirmByKey}>
          <header className={styles['header']}>
            <BaseAlert.Title className={styles['title']}>{title}</BaseAlert.Title>
          </header>
          <BaseAlert.Description className={styles['description']}>{description}</BaseAlert.Description>
          {children !== undefined && <div className={styles['body']}>{children}</div>}
          <footer className={styles['footer']}>
            <Button onClick={onCancel}>{cancel}</Button>
            {/* What destroys something takes a deliberate hand. */}
            <Button variant={danger ? 'danger' : 'primary'} keys={danger ? undefined : CONFIRM_KEYS} onClick={onConfirm} disabled={confirmDisabled}>
              {confirm}
            </Button>
          </footer>
        </BaseAlert.Popup>
      </BaseAlert.Portal>
    </BaseAlert.Root>
  );
}
