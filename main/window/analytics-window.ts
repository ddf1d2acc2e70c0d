/** The full-size window of the reports: one, opened on demand, with the same guards as the main one and without its place on top. */
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, dialog } from 'electron';
import { printReview } from '../analytics/print-review.ts';
import { JournalError } from '../journal/errors.ts';
import { APP_ORIGIN } from '../ipc/sender.ts';
import { webPreferences } from '../security/web-preferences.ts';
import { revive } from './revive.ts';
import { wearIcon } from './wear-icon.ts';

export interface AnalyticsWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly isPackaged: boolean;
  readonly report: (fault: unknown) => void;
}

export interface AnalyticsWindow {
  /** The open windows: one or none. */
  windows(): readonly BrowserWindow[];
  /** Opens the window, or brings the open one up. `page` is the one it begins with when it is opened. @returns whether it was open */
  open(page?: string): Promise<boolean>;
  /** Prints what the window shows, where the trader says. */
  savePdf(suggestedName: string): Promise<{ saved: boolean }>;
  close(): void;
}

/** Seen for a moment before the page is drawn. */
const BACKGROUND = '#14171c';
const PAPER = '#ffffff';

export function createAnalyticsWindow({ preload, icon, isPackaged, report }: AnalyticsWindowOptions): AnalyticsWindow {
  let window: BrowserWindow | null = null;
  return {
    windows: () => (window === null ? [] : [window]),
    async open(page) {
      if (window !== null) {
        if (window.isMinimized()) window.restore();
        window.focus();
        return true;
      }
      const opened = new BrowserWindow({
        width: 1280,
        height: 800,
        minWidth: 420,
        minHeight: 480,
        show: false,
        title: 'Holdfast analytics',
        backgroundColor: BACKGROUND,
        autoHideMenuBar: true,
        webPreferences: webPreferences(preload, isPackaged),
      });
      window = opened;
      opened.removeMenu();
      opened.once('ready-to-show', () => opened.show());
      opened.on('closed', () => (window = null));
      const address = `${APP_ORIGIN}/analytics.html${page === undefined ? '' : `#${page}`}`;
      revive(opened, address, report);
      await opened.loadURL(address);
      wearIcon(opened, icon);
      return false;
    },
    async savePdf(suggestedName) {
      if (window === null) throw new JournalError('unavailable', 'Open the analytics window to print from it.');
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
      if (canceled || filePath === '') return { saved: false };
      // The margins of a printed page are of the window's own colour.
      const printed = window;
      printed.setBackgroundColor(PAPER);
      const pdf = await printReview(printed.webContents).finally(() => printed.setBackgroundColor(BACKGROUND));
      try {
        await writeFile(filePath, pdf);
      } catch (error) {
        throw new JournalError('unavailable', `The file could not be written to ${filePath}. Choose another folder, or make room on the disk.`, { cause: error, retry: true });
      }
      return { saved: true };
    },
    close: () => window?.close(),
  };
}
