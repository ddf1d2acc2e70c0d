/** The keys that reach Holdfast from everywhere. The system's registry is handed in (Electron's `globalShortcut`). */

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
  /** Asks the system for these keys and gives back the old ones. @returns why keys are not to be had, one sentence each. */
  apply(wishes: ShortcutWishes): string[];
  release(): void;
}

const purposes: Readonly<Record<keyof ShortcutWishes, string>> = { summon: 'to call Holdfast up', ticket: 'to start a ticket' };

export function createShortcuts(registry: ShortcutRegistry, actions: ShortcutActions): Shortcuts {
  const held = new Set<string>();
  const release = () => {
    for (const accelerator of held) registry.unregister(accelerator);
    held.clear();
  };
  let applied = '';
  let problems: string[] = [];

  const take = (name: keyof ShortcutWishes, wished: string): string | null => {
    const accelerator = wished.trim();
    if (accelerator === '') return null;
    if (held.has(accelerator)) return `${accelerator} cannot be used ${purposes[name]}: it already does something else in Holdfast.`;
    try {
      if (!registry.register(accelerator, actions[name])) return `${accelerator} cannot be used ${purposes[name]}: another program has it.`;
    } catch {
      return `${accelerator} cannot be used ${purposes[name]}: these are no keys that the system knows.`;
    }
    held.add(accelerator);
    return null;
  };

  return {
    apply(wishes) {
      // Settings are saved far more often than keys change, and giving keys back may lose them to another program.
      const asked = JSON.stringify([wishes.summon, wishes.ticket]);
      if (asked !== applied) {
        applied = asked;
        release();
        problems = [take('summon', wishes.summon), take('ticket', wishes.ticket)].filter((problem) => problem !== null);
      }
      return [...problems];
    },
    release,
  };
}
