import styles from './waiting.module.css';

/** Stands where something is read that is there in a moment, and says so when it is not: the journal may be at a large import just then. */
export function Waiting() {
  return (
    <p role="status" className={styles['waiting']}>
      Reading the journal…
    </p>
  );
}
