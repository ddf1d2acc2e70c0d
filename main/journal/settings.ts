/** The trader's settings, with what holds until they are changed. */
import { settings as settingsShape, type Settings } from '../../preload/contract/state.ts';
import type { Executor } from '../store/executor.ts';
import { readSettings, writeSetting } from '../store/settings.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  alwaysOnTop: true,
  opacity: 100,
  compact: false,
  hidePnl: false,
  shortcutSummon: 'CommandOrControl+Alt+H',
  shortcutTicket: 'CommandOrControl+Alt+T',
  notifications: true,
  visualizationSeconds: 90,
  breathSeconds: 120,
  breathIn: 4,
  breathHold: 2,
  breathOut: 6,
  visualizationText:
    'Close your eyes. See the open of the session. See yourself waiting, hands off, until price comes to your level. See the ticket stated before the click, the stop where you said. See a loss taken at the stop, and yourself breathing out. See the day end, whatever it paid, with the plan kept.',
  mapText: 'I write down what is there, not what I hope for.',
  breathText: 'In, I see the market as it is. Out, I let go of what I want from it.',
  neutralStatement: 'Anything can happen. I need not know what happens next. I take the next setup that is mine, at the size I planned.',
  riskText: 'I can lose this today and sleep. The size is small enough to be wrong with.',
  setups: ['Pullback', 'Breakout', 'Range edge', 'Reversal'],
};

const PREFIX = 'setting.';

/** A stored value that no longer fits is passed over, so that an old file never keeps the app from starting. */
export function currentSettings(db: Executor): Settings {
  const stored = readSettings(db);
  const merged: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, shape] of Object.entries(settingsShape.shape)) {
    const value = stored.get(PREFIX + key);
    if (value !== undefined && shape.safeParse(value).success) merged[key] = value;
  }
  return settingsShape.parse(merged);
}

/** Writes what is given; the rest stays. */
export function saveSettings(db: Executor, changed: { readonly [K in keyof Settings]?: Settings[K] | undefined }): void {
  for (const [key, value] of Object.entries(changed)) if (value !== undefined) writeSetting(db, PREFIX + key, value);
}
