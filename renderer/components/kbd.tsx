import { Fragment } from 'react';
import { cx } from './class-names.ts';
import styles from './kbd.module.css';
import { isMac } from './platform.ts';

const macNames: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' };
const names: Readonly<Record<string, string>> = { Enter: '↵', Up: '↑', Down: '↓', Left: '←', Right: '→' };

/** A key or chord such as "Ctrl+Enter", drawn as key caps. A hint for the eye: screen readers get `aria-keyshortcuts` instead. */
export function Kbd({ keys, quiet = false }: { keys: string; quiet?: boolean }) {
  return (
    <span className={cx(styles['chord'], quiet && styles['quiet'])} aria-hidden="true">
      {keys.split('+').map((key) => (
        <Fragment key={key}>
          <kbd className={styles['key']}>{(isMac ? macNames[key] : undefined) ?? names[key] ?? key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

/** A chord in the words of `aria-keyshortcuts`: Ctrl reads Control, or Meta on macOS. */
export function ariaKeys(keys: string): string {
  return keys.replace('Ctrl', isMac ? 'Meta' : 'Control').replace('Up', 'ArrowUp').replace('Down', 'ArrowDown');
}
