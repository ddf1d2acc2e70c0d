/** A page whose process ended, because it was killed or crashed or memory ran out, comes back by itself. */
import { app, dialog, type BrowserWindow } from 'electron';
import { Failures } from './failures.ts';

/** The page learns by it that it is not there for the first time. */
const AGAIN = 'again';

/** @param start address of the page when the process ended before it had one */
export function revive(window: BrowserWindow, start: string, report: (fault: unknown) => void): void {
  const failures = new Failures();
  const load = (): void => {
    const address = new URL(window.webContents.getURL() || start);
    address.searchParams.set(AGAIN, '');
    window.loadURL(address.href).catch(report);
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    report(new Error(`the page's process is gone: ${reason}, exit code ${exitCode}`));
    if (failures.again(performance.now())) load();
    else void ask().then((goOn) => (goOn ? load() : app.quit()), report);
  });
}

/** Without a parent: what would be its parent shows nothing. */
async function ask(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Holdfast',
    message: 'The window cannot be shown',
    detail: 'What draws it ended several times within a minute. Everything you recorded is safe in the journal on this computer; Holdfast’s log, in the data folder, says what happened.',
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
