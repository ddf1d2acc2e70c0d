import { CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './notice.module.css';

export type NoticeTone = 'info' | 'clear' | 'caution' | 'problem';
const icons: Readonly<Record<NoticeTone, LucideIcon>> = { info: Info, clear: CircleCheck, caution: TriangleAlert, problem: OctagonAlert };

export interface NoticeProps {
  tone?: NoticeTone | undefined;
  title: string;
  children?: ReactNode;
  /** Buttons that do something about it. */
  actions?: ReactNode;
  /** Spans the window without a frame. */
  banner?: boolean | undefined;
  /** A banner of more than a line: the text stands below title and buttons. */
  long?: boolean | undefined;
  /** `alert` interrupts a screen reader, `status` waits. */
  role?: 'status' | 'alert' | 'note' | undefined;
}

/** A message that stays while it is true. */
export function Notice({ tone = 'info', title, children, actions, banner, long, role = 'status' }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={cx(styles['notice'], styles[tone], banner && styles['banner'], long && styles['long'])} role={role}>
      <Icon size={15} aria-hidden="true" className={styles['icon']} />
      <div className={styles['text']}>
        <strong className={styles['title']}>{title}</strong>
        {children !== undefined && <div className={styles['body']}>{children}</div>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  );
}
