import { Button } from '../../components/button.tsx';
import { formatCount } from '../../format/display.ts';
import type { Progress } from './use-import.ts';
import styles from './working.module.css';

/** How far the work is, and the way out of it. */
export function Working({ what, progress, onCancel }: { what: string; progress: Progress | null; onCancel: () => void }) {
  const known = progress !== null && progress.total > 0 && !progress.writing;
  const share = known ? Math.min(100, Math.floor((100 * progress.done) / progress.total)) : null;
  const fills = progress !== null && progress.fills > 0 ? `, ${formatCount(progress.fills)} fills` : '';
  return (
    <div className={styles['working']}>
      <span role="status" className={styles['text']}>
        {progress?.writing === true ? 'Writing to the journal…' : share === null ? `${what}…` : `${what}: ${share} %${fills}`}
      </span>
      <progress aria-label="Progress" {...(known ? { value: progress.done, max: progress.total } : {})} />
      <Button size="sm" variant="ghost" onClick={onCancel} disabled={progress?.writing === true}>
        Cancel
      </Button>
    </div>
  );
}
