import type { App } from 'electron';

/**
 * Every process of the app in the operating system's sandbox, whatever a window asks for. Has to be called before the app is
 * ready. The exception is a start with --no-sandbox: Chromium refuses its sandbox to the administrator (as in a container
 * where tests run), and insisting would leave nothing running. Windows stay sandboxed by their own setting even then.
 */
export function enableProcessSandbox(app: App): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}
