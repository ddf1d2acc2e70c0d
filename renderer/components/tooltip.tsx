import { cloneElement, useId, useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';
import { useTip } from './use-tip.ts';

/** Shows a control's name. The control must carry the name itself: a tooltip is for the eye only. */
export function Tooltip({ text, keys, children }: { text: string; keys?: string | undefined; children: ReactElement<Record<string, unknown>> }) {
  return cloneElement(children, { 'data-tip': text, 'data-tip-keys': keys });
}

/** A term whose definition appears on hover and on keyboard focus, and is its description for screen readers. */
export function Definition({ children, text }: { children: ReactNode; text: string }) {
  const id = useId();
  return (
    <>
      <button type="button" className={styles['term']} data-tip={text} data-definition="" aria-describedby={id}>
        {children}
      </button>
      <span hidden id={id}>
        {text}
      </span>
    </>
  );
}

/** Pixels between the tooltip and its trigger, and between it and the window's edge. */
const GAP = 6;
const EDGE = 8;

/** Above the trigger, or below it where there is no room. */
function place(popup: HTMLElement, trigger: HTMLElement): void {
  const at = trigger.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const above = at.top - GAP - height;
  const left = Math.max(EDGE, Math.min(at.left + (at.width - width) / 2, window.innerWidth - EDGE - width));
  popup.style.translate = `${Math.round(left)}px ${Math.round(above >= EDGE ? above : at.bottom + GAP)}px`;
}

/** The one tooltip of a window, above everything else in it; once around its edge, beside the toasts. */
export function Tooltips() {
  const popup = useRef<HTMLDivElement>(null);
  const tip = useTip(popup);
  // What was said last is still read while it fades away.
  const [said, setSaid] = useState(tip);
  if (tip !== null && tip !== said) setSaid(tip);
  const words = tip ?? said;

  useLayoutEffect(() => {
    const element = popup.current;
    element?.togglePopover(tip !== null);
    if (element === null || tip === null) return undefined;
    const follow = (): void => place(element, tip.trigger);
    follow();
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [tip]);

  return (
    // For the eye only: what it says is the trigger's name or description already.
    <div ref={popup} popover="manual" aria-hidden="true" className={styles['popup']}>
      {words?.text}
      {words?.keys !== undefined && <Kbd keys={words.keys} />}
    </div>
  );
}
