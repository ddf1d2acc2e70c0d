/** Stands between the app and the desktop: sees the tray, notifications and global shortcuts, and acts on them as a person would. */
import type { ElectronApplication } from '@playwright/test';
import type { MenuItemConstructorOptions, Notification as Shown } from 'electron';

export interface TrayMenu {
  /** Null until something changed what the tray says. */
  shown(): Promise<{ tooltip: string; lines: string[] } | null>;
  choose(label: string): Promise<void>;
}

export async function trayMenu(app: ElectronApplication): Promise<TrayMenu> {
  await app.evaluate(({ Menu, Tray }) => {
    const seen: { tooltip: string; template: MenuItemConstructorOptions[] } = { tooltip: '', template: [] };
    Reflect.set(globalThis, 'seenTray', seen);
    const build = Menu.buildFromTemplate.bind(Menu);
    Menu.buildFromTemplate = (template) => build((seen.template = template as MenuItemConstructorOptions[]));
    const say = Reflect.get(Tray.prototype, 'setToolTip') as (text: string) => void;
    Reflect.set(Tray.prototype, 'setToolTip', function (this: unknown, text: string) {
      seen.tooltip = text;
      say.call(this, text);
    });
  });
  return {
    shown: () =>
      app.evaluate(() => {
        const { tooltip, template } = Reflect.get(globalThis, 'seenTray') as { tooltip: string; template: MenuItemConstructorOptions[] };
        return tooltip === '' ? null : { tooltip, lines: template.flatMap(({ label }) => (label === undefined ? [] : [label])) };
      }),
    choose: (label) =>
      app.evaluate((_electron, wanted) => {
        const { template } = Reflect.get(globalThis, 'seenTray') as { template: MenuItemConstructorOptions[] };
        const click = template.find((line) => line.label === wanted)?.click as (() => void) | undefined;
        if (click === undefined) throw new Error(`the tray offers no ${wanted}`);
        click();
      }, label),
  };
}

export interface Notifications {
  all(): Promise<{ title: string; body: string }[]>;
  click(index: number): Promise<void>;
}

export async function notifications(app: ElectronApplication): Promise<Notifications> {
  await app.evaluate(({ Notification }) => {
    const seen: Shown[] = [];
    Reflect.set(globalThis, 'seenNotifications', seen);
    Notification.isSupported = () => true;
    Reflect.set(Notification.prototype, 'show', function (this: Shown) {
      seen.push(this);
    });
  });
  return {
    all: () => app.evaluate(() => (Reflect.get(globalThis, 'seenNotifications') as Shown[]).map(({ title, body }) => ({ title, body }))),
    click: (index) => app.evaluate((_electron, which) => void (Reflect.get(globalThis, 'seenNotifications') as Shown[])[which]?.emit('click'), index),
  };
}

export interface GlobalKeys {
  /** What was asked for since the test looks on and not given back. */
  registered(): Promise<string[]>;
  isRegistered(accelerator: string): Promise<boolean>;
  press(accelerator: string): Promise<void>;
}

export async function shortcuts(app: ElectronApplication): Promise<GlobalKeys> {
  await app.evaluate(({ globalShortcut }) => {
    const held = new Map<string, () => void>();
    Reflect.set(globalThis, 'heldKeys', held);
    const register = globalShortcut.register.bind(globalShortcut);
    const unregister = globalShortcut.unregister.bind(globalShortcut);
    globalShortcut.register = (accelerator, run) => {
      const given = register(accelerator, run);
      if (given) held.set(accelerator, run);
      return given;
    };
    globalShortcut.unregister = (accelerator) => {
      held.delete(accelerator);
      unregister(accelerator);
    };
  });
  const isRegistered = (accelerator: string) => app.evaluate(({ globalShortcut }, keys) => globalShortcut.isRegistered(keys), accelerator);
  return {
    registered: async () => app.evaluate(({ globalShortcut }) => [...(Reflect.get(globalThis, 'heldKeys') as Map<string, unknown>).keys()].filter((keys) => globalShortcut.isRegistered(keys))),
    isRegistered,
    press: (accelerator) =>
      app.evaluate((_electron, keys) => {
        const run = (Reflect.get(globalThis, 'heldKeys') as Map<string, () => void>).get(keys);
        if (run === undefined) throw new Error(`nothing answers ${keys}`);
        run();
      }, accelerator),
  };
}
