/** The keys that reach Holdfast from everywhere. The system's registry is handed in (Electron's `globalShortcut`). */

import type { ShortcutProblem } from '../../preload/contract/state.ts';

export interface ShortcutRegistry {
  /** False when another program has the keys; throws when the text names none. */
  register(accelerator: string, run: () => void): boolean;
  unregister(accelerator: string): void;
}

/** Electron accelerators, such as "CommandOrControl+Shift+H"; empty for none. */
export interface ShortcutWishes {
  readonly summon: string;
  readonly ticket: string;
}

export type ShortcutActions = { readonly [K in keyof ShortcutWishes]: () => void };

export interface Shortcuts {
  /** Asks the system for these keys and gives back the old ones. @returns why keys are not to be had. */
  apply(wishes: ShortcutWishes): ShortcutProblem[];
  /** While they rest, every key is given back and none is asked for. @returns whether that is new; if so, they have to be applied anew. */
  rest(resting: boolean): boolean;
  release(): void;
}

export function createShortcuts(registry: ShortcutRegistry, actions: ShortcutActions): Shortcuts {
  const held = new Set<string>();
  const release = () => {
    for (const accelerator of held) registry.unregister(accelerator);
    held.clear();
  };
  let applied = '';
  let isResting = false;
  let problems: ShortcutProblem[] = [];

  const take = (shortcut: keyof ShortcutWishes, wished: string): ShortcutProblem | null => {
    const accelerator = wished.trim();
    if (accelerator === '') return null;
    if (held.has(accelerator)) return { shortcut, accelerator, reason: 'used-twice' };
    try {
      if (!registry.register(accelerator, actions[shortcut])) return { shortcut, accelerator, reason: 'taken' };
    } catch {
      return { shortcut, accelerator, reason: 'no-keys' };
    }
    held.add(accelerator);
    return null;
  };

  return {
    apply(wishes) {
      // Settings are saved far more often than keys change, and giving keys back may lose them to another program.
      const asked = JSON.stringify([wishes.summon, wishes.ticket]);
      if (asked !== applied && !isResting) {
        applied = asked;
        release();
        problems = [take('summon', wishes.summon), take('ticket', wishes.ticket)].filter((problem) => problem !== null);
      }
      return [...problems];
    },
    rest(resting) {
      if (resting === isResting) return false;
      isResting = resting;
      if (resting) {
        release();
        applied = '';
      }
      return true;
    },
    release,
  };
}
