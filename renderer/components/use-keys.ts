import { useLayoutEffect, useRef } from 'react';

/**
 * What each chord does. Chords are written as on a key cap: "Ctrl+Enter", "Alt+Up", "N", "/", "Escape"; Ctrl is Command
 * on macOS. An action that returns false has not used the key, and the next listener gets it.
 */
export type KeyMap = Readonly<Record<string, () => boolean | void>>;

const arrows: Readonly<Record<string, string>> = { ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right' };

function chordOf(event: KeyboardEvent): string {
  // With Alt, some layouts and macOS type another sign: the key's own letter or digit is what the cap says.
  const cap = event.altKey ? /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] : undefined;
  const key = cap ?? arrows[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const shift = event.shiftKey && event.key.length > 1;
  return [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

/** True for elements that take typed text. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !/^(radio|checkbox|range|button|submit|file)$/.test(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement);
}

/** An open dialog or list, or a field that records keys. A toast is a dialog too, but not modal. */
const KEEPS_KEYS = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"]:not([aria-modal="false"]), [role="listbox"], [data-keeps-keys]';

/** A closed list may still be in the page: one that was focused once keeps its options for the next time. What is fading away keeps nothing any more. */
function keysAreKept(): boolean {
  return [...document.querySelectorAll(KEEPS_KEYS)].some((element) => element.checkVisibility() && element.closest('[data-closed]') === null);
}

/**
 * Listens to chords while the component is on the page. What a screen listens to comes before what the whole app does.
 * A bare letter or sign is left to the field that has the focus, and an open dialog or list keeps every key to itself.
 */
export function useKeys(keys: KeyMap, scope: 'screen' | 'app' = 'screen'): void {
  const current = useRef(keys);
  // With what is shown, not some time after it: a key pressed as soon as a screen is seen means that screen.
  useLayoutEffect(() => {
    current.current = keys;
  });
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      const act = Object.hasOwn(current.current, chord) ? current.current[chord] : undefined;
      // Chords come before the control that has the focus, which may claim Enter for itself; single keys come after it.
      const early = /^(Ctrl|Alt)\+|^F\d+$/.test(chord);
      if (early !== (event.eventPhase === Event.CAPTURING_PHASE)) return;
      if (act === undefined || event.defaultPrevented || event.isComposing) return;
      if (keysAreKept()) return;
      if (!early && chord !== 'Escape' && isTyping(event.target)) return;
      if (act() !== false) event.preventDefault();
    };
    // A key goes down from the window to the document and comes back up: the screen stands first on both ways.
    const [down, up]: EventTarget[] = scope === 'screen' ? [window, document] : [document, window];
    down?.addEventListener('keydown', listen as EventListener, { capture: true });
    up?.addEventListener('keydown', listen as EventListener);
    return () => {
      down?.removeEventListener('keydown', listen as EventListener, { capture: true });
      up?.removeEventListener('keydown', listen as EventListener);
    };
  }, [scope]);
}
