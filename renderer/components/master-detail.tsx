import { ArrowLeft } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { cx } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './master-detail.module.css';
import { isTyping, useKeys } from './use-keys.ts';

export interface MasterDetailProps {
  /** The screen's heading. */
  title: string;
  tools?: ReactNode;
  /** The list side. */
  children: ReactNode;
  /** Null while nothing is open. */
  detail: { key: string; title: string; tools?: ReactNode; content: ReactNode } | null;
  /** What the detail side says while nothing is open; seen only when there is room for both. */
  hint: string;
  /** Stays at the bottom, whatever is open. */
  dock?: ReactNode;
  onClose: () => void;
}

/**
 * A list and what is open of it: side by side where there is room, one over the other in a narrow window. Opening moves
 * the focus to the detail's heading; Escape and the back button close it and give the focus back.
 */
export function MasterDetail({ title, tools, children, detail, hint, dock, onClose }: MasterDetailProps) {
  const master = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const key = detail?.key ?? null;

  // Before the browser notices that the list is hidden and takes the focus from its row.
  useLayoutEffect(() => {
    if (key === null) {
      cameFrom.current?.focus();
      cameFrom.current = null;
      return;
    }
    cameFrom.current ??= document.activeElement instanceof HTMLElement ? document.activeElement : null;
    heading.current?.focus();
  }, [key]);

  // From anywhere on the screen into the list, to the row where the keyboard left it. On a row these keys are the list's own.
  const intoList = (): void => master.current?.querySelector<HTMLElement>('[data-rows] [tabindex="0"]')?.focus();
  useKeys({ J: intoList, K: intoList });

  // In a field the first Escape leaves the field, so that what was typed is not lost by one key.
  useKeys(key === null ? {} : { Escape: () => (isTyping(document.activeElement) ? false : onClose()) });

  return (
    <div className={cx(styles['frame'], detail !== null && styles['has-detail'])}>
      <header className={styles['header']}>
        <h1 tabIndex={-1}>{title}</h1>
        {tools}
      </header>
      <div className={styles['panes']}>
        <div ref={master} className={styles['master']}>{children}</div>
        <div className={styles['detail']}>
          {detail === null ? (
            <p className={styles['hint']}>{hint}</p>
          ) : (
            <article key={detail.key} aria-label={detail.title}>
              <div className={styles['bar']}>
                <span className={styles['back']}>
                  <IconButton label={`Back to ${title.toLowerCase()}`} icon={ArrowLeft} keys="Esc" onClick={onClose} />
                </span>
                <h2 ref={heading} tabIndex={-1}>
                  {detail.title}
                </h2>
                {detail.tools}
              </div>
              <div className={styles['content']}>{detail.content}</div>
            </article>
          )}
        </div>
      </div>
      {dock}
    </div>
  );
}
