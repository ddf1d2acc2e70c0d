/**
 * What runs first: the one instance, the guards, the window. Everything else (`index.ts`) is read and built while the page's
 * process starts, which takes as long as that.
 */
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { dataFiles, dataFolder } from './data-folder.ts';
import { FaultLog } from './fault-log.ts';
import type { Desk } from './index.ts';
import { answerOpening } from './ipc/opening.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { guardNavigation } from './security/navigation-guards.ts';
import { enableProcessSandbox } from './security/process-sandbox.ts';
import { guardSession } from './security/session-guards.ts';
import { createMainWindow } from './window/main-window.ts';

const data = dataFolder({ platform: process.platform, home: homedir(), cwd: process.cwd(), env: process.env });
// Before the lock is asked for: it is held per data folder, since two apps on one journal are what must not happen.
app.setPath('userData', browserFolder());

if (app.requestSingleInstanceLock()) {
  // Only the Mac has a menu outside the window; elsewhere building the default one is time spent on nothing.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  enableProcessSandbox(app);
  // What is compiled when a script is first read is what its cache keeps: whole scripts, so that a later start compiles nothing.
  app.commandLine.appendSwitch('js-flags', '--no-lazy');
  registerAppScheme();
  guardNavigation(app);
  app.on('window-all-closed', () => app.quit());
  const drawing = once(app, 'gpu-info-update');
  void app.whenReady().then(() => start(drawing));
} else {
  app.quit();
}

/** Where the browser keeps its own. Of a data folder that cannot be written that is elsewhere for this run: without it there would be no window to say so. */
function browserFolder(): string {
  const own = join(data, dataFiles.browser);
  try {
    mkdirSync(own, { recursive: true });
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    return mkdtempSync(join(tmpdir(), 'holdfast-'));
  }
}

/** @param drawing settles when the process that draws the pages is there */
async function start(drawing: Promise<unknown>): Promise<void> {
  const faults = new FaultLog(join(data, dataFiles.log));
  process.on('uncaughtException', (fault) => faults.write('uncaught', fault));
  process.on('unhandledRejection', (fault) => faults.write('unhandled', fault));

  guardSession(session.defaultSession, app.isPackaged);
  let desk: Desk | null = null;
  serveApp(session.defaultSession, join(import.meta.dirname, '..', 'renderer'), (id) => desk?.picture(id) ?? null);
  const pictures = join(import.meta.dirname, '..', 'resources');
  const preload = join(import.meta.dirname, '..', 'preload', 'bridge.cjs');
  // It shows itself when it has something to show.
  const window = createMainWindow({ preload, memory: join(data, dataFiles.window), isPackaged: app.isPackaged, report: (fault) => faults.write('window', fault) });
  const opened = window.open();
  // The processes that run and draw the page need this thread before they are there; then it reads the rest while they read theirs.
  const standing = Promise.race([drawing, opened]).then(async () => {
    const { buildDesk } = await import('./index.ts');
    return buildDesk({ window, opened, data, pictures, preload, faults });
  });
  answerOpening(standing);
  desk = await standing;
}
