import type { BrowserWindow } from 'electron';

/**
 * Puts the picture of a window into the task bar. For when nothing waits for this thread: reading it takes half as long as
 * making the window.
 */
export function wearIcon(window: BrowserWindow, icon: string): void {
  // A Mac shows the app's own.
  if (process.platform !== 'darwin' && !window.isDestroyed()) window.setIcon(icon);
}
