import { Toast as Base } from '@base-ui/react/toast';
import { CircleCheck, Info, OctagonAlert, X, type LucideIcon } from 'lucide-react';
import type { CallError } from '../../preload/contract/result.ts';
import { cx } from './class-names.ts';
import styles from './toast.module.css';

export type ToastTone = 'info' | 'success' | 'problem';

/** What can be done about it at once. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const manager = Base.createToastManager();
const icons: Readonly<Record<ToastTone, LucideIcon>> = { info: Info, success: CircleCheck, problem: OctagonAlert };

/** What goes by itself and asks for nothing. */
let passing: string[] = [];

/** Says something that needs no answer. Problems stay longer and are announced at once; what is said of one again takes the place of what was said before. */
export function notify(tone: ToastTone, title: string, text?: string): void {
  if (tone === 'problem') {
    manager.close(title);
    manager.add({ id: title, title, description: text, type: tone, timeout: 12_000, priority: 'high' });
  } else passing.push(manager.add({ title, description: text, type: tone, timeout: 4500, priority: 'low' }));
}

/** The problem of this title is none any more. */
export function putAwayProblem(title: string): void {
  manager.close(title);
}

/** Takes away what would only cover something new, such as a dialog that opens. */
export function putAwayPassing(): void {
  for (const id of passing) manager.close(id);
  passing = [];
}

/** Says something that happened while nobody may have been looking: it stays until it is dismissed, or until a later one of its `topic` takes its place. */
export function notifyUntilSeen(topic: string, title: string, text: string, action?: ToastAction): void {
  manager.close(topic);
  const button = action === undefined ? {} : { actionProps: { children: action.label, onClick: () => (manager.close(topic), action.run()) } };
  manager.add({ id: topic, title, description: text, type: 'info', timeout: 0, priority: 'low', ...button });
}

/** Says what was done, and takes it back on a wish. */
export function notifyUndo(title: string, undo: () => void): void {
  const id = manager.add({
    title, type: 'info', timeout: 10_000, priority: 'low',
    actionProps: {
      children: 'Undo',
      onClick: () => {
        manager.close(id);
        undo();
      },
    },
  });
}

/** Says why a call failed; the message tells what to do. */
export function notifyError(error: CallError, title = 'That did not work'): void {
  notify('problem', title, error.message);
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => {
    const tone = toast.type === 'success' || toast.type === 'problem' ? toast.type : 'info';
    const Icon = icons[tone];
    return (
      <Base.Root key={toast.id} toast={toast} className={cx(styles['toast'], styles[tone])} swipeDirection={['right', 'down']}>
        <Icon size={16} aria-hidden="true" className={styles['icon']} />
        <div>
          <Base.Title className={styles['title']} />
          <Base.Description className={styles['description']} />
          {toast.actionProps !== undefined && <Base.Action className={styles['action']} />}
        </div>
        <Base.Close aria-label="Dismiss" className={styles['close']}>
          <X size={14} aria-hidden="true" />
        </Base.Close>
      </Base.Root>
    );
  });
}

/** Where toasts appear; once in the app. F6 moves the focus there. */
export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className={styles['viewport']}>
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
