import { formatCountdown, formatDuration } from '../format/display.ts';
import { timeLeft } from '../store/clock-slice.ts';
import { useApp } from '../store/store.ts';
import styles from './countdown.module.css';

/**
 * Milliseconds left of a wait that had `leftMs` to go when the trusted clock said `readAt`. Follows the ticks of the
 * main process, so setting the computer's clock does not shorten it.
 */
export function useTimeLeft(leftMs: number, readAt: number): number {
  return useApp((store) => timeLeft(leftMs, readAt, store.now));
}

/** Time left as "12:05". Screen readers get it in words, not every second. */
export function Countdown({ leftMs, readAt }: { leftMs: number; readAt: number }) {
  const left = useTimeLeft(leftMs, readAt);
  return (
    <span role="timer" aria-label={`${formatDuration(left)} left`} className={styles['countdown']}>
      {formatCountdown(left)}
    </span>
  );
}

const RADIUS = 52;
const LENGTH = 2 * Math.PI * RADIUS;

/** A wait running out as a ring, for the one wait that matters on the screen. */
export function CountdownRing({ leftMs, totalMs, readAt, caption }: { leftMs: number; totalMs: number; readAt: number; caption: string }) {
  const left = useTimeLeft(leftMs, readAt);
  const share = totalMs <= 0 ? 0 : Math.min(1, left / totalMs);
  return (
    <div role="timer" aria-label={left === 0 ? `${caption} over` : `${formatDuration(left)} of ${caption} left`} className={styles['ring']}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r={RADIUS} className={styles['rail']} />
        <circle cx="60" cy="60" r={RADIUS} className={styles['run']} strokeDasharray={LENGTH} strokeDashoffset={LENGTH * (1 - share)} />
      </svg>
      <span className={styles['ring-text']} aria-hidden="true">
        {formatCountdown(left)}
      </span>
    </div>
  );
}
