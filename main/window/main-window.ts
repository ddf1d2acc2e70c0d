/** The one window: small, always there, on top of the charts, and never in the way of what the trader is doing. */
import { once } from 'node:events';
import { BrowserWindow, screen } from 'electron';
import { APP_START } from '../security/app-files.ts';
import { webPreferences } from '../security/web-preferences.ts';
import { minimumSize, place, remember, type DisplayArea, type Memory, type Mode } from './placement.ts';
import { revive } from './revive.ts';
import { loadMemories, saveMemories } from './window-memory.ts';

/** What the trader sets; the same names as in the settings of the contract. `opacity` is 40–100 per cent. */
export interface WindowWishes {
  readonly alwaysOnTop: boolean;
  readonly opacity: number;
  readonly compact: boolean;
}

export interface MainWindowOptions {
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** Absolute path of the file that remembers where the window stood. */
  readonly memory: string;
  readonly isPackaged: boolean;
  readonly report: (fault: unknown) => void;
}

export interface MainWindow {
  readonly browserWindow: BrowserWindow;
  /** Loads the page, and again whenever its process ends, and shows the window as soon as it has something to show. */
  open(): Promise<void>;
  /** Has to be called before the window is shown for the first time; until then it stands as it would by default. */
  apply(wishes: WindowWishes): void;
  /** The trader called: comes up and takes the keyboard. */
  summon(): void;
  /** Comes up by itself: shown, but the keyboard stays with whatever the trader is typing into. */
  appear(): void;
  /** The summoning shortcut pressed again: away when it has the keyboard, up otherwise. */
  toggle(): void;
}

const DEFAULT_WISHES: WindowWishes = { alwaysOnTop: true, opacity: 100, compact: false };

/** Moving a window reports every pixel; its place is written once it has come to rest. */
const REST_MS = 400;

export function createMainWindow({ preload, memory, isPackaged, report }: MainWindowOptions): MainWindow {
  let current = DEFAULT_WISHES;
  /** Where the window stands before the first wishes is nobody's choice. */
  let isPlaced = false;
  let memories: readonly Memory[] = loadMemories(memory);
  const mode = (): Mode => (current.compact ? 'compact' : 'full');

  const browserWindow = new BrowserWindow({
    ...place(memories, displays(), mode()),
    minWidth: minimumSize[mode()].width,
    minHeight: minimumSize[mode()].height,
    show: false,
    title: 'Holdfast',
    backgroundColor: '#14171c',
    autoHideMenuBar: true,
    maximizable: true,
    fullscreenable: false,
    webPreferences: webPreferences(preload, isPackaged),
  });
  browserWindow.removeMenu();

  const onTop = () => {
    // The level above full-screen charts: a companion that vanishes behind the platform does not help.
    browserWindow.setAlwaysOnTop(current.alwaysOnTop, 'screen-saver');
    if (process.platform === 'darwin') {
      // Without skipTransformProcessType the app's icon would leave and re-enter the Dock.
      browserWindow.setVisibleOnAllWorkspaces(current.alwaysOnTop, {
        visibleOnFullScreen: current.alwaysOnTop,
        skipTransformProcessType: true,
      });
    } else {
      browserWindow.setVisibleOnAllWorkspaces(current.alwaysOnTop);
    }
  };

  /** Set while the window is moved by us: only where the trader puts it is worth remembering. */
  let moving = false;
  /** @returns where the window stands now; the system may need a moment to agree. */
  const stand = () => {
    moving = true;
    const least = minimumSize[mode()];
    const bounds = place(memories, displays(), mode());
    // Shrinking below the old minimum, or growing into the new one, must not be undone by it in between.
    browserWindow.setMinimumSize(1, 1);
    browserWindow.setBounds(bounds);
    browserWindow.setMinimumSize(least.width, least.height);
    moving = false;
    return bounds;
  };

  let resting: NodeJS.Timeout | undefined;
  const note = () => {
    resting = undefined;
    if (browserWindow.isDestroyed() || browserWindow.isMinimized() || browserWindow.isMaximized()) return;
    memories = remember(memories, displays(), mode(), browserWindow.getBounds());
    saveMemories(memory, memories);
  };
  const noteAtRest = () => {
    if (moving) return;
    clearTimeout(resting);
    resting = setTimeout(note, REST_MS);
  };
  const noteNow = () => {
    if (resting === undefined) return;
    clearTimeout(resting);
    note();
  };
  browserWindow.on('move', noteAtRest);
  browserWindow.on('resize', noteAtRest);
  browserWindow.on('close', noteNow);

  // A monitor was plugged in or pulled: to where the window belongs with these ones. What moved it meanwhile was the system.
  const rearrange = () => {
    clearTimeout(resting);
    resting = undefined;
    if (!browserWindow.isDestroyed()) stand();
  };
  screen.on('display-added', rearrange);
  screen.on('display-removed', rearrange);
  screen.on('display-metrics-changed', rearrange);
  browserWindow.on('closed', () => {
    clearTimeout(resting);
    screen.off('display-added', rearrange);
    screen.off('display-removed', rearrange);
    screen.off('display-metrics-changed', rearrange);
  });

  onTop();
  browserWindow.setOpacity(current.opacity / 100);

  const appear = () => {
    if (browserWindow.isMinimized()) browserWindow.restore();
    browserWindow.showInactive();
    if (current.alwaysOnTop) browserWindow.moveTop();
  };
  const summon = () => {
    if (browserWindow.isMinimized()) browserWindow.restore();
    browserWindow.show();
    browserWindow.focus();
  };

  return {
    browserWindow,
    async open() {
      browserWindow.once('ready-to-show', appear);
      revive(browserWindow, APP_START, report);
      // Not the answer of the loading itself: a page that is lost on its way is loaded again.
      const loaded = once(browserWindow.webContents, 'did-finish-load');
      browserWindow.loadURL(APP_START).catch(report);
      await loaded;
    },
    apply(next) {
      const before = current;
      noteNow();
      current = next;
      if (next.alwaysOnTop !== before.alwaysOnTop) onTop();
      if (next.opacity !== before.opacity) browserWindow.setOpacity(next.opacity / 100);
      if (next.compact !== before.compact && !isPlaced) stand();
      else if (next.compact !== before.compact) {
        // A first compact place is derived from where the full window stands, so that has to be known. A maximised one has its place elsewhere.
        memories = remember(memories, displays(), before.compact ? 'compact' : 'full', browserWindow.getNormalBounds());
        if (browserWindow.isMaximized()) browserWindow.unmaximize();
        memories = remember(memories, displays(), mode(), stand());
        saveMemories(memory, memories);
      }
      isPlaced = true;
    },
    summon,
    appear,
    toggle() {
      if (browserWindow.isVisible() && browserWindow.isFocused()) browserWindow.hide();
      else summon();
    },
  };
}

/** The displays, the primary one first. */
function displays(): readonly DisplayArea[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
}
