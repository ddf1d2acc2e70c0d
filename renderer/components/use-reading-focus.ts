import { useEffect, useRef, type RefObject } from 'react';

/** What was shown before took the focus with it when it went: the keyboard and a screen reader go on at this element. */
export function useReadingFocus<E extends HTMLElement>(): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
  return place;
}
