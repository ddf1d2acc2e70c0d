/** The composition root: builds the parts and wires them; imported by none. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, session } from 'electron';
import { dataFiles, dataFolder } from './data-folder.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { guardNavigation } from './security/navigation-guards.ts';
import { enableProcessSandbox } from './security/process-sandbox.ts';
import { guardSession } from './security/session-guards.ts';
import { createMainWindow } from './window/main-window.ts';

const data = dataFolder({ platform: process.platform, home: homedir(), cwd: process.cwd(), env: process.env });
mkdirSync(data, { recursive: true });
// Before the lock is asked for: it is held per data folder, since two apps on one journal are what must not happen.
app.setPath('userData', join(data, dataFiles.browser));

if (app.requestSingleInstanceLock()) {
  enableProcessSandbox(app);
  registerAppScheme();
  guardNavigation(app);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  guardSession(session.defaultSession, app.isPackaged);
  serveApp(session.defaultSession, join(import.meta.dirname, '..', 'renderer'));
  const window = createMainWindow({
    preload: join(import.meta.dirname, '..', 'preload', 'bridge.cjs'),
    memory: join(data, dataFiles.window),
    icon: join(import.meta.dirname, '..', 'resources', 'icon.png'),
    isPackaged: app.isPackaged,
    wishes: { alwaysOnTop: true, opacity: 100, compact: false },
  });
  app.on('second-instance', () => window.summon());
  await window.open();
}
