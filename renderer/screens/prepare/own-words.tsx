import styles from './prepare.module.css';

/** The trader's own words for a step, as Settings keeps them; nothing when they left them empty. */
export function OwnWords({ label, words }: { label: string; words: string }) {
  const said = words.trim();
  if (said === '') return null;
  return (
    <blockquote className={styles['statement']}>
      <span className={styles['meta']}>{label}</span>
      {said}
    </blockquote>
  );
}
