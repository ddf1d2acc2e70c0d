import { useId } from 'react';
import { ariaKeys, Kbd } from '../components/kbd.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { useApp } from '../store/store.ts';
import { useAppState } from '../store/use-state.ts';
import type { ScreenId } from '../store/navigation-slice.ts';
import { screens } from './screens.tsx';
import styles from './navigation.module.css';

/** What waits on a screen: a short mark for the eye and the words for it. */
function useMarks(): Partial<Record<ScreenId, { mark: string; words: string }>> {
  const unprepared = useAppState((state) => state.session?.prepared === false);
  const waiting = useAppState((state) => state.session?.waiting.length ?? 0);
  const open = useAppState((state) => state.session?.open.length ?? 0);
  return {
    ...(unprepared && { prepare: { mark: '', words: 'not prepared yet' } }),
    ...(waiting > 0 && { ticket: { mark: String(waiting), words: `${waiting} waiting for your decision` } }),
    ...(open > 0 && { trades: { mark: String(open), words: `${open} open` } }),
  };
}

export function Navigation() {
  const current = useApp((store) => store.screen);
  const openScreen = useApp((store) => store.openScreen);
  const marks = useMarks();
  const id = useId();
  return (
    <nav aria-label="Screens" className={styles['nav']}>
      {screens.map(({ id: screen, label, icon: Icon, keys }) => {
        const mark = marks[screen];
        return (
          <Tooltip key={screen} text={mark === undefined ? label : `${label}: ${mark.words}`} keys={keys}>
            <button
              type="button"
              aria-current={current === screen ? 'page' : undefined}
              aria-describedby={mark === undefined ? undefined : `${id}-${screen}`}
              aria-keyshortcuts={ariaKeys(keys)}
              className={styles['item']}
              onClick={() => openScreen(screen)}
            >
              <span className={styles['icon']}>
                <Icon size={18} strokeWidth={1.7} aria-hidden="true" />
                {mark !== undefined && (
                  <span className={mark.mark === '' ? styles['dot'] : styles['count']} aria-hidden="true">
                    {mark.mark}
                  </span>
                )}
              </span>
              <span className={styles['label']}>{label}</span>
              <span className={styles['keys']} aria-hidden="true">
                <Kbd keys={keys} quiet />
              </span>
              {mark !== undefined && (
                <span hidden id={`${id}-${screen}`}>
                  {mark.words}
                </span>
              )}
            </button>
          </Tooltip>
        );
      })}
    </nav>
  );
}
