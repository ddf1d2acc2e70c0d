import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './tag.module.css';

export type TagTone = 'plain' | 'accent' | 'clear' | 'caution' | 'block';

/** A word about a thing, in a small frame. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone | undefined; children: ReactNode }) {
  return <span className={cx(styles['tag'], styles[tone])}>{children}</span>;
}
