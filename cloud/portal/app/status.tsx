/** A line at the foot of the page that says what has just been done, and goes away. */
import { useEffect, useSyncExternalStore } from 'react';

const SHOWN_MS = 5000;

let current = { text: '' };
const listeners = new Set<() => void>();

function set(text: string): void {
  current = { text };
  for (const listener of listeners) listener();
}

/** Says it: seen, and read out by a screen reader. */
export function say(text: string): void {
  set(text);
}

export function Status() {
  const status = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  useEffect(() => {
    if (status.text === '') return;
    const timer = setTimeout(() => set(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div className="status" role="status">
      {status.text !== '' && <span>{status.text}</span>}
    </div>
  );
}
