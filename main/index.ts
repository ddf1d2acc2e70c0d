/** The composition root: builds the parts and wires them. Read by `start.ts` once the window is on its way. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, BrowserWindow, globalShortcut, powerMonitor, session } from 'electron';
import type { PushPayload } from '../preload/contract/calls.ts';
import type { AppState } from '../preload/contract/state.ts';
import { createAccountHost } from './account-host.ts';
import { AnalyticsService } from './analytics/service.ts';
import { Backups } from './backups/service.ts';
import { systemTime, TrustedClock, type TimeSource } from './clock.ts';
import { dataFiles } from './data-folder.ts';
import type { FaultLog } from './fault-log.ts';
import { ImportService } from './imports/desk/service.ts';
import { handleCalls, type Door } from './ipc/handle.ts';
import { createPush } from './ipc/push.ts';
import { register } from './ipc/register.ts';
import type { Host } from './journal/app-state.ts';
import { JournalError } from './journal/errors.ts';
import { Profiles } from './profiles.ts';
import type { ServedPicture } from './security/app-protocol.ts';
import { systemEncryption } from './security/safe-storage.ts';
import { createSecrets } from './security/secrets.ts';
import { TestClock, testClockStart } from './test-clock.ts';
import { TimeWatch } from './time-watch.ts';
import { updateText } from './updates/update-state.ts';
import { createUpdater } from './updates/updater.ts';
import { createAnalyticsWindow } from './window/analytics-window.ts';
import { attachFiles } from './window/attach-files.ts';
import { askForBars } from './window/bar-question.ts';
import { createFileQuestions } from './window/file-questions.ts';
import type { MainWindow } from './window/main-window.ts';
import { Notices, type Watched } from './window/notices.ts';
import { createNotifier } from './window/notifications.ts';
import { createShortcuts } from './window/shortcuts.ts';
import { askForFolder, askForImport, createSystemCalls } from './window/system-calls.ts';
import { createTray } from './window/tray.ts';
import { wearIcon } from './window/wear-icon.ts';

/** What reading a file may take, so that no file can take the whole app with it. */
const IMPORT_MEGABYTES = 256;

/** What surrounds the window can wait until the page has drawn what the trader waits for. */
const FIRST_FRAMES_MS = 250;

/** What stands before the desk does. */
export interface Started {
  readonly window: MainWindow;
  /** Settles when the window's page has loaded. */
  readonly opened: Promise<void>;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Absolute path of the folder with the pictures that the system shows. */
  readonly pictures: string;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly faults: FaultLog;
}

/** What the pages are served from the open journal. */
export interface Desk {
  picture(attachmentId: string): ServedPicture | null;
}

