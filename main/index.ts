/** The composition root: builds the parts and wires them; imported by none. */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, powerMonitor, session, shell } from 'electron';
import { systemTime, TrustedClock, type TimeSource } from './clock.ts';
import { dataFiles, dataFolder } from './data-folder.ts';
import { FaultLog } from './fault-log.ts';
import { handleCalls, type Door } from './ipc/handle.ts';
import { createPush } from './ipc/push.ts';
import { register } from './ipc/register.ts';
import { JournalError } from './journal/errors.ts';
import type { Host } from './journal/app-state.ts';
import { Profiles } from './profiles.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { createOpenLink } from './security/external-links.ts';
import { guardNavigation } from './security/navigation-guards.ts';
import { enableProcessSandbox } from './security/process-sandbox.ts';
import { guardSession } from './security/session-guards.ts';
import { TestClock, testClockStart } from './test-clock.ts';
import { TimeWatch } from './time-watch.ts';
import { createMainWindow } from './window/main-window.ts';

/** Pages that Holdfast may open in the trader's own browser. */
const LINK_ORIGINS: readonly string[] = [];

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
  const faults = new FaultLog(join(data, dataFiles.log));
  process.on('uncaughtException', (fault) => faults.write('uncaught', fault));
  process.on('unhandledRejection', (fault) => faults.write('unhandled', fault));

  const clock = new TrustedClock(timeSource(() => watch.check()));
  const profiles = new Profiles({ folder: data, clock, owner: 'the Holdfast app', makeDemo: () => Promise.reject(new Error('no demo yet')) });
  const watch = new TimeWatch(clock, () => profiles.current, (fault) => faults.write('time', fault));

  const host: Host = { app: app.getVersion(), runtime: `Electron ${process.versions.electron ?? '?'}`, shortcutProblems: [] };
  const state = () => ({ ...profiles.current.state(host), revision: profiles.revision });

  guardSession(session.defaultSession, app.isPackaged);
  serveApp(session.defaultSession, join(import.meta.dirname, '..', 'renderer'));

  const window = createMainWindow({
    preload: join(import.meta.dirname, '..', 'preload', 'bridge.cjs'),
    memory: join(data, dataFiles.window),
    icon: join(import.meta.dirname, '..', 'resources', 'icon.png'),
    isPackaged: app.isPackaged,
    wishes: state().settings,
  });
  const windows = () => [window.browserWindow];
  const push = createPush(windows);
  /** Many changes of one turn make one push. */
  let pushing = false;
  profiles.subscribe(() => {
    if (pushing) return;
    pushing = true;
    setImmediate(() => {
      pushing = false;
      try {
        const current = state();
        window.apply(current.settings);
        push('state', current);
      } catch (fault) {
        faults.write('push', fault);
      }
    });
  });

  const openLink = createOpenLink(LINK_ORIGINS, (address) => shell.openExternal(address));
  const door: Door = { windows, developmentOrigin: null, report: (channel, fault) => faults.write(channel, fault) };
  handleCalls(
    register({
      journal: () => {
        watch.check();
        return profiles.current;
      },
      state,
      enterDemo: () => profiles.enterDemo(),
      leaveDemo: () => profiles.leaveDemo(),
      restore: (name) => profiles.restore(name),
      openFolder: async () => {
        const problem = await shell.openPath(data);
        if (problem !== '') throw new JournalError('unavailable', `The data folder could not be shown: ${problem}. It is ${data}.`);
      },
      saveFile: async ({ suggestedName, content }) => {
        const { canceled, filePath } = await dialog.showSaveDialog(window.browserWindow, { defaultPath: suggestedName });
        if (canceled || filePath === '') return { saved: false };
        await writeFile(filePath, content);
        return { saved: true };
      },
      openLink: async (url) => {
        if (!(await openLink(url))) throw new JournalError('refused', 'Holdfast does not open this address.', { field: 'url' });
      },
    }),
    door,
  );

  app.on('second-instance', () => window.summon());
  app.on('before-quit', () => watch.stop());
  app.on('will-quit', () => profiles.close());
  powerMonitor.on('resume', () => watch.resumed());

  await window.open();
  watch.start();
  profiles.current.backUpDaily().catch((fault: unknown) => faults.write('daily backup', fault));
}

/** The machine's own time; in a test of the unpackaged app, time that the test moves. */
function timeSource(moved: () => void): TimeSource {
  const start = testClockStart(process.env['HOLDFAST_TEST_CLOCK'], app.isPackaged);
  if (start === null) return systemTime;
  const time = new TestClock(start, moved);
  Object.assign(globalThis, { holdfastTime: time });
  return time;
}
