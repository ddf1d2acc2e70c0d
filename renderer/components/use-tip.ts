/**
 * When the window's one tooltip is shown, and for which element. A trigger is any element with `data-tip`; it costs nothing
 * until it is pointed at or focused, however many of them a page has.
 */
import { useEffect, useState, type RefObject } from 'react';

export interface Tip {
  readonly trigger: HTMLElement;
  readonly text: string;
  readonly keys: string | undefined;
  /** A definition is read, so Escape and a press have other uses than for a name. */
  readonly definition: boolean;
}

/** The pointer has to rest for so long. Beside one that is shown, the next is shown at once. */
const REST_MS = { name: 350, definition: 200 };
/** Long enough to cross from the trigger to its tooltip, or to the next trigger. */
const LINGER_MS = 100;
const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Control', 'Meta', 'Shift']);

function tipAt(target: EventTarget | null): Tip | null {
  const trigger = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
  return trigger === null ? null : { trigger, text: trigger.dataset['tip'] ?? '', keys: trigger.dataset['tipKeys'], definition: 'definition' in trigger.dataset };
}

export function useTip(popup: RefObject<HTMLElement | null>): Tip | null {
  const [tip, setTip] = useState<Tip | null>(null);

  useEffect(() => {
    let shown: Tip | null = null;
    /** Where the pointer is: nothing more happens until it is somewhere else. */
    let pointed: HTMLElement | null = null;
    /** What had the focus when the window was left: coming back to the window is not coming to it. */
    let left: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const removed = new MutationObserver(() => shown?.trigger.isConnected === false && hide());
    const show = (next: Tip): void => {
      clearTimeout(timer);
      if (shown === null) removed.observe(document.body, { childList: true, subtree: true });
      shown = next;
      setTip(next);
    };
    const hide = (): void => {
      clearTimeout(timer);
      if (shown === null) return;
      removed.disconnect();
      shown = null;
      setTip(null);
    };
    const later = (act: () => void, ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(act, ms);
    };
    const isOwn = (target: EventTarget | null): boolean => target instanceof Node && popup.current?.contains(target) === true;

    const onPoint = (target: EventTarget | null): void => {
      if (isOwn(target)) {
        pointed = null;
        clearTimeout(timer);
        return;
      }
      const next = tipAt(target);
      if (next !== null && next.trigger === pointed) return;
      pointed = next?.trigger ?? null;
      if (next === null) {
        // One that was shown for the keyboard's focus stays as long as the focus does.
        if (shown?.trigger.matches(':focus-visible') !== true) later(hide, LINGER_MS);
      } else if (next.trigger === shown?.trigger) clearTimeout(timer);
      else later(() => show(next), shown === null ? REST_MS[next.definition ? 'definition' : 'name'] : 0);
    };
    const listeners = {
      pointerover: ({ pointerType, target }: PointerEvent) => pointerType === 'mouse' && onPoint(target),
      pointerout: ({ relatedTarget }: PointerEvent) => relatedTarget === null && onPoint(null),
      focusin({ target }: FocusEvent) {
        const next = tipAt(target);
        if (next !== null && next.trigger === target && next.trigger !== left && next.trigger.matches(':focus-visible')) show(next);
        left = null;
      },
      focusout({ target }: FocusEvent) {
        if (!document.hasFocus() && target instanceof HTMLElement) left = target;
        if (shown !== null && shown.trigger === target && shown.trigger !== pointed) hide();
      },
      pointerdown(event: PointerEvent) {
        const next = tipAt(event.target);
        if (next?.definition) show(next);
        else if (!isOwn(event.target)) hide();
      },
      keydown(event: KeyboardEvent) {
        if (MODIFIERS.has(event.key)) return;
        if (shown?.definition) {
          if (event.key !== 'Escape') return;
          // Escape puts away a definition that is being read, and nothing else with it.
          event.preventDefault();
          event.stopPropagation();
        }
        // Whoever goes on by keyboard is past the name of what the pointer happens to rest on.
        hide();
      },
    };
    for (const [type, listen] of Object.entries(listeners)) document.addEventListener(type, listen as (event: Event) => void, { capture: true });
    // To press on it is not to press beside the dialog that its trigger is in.
    const keepPress = (event: Event): void => {
      if (isOwn(event.target)) event.stopPropagation();
    };
    const presses = ['pointerdown', 'mousedown', 'click'];
    for (const type of presses) window.addEventListener(type, keepPress, { capture: true });
    return () => {
      hide();
      for (const [type, listen] of Object.entries(listeners)) document.removeEventListener(type, listen as (event: Event) => void, { capture: true });
      for (const type of presses) window.removeEventListener(type, keepPress, { capture: true });
    };
  }, [popup]);

  return tip;
}