/** Builds the desk in one go: by the time this returns, everything that the window's page may ask is answered. */
export function buildDesk({ window, opened, data, pictures, preload, faults }: Started): Desk {
  const report = (where: string) => (fault: unknown) => faults.write(where, fault);

  // ── Time, journal, state ───────────────────────────────────────────────────────────────────────────────────────

  const clock = new TrustedClock(timeSource(() => watch.second()));
  const profiles = new Profiles({ folder: data, clock, owner: 'the Holdfast app', makeDemo: async (folder) => (await import('./journal/demo/build-demo.ts')).buildDemo(folder, clock.now()), settleElsewhere: () => void setImmediate(() => backups.settle()) });
  let shortcutProblems: AppState['shortcutProblems'] = [];
  /** What the window was told last. */
  let shown: AppState | null = null;
  const state = (): AppState => {
    const update = updater.state();
    const host: Host = { app: app.getVersion(), runtime: `Electron ${process.versions.electron ?? '?'}`, shortcutProblems, update: { status: update.status, message: updateText(update) }, licence: licence(), backups: backups.state() };
    return (shown = { ...profiles.current.state(host), revision: profiles.revision });
  };
  const account = createAccountHost({ folder: data, clock, report: report('account'), changed: () => show() });
  /** The demo needs no licence. */
  const licence = () => (profiles.current.profile === 'demo' ? { ...account.standing(), ticketsAllowed: true } : account.standing());
  const backups: Backups = new Backups({
    data, clock,
    secrets: createSecrets(join(data, dataFiles.secrets), systemEncryption),
    journal: () => profiles.current,
    replace: () => {
      unlessImporting();
      profiles.replace();
      imports.watch();
    },
    ask: createFileQuestions(window.browserWindow),
    startWorker: (errand) => new Worker(join(import.meta.dirname, 'backups-worker.cjs'), { workerData: errand }),
    changed: () => show(),
    progress: (progress) => push('backup.progress', progress),
    failed: (message) => notify({ title: 'The daily backup was not written', body: message, to: 'settings' }),
    report: report('backups'),
  });
  const updater = createUpdater({
    isPackaged: app.isPackaged,
    resources: process.resourcesPath,
    open: () => ({ ticketsWaiting: shown?.session?.waiting.length ?? 0, tradesOpen: shown?.session?.open.length ?? 0 }),
    changed: () => show(),
  });

  // ── What stands around it ──────────────────────────────────────────────────────────────────────────────────────

  window.apply(profiles.current.settings);
  const icon = join(pictures, 'icon.png');
  const reports = createAnalyticsWindow({ preload, icon, isPackaged: app.isPackaged, report: report('analytics') });
  const windows = () => [window.browserWindow, ...reports.windows()];
  const push = createPush(windows);
  const goTo = (to: PushPayload<'navigate'>['to']) => {
    window.summon();
    push('navigate', { to });
  };
  const tray = createTray(pictures, (action) => {
    if (action === 'quit') app.quit();
    else if (action === 'open') window.summon();
    else goTo(action);
  });
  const shortcuts = createShortcuts(globalShortcut, { summon: () => window.toggle(), ticket: () => goTo('ticket') });
  const listenForKeys = (listening: boolean) => {
    if (shortcuts.rest(listening)) show();
  };
  // Nobody presses new keys into a window that lost the keyboard, nor into a page that has just begun.
  window.browserWindow.on('blur', () => listenForKeys(false));
  window.browserWindow.webContents.on('did-finish-load', () => listenForKeys(false));
  const showReports = async (page: string): Promise<void> => {
    if (await reports.open(page)) push('analytics.show', { page });
  };
  const notify = createNotifier(icon, ({ to }) => (to === 'imports' ? void showReports('import').catch(report('analytics')) : goTo(to)));
  const notices = new Notices();

  // ── What follows from a change, and from time alone ────────────────────────────────────────────────────────────

  /** The partner's rules become those of the trader's own journal, whichever file that is by now. */
  let adopted = '';
  const adopt = () => {
    const partner = account.partnerRules();
    const { current } = profiles;
    if (partner === null || current.profile === 'demo' || !current.writable) return;
    const key = `${partner.revision} ${profiles.switches}`;
    if (key === adopted) return;
    adopted = key;
    try {
      current.adoptPartnerRules(partner.rules);
    } catch (fault) {
      faults.write('partner rules', fault);
    }
  };
  const present = () => {
    adopt();
    const now = state();
    const { settings, session: desk } = now;
    window.apply(settings);
    tray.show({ ticketsLeft: desk?.ticketsLeft.left ?? null, prepared: desk?.prepared ?? null });
    shortcutProblems = shortcuts.apply({ summon: settings.shortcutSummon, ticket: settings.shortcutTicket });
    shown = { ...now, shortcutProblems: [...shortcutProblems] };
    push('state', shown);
  };
  /** Many changes of one turn make one push. */
  let presenting = false;
  const show = () => {
    if (presenting) return;
    presenting = true;
    setImmediate(() => {
      presenting = false;
      try {
        present();
      } catch (fault) {
        faults.write('push', fault);
      }
    });
  };
  const watch = new TimeWatch({
    clock,
    journal: () => profiles.current,
    counting: () => shown !== null && countsDown(shown),
    writing: () => imports.isBusy,
    tell: (now) => push('tick', { now, revision: profiles.revision }),
    passed: (now) => {
      if (shown === null) return;
      // What the page keeps of a first run would reach the disk within a minute.
      if (shown.profile === 'none') session.defaultSession.flushStorageData();
      // What is due while notifications are off is not told later.
      const due = notices.due(watched(shown, now));
      if (shown.settings.notifications) due.forEach(notify);
    },
    report: report('time'),
  });

  // ── Calls ──────────────────────────────────────────────────────────────────────────────────────────────────────

  const imports = new ImportService({
    journal: () => profiles.current,
    clock,
    startWorker: () => new Worker(join(import.meta.dirname, 'imports-worker.cjs'), { resourceLimits: { maxOldGenerationSizeMb: IMPORT_MEGABYTES } }),
    askForFile: () => askForImport(reports.windows()[0] ?? window.browserWindow),
    askForFolder: () => askForFolder(reports.windows()[0] ?? window.browserWindow),
    progress: (progress) => push('import.progress', progress),
    watched: (watching) => push('import.watched', watching),
    news: ({ title, text }) => {
      if (shown?.settings.notifications === true) notify({ title, body: text, to: 'imports' });
    },
    report: report('imports'),
  });
  /** Whatever closes the journal waits for the trader to end an import that is on its way. */
  const unlessImporting = (): void => {
    if (imports.isBusy) throw new JournalError('conflict', 'An import is on its way. Wait until it is done, or cancel it.', { retry: true });
  };

  const door: Door = { windows, developmentOrigin: null, report: (channel, fault) => faults.write(channel, fault), quiet: () => imports.quiet() };
  handleCalls(
    register({
      // Whatever is asked is judged at the right time: a clock that was set is noticed first.
      journal: () => {
        watch.check();
        return profiles.current;
      },
      // Asked by a page that starts, which is also what “Look again” does.
      state: () => {
        profiles.lookAgain();
        return state();
      },
      enterDemo: async () => {
        unlessImporting();
        await profiles.enterDemo();
        imports.watch();
      },
      leaveDemo: () => {
        unlessImporting();
        profiles.leaveDemo();
        imports.watch();
      },
      requireTickets: async () => {
        if (profiles.current.profile !== 'demo') await account.requireTickets();
      },
      listenForKeys,
      chooseBars: () => askForBars(BrowserWindow.getFocusedWindow() ?? window.browserWindow),
      ...createSystemCalls(window.browserWindow, data, account.linkOrigins),
    }),
    door,
  );

  const analytics = new AnalyticsService({
    journal: () => profiles.current,
    clock,
    startWorker: () => new Worker(join(import.meta.dirname, 'reports-worker.cjs')),
    progress: (progress) => push('analytics.progress', progress),
    report: report('analytics'),
  });
  handleCalls(
    {
      ...analytics.handlers(),
      'analytics.open': async () => (await reports.open(), null),
      'analytics.pdf': ({ suggestedName }) => reports.savePdf(suggestedName),
      'notebook.open': async () => (await showReports('journal'), null),
      'notebook.attach.files': ({ subject }) => attachFiles(reports.windows()[0] ?? window.browserWindow, (picture) => profiles.current.notebook.attach({ subject, ...picture })),
    },
    door,
  );

  handleCalls(account.handlers, door);
  handleCalls({ ...imports.handlers(), 'import.open': async () => (await showReports('import'), null) }, door);
  handleCalls(backups.handlers(), door);

  // The reports are the desk's: they go when it goes.
  window.browserWindow.on('closed', () => reports.close());
  app.on('second-instance', () => window.summon());
  let beginning: NodeJS.Timeout | undefined;
  app.on('will-quit', () => {
    clearTimeout(beginning);
    watch.stop();
    account.close();
    backups.stop();
    analytics.close().catch(report('analytics'));
    imports.close().catch(report('imports'));
    shortcuts.release();
    tray.remove();
    profiles.close();
  });
  powerMonitor.on('resume', () => watch.resumed());

  const begin = (): void => {
    show();
    wearIcon(window.browserWindow, icon);
    if (profiles.current.writable) imports.watch();
    backups.start();
    void updater.check();
    void account.start();
  };
  opened.then(() => {
    profiles.subscribe(show);
    watch.start();
    beginning = setTimeout(begin, FIRST_FRAMES_MS);
  }, report('window'));
  return { picture: (attachmentId) => profiles.current.notebook.picture(attachmentId) };
}

