import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './row-list.module.css';
import { nextRow, placeRows, visibleRange } from './row-window.ts';

export interface RowListProps<T> {
  /** The accessible name of the list. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height in pixels; every row of a kind is as high as the others. */
  heightOf: (item: T) => number;
  /** A heading parts the list and cannot be opened. */
  isHeading?: ((item: T) => boolean) | undefined;
  render: (item: T) => ReactNode;
  onOpen: (item: T) => void;
  /** The row whose content is shown beside the list. */
  openKey?: string | null | undefined;
  /** Called when the last rows come into view. */
  onEnd?: (() => void) | undefined;
}

/**
 * A long list of rows of which only those in view exist. One tab stop: arrows, j and k, Page Up and Down, Home and End
 * move; Enter opens. The row with the focus is always kept, so that scrolling by mouse does not lose it.
 */
export function RowList<T>({ label, items, keyOf, heightOf, isHeading, render, onOpen, openKey = null, onEnd }: RowListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wantsFocus = useRef(false);

  const placed = useMemo(() => placeRows(items.map(heightOf)), [items, heightOf]);
  const canOpen = useCallback((index: number) => !(isHeading?.(items[index] as T) ?? false), [items, isHeading]);
  const found = activeKey === null ? -1 : items.findIndex((item) => keyOf(item) === activeKey);
  const active = found >= 0 ? found : nextRow(items.length, -1, 1, canOpen);
  const [first, last] = visibleRange(placed, view.top, view.height);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (last >= items.length - 4) onEnd?.();
  }, [last, items.length, onEnd]);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('[data-active] > button')?.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    const item = items[index];
    const element = scroller.current;
    if (item === undefined || element === null) return;
    const [top, height] = [placed.tops[index] ?? 0, heightOf(item)];
    // The heading above a row comes into view with it.
    const from = index > 0 && !canOpen(index - 1) ? (placed.tops[index - 1] ?? top) : top;
    if (from < element.scrollTop) element.scrollTop = from;
    else if (top + height > element.scrollTop + element.clientHeight) element.scrollTop = top + height - element.clientHeight;
    wantsFocus.current = true;
    setActiveKey(keyOf(item));
    setView({ top: element.scrollTop, height: element.clientHeight });
  };

  const keyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, last - first - 2);
    const target = {
      ArrowDown: nextRow(items.length, active, 1, canOpen), j: nextRow(items.length, active, 1, canOpen),
      ArrowUp: nextRow(items.length, active, -1, canOpen), k: nextRow(items.length, active, -1, canOpen),
      PageDown: nextRow(items.length, Math.min(items.length - 1, active + page - 1), 1, canOpen), PageUp: nextRow(items.length, Math.max(0, active - page + 1), -1, canOpen),
      Home: nextRow(items.length, -1, 1, canOpen), End: nextRow(items.length, items.length, -1, canOpen),
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target < 0 ? active : target);
  };

  const shown: number[] = [];
  for (let index = first; index <= last; index += 1) shown.push(index);
  if (active >= 0 && (active < first || active > last)) shown.push(active);

  return (
    <div ref={scroller} className={styles['scroller']} onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}>
      <ul data-rows aria-label={label} className={styles['rows']} style={{ height: placed.total }}>
        {shown.map((index) => {
          const item = items[index] as T;
          const key = keyOf(item);
          const place = { transform: `translateY(${placed.tops[index] ?? 0}px)`, height: heightOf(item) };
          return canOpen(index) ? (
            <li key={key} className={styles['row']} style={place} aria-setsize={items.length} aria-posinset={index + 1} data-active={index === active ? '' : undefined}>
              <button
                type="button"
                className={styles['button']}
                tabIndex={index === active ? 0 : -1}
                aria-current={key === openKey ? 'true' : undefined}
                onFocus={() => setActiveKey(key)}
                onKeyDown={keyDown}
                onClick={() => onOpen(item)}
              >
                {render(item)}
              </button>
            </li>
          ) : (
            <li key={key} className={styles['row']} style={place}>
              <div className={styles['heading']}>{render(item)}</div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
