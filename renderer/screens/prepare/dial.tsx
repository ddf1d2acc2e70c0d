import type { ReactNode } from 'react';
import styles from './dial.module.css';

const RADIUS = 92;
const LENGTH = 2 * Math.PI * RADIUS;

/** A large ring that fills with `share` (0–1). */
export function Dial({ share, label, children }: { share: number; label: string; children: ReactNode }) {
  return (
    <div className={styles['dial']} role="img" aria-label={label}>
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r={RADIUS} className={styles['rail']} />
        {share > 0 && <circle cx="100" cy="100" r={RADIUS} className={styles['run']} strokeDasharray={LENGTH} strokeDashoffset={LENGTH * (1 - Math.min(1, share))} />}
      </svg>
      <div className={styles['middle']}>{children}</div>
    </div>
  );
}