/** What may be worth a notice. */
function watched({ session: desk }: AppState, now: number): Watched {
  return {
    now,
    coolDowns: (desk?.waiting ?? []).flatMap(({ id, status, overrideFrom, ticket }) => (status === 'blocked' && overrideFrom !== null ? [{ ticketId: id, symbol: ticket.symbol, endsAt: overrideFrom }] : [])),
    opening: desk === null ? null : { sessionDate: desk.date, at: desk.tradingFrom, prepared: desk.prepared },
  };
}

/** Whether seconds are told on the screen: a cool-down or a brake runs down, or the rehab run's timers may be running. */
function countsDown({ session: desk }: AppState): boolean {
  if (desk === null) return false;
  return !desk.prepared || desk.waiting.some(({ coolDownLeftMs }) => coolDownLeftMs > 0) || desk.brakes.some(({ leftMs }) => leftMs !== null && leftMs > 0);
}

/** The machine's own time; in a test of the unpackaged app, time that the test moves. */
function timeSource(moved: () => void): TimeSource {
  const start = testClockStart(process.env['HOLDFAST_TEST_CLOCK'], app.isPackaged);
  if (start === null) return systemTime;
  const time = new TestClock(start, moved);
  Object.assign(globalThis, { holdfastTime: time });
  return time;
}
