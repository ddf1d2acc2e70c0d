import type { z } from 'zod';
import type { ruleChange } from '../../../preload/contract/rules.ts';
import { EffectTag } from './effect-tag.tsx';
import styles from './rules.module.css';

type Change = z.infer<typeof ruleChange>;

/** Changes in words, under the rule they are about. */
export function ChangeList({ changes, label, effects = true, titles = true }: { changes: readonly Change[]; label: string; effects?: boolean; titles?: boolean }) {
  return (
    <ul aria-label={label} className={styles['changes']}>
      {changes.map((change, index) => (
        <li key={`${change.ruleId} ${change.text}`} className={styles['change']}>
          <span className={styles['change-text']}>
            {titles && changes[index - 1]?.ruleId !== change.ruleId && <strong>{change.title}</strong>}
            <span>{change.text}</span>
          </span>
          {effects && <EffectTag effect={change.effect} />}
        </li>
      ))}
    </ul>
  );
}
