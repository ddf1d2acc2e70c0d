/** The window at work: session bar, messages, screen, navigation. */
import { lazy, Suspense, useEffect, useRef, type RefObject } from 'react';
import { cx } from '../components/class-names.ts';
import { useKeys } from '../components/use-keys.ts';
import { startNewTicket } from '../screens/ticket/new-ticket.ts';
import { useOwner } from '../store/owner.ts';
import { useApp } from '../store/store.ts';
import { useAppState } from '../store/use-state.ts';
import { Banners } from './banners.tsx';
import { toggleCompact, togglePnl } from './commands.ts';
import { CompactStrip, useIsStrip } from './compact-strip.tsx';
import { followImports } from './import-news.ts';
import { Navigation } from './navigation.tsx';
import { screens } from './screens.tsx';
import { SessionBar } from './session-bar.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import styles from './shell.module.css';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

/**
 * A screen that is wished for starts at its top for the keyboard too, also the one that is there already, unless it put the
 * focus somewhere itself. Beside the screen, since one that has to be loaded first comes later.
 */
function Landing({ main }: { main: RefObject<HTMLElement | null> }) {
  const visits = useApp((store) => store.visits);
  useEffect(() => {
    if (useApp.getState().overlay !== null) return;
    if (main.current !== null && !main.current.contains(document.activeElement)) main.current.focus({ preventScroll: true });
  }, [main, visits]);
  return null;
}

export function Shell() {
  const screen = useApp((store) => store.screen);
  const overlay = useApp((store) => store.overlay);
  const isStrip = useIsStrip();
  const hasWaiting = useAppState(({ session }) => session !== null && session.waiting.length > 0);
  const owner = useOwner();
  const main = useRef<HTMLElement>(null);
  const { openScreen, openOverlay } = useApp.getState();

  useKeys({
    ...Object.fromEntries(screens.map(({ id, keys }) => [keys, () => openScreen(id)])),
    'Ctrl+K': () => openOverlay('palette'),
    '?': () => openOverlay('shortcuts'),
    'F1': () => openOverlay('shortcuts'),
    'N': startNewTicket,
    'Alt+N': startNewTicket,
    'C': toggleCompact,
    'Alt+C': toggleCompact,
    'H': togglePnl,
    'Alt+H': togglePnl,
    'Escape': () => {
      if (!(document.activeElement instanceof HTMLElement) || document.activeElement === document.body) return false;
      document.activeElement.blur();
      return true;
    },
  }, 'app');

  useEffect(followImports, []);

  const Screen = screens.find((entry) => entry.id === screen)?.component;
  return (
    <div className={cx(styles['shell'], isStrip && styles['strip'])}>
      <header className={styles['head']}>
        <SessionBar brief={isStrip && hasWaiting} />
        <Banners />
      </header>
      <main ref={main} tabIndex={-1} className={styles['main']} data-screen={screen}>
        <Suspense fallback={null}>
          {isStrip ? <CompactStrip /> : Screen !== undefined && <Screen key={`screen ${owner} ${screen}`} />}
          <Landing key={`landing ${owner} ${isStrip ? 'strip' : screen}`} main={main} />
        </Suspense>
      </main>
      <Navigation />
      <ShortcutSheet />
      {overlay === 'palette' && (
        <Suspense fallback={null}>
          <CommandPalette />
        </Suspense>
      )}
    </div>
  );
}
