import { describe, expect, it } from 'vitest';
import { createShortcuts, type ShortcutRegistry } from './shortcuts.ts';

/** A system where some keys are taken and some are none. */
function system(taken: string[] = []) {
  const held = new Map<string, () => void>();
  const calls: string[] = [];
  const registry: ShortcutRegistry = {
    register(accelerator, run) {
      calls.push(`+${accelerator}`);
      if (accelerator.includes('Nonsense')) throw new TypeError('conversion failure');
      if (taken.includes(accelerator) || held.has(accelerator)) return false;
      held.set(accelerator, run);
      return true;
    },
    unregister(accelerator) {
      calls.push(`-${accelerator}`);
      held.delete(accelerator);
    },
  };
  const done: string[] = [];
  return {
    held,
    calls,
    done,
    shortcuts: createShortcuts(registry, { summon: () => done.push('summon'), ticket: () => done.push('ticket') }),
  };
}

describe('shortcuts', () => {
  it('do what they are for', () => {
    const { held, done, shortcuts } = system();
    expect(shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' })).toEqual([]);
    held.get('Alt+T')?.();
    held.get('Alt+H')?.();
    expect(done).toEqual(['ticket', 'summon']);
  });

  it('give the old keys back when others are chosen', () => {
    const { held, shortcuts } = system();
    shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' });
    expect(shortcuts.apply({ summon: 'Alt+T', ticket: 'Alt+H' })).toEqual([]);
    expect([...held.keys()]).toEqual(['Alt+T', 'Alt+H']);
    shortcuts.apply({ summon: '', ticket: ' ' });
    expect(held.size).toBe(0);
  });

  it('are asked for once while they stay the same, and keep saying what is wrong', () => {
    const { calls, shortcuts } = system(['Alt+H']);
    const first = shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' });
    expect(shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' })).toEqual(first);
    expect(calls).toEqual(['+Alt+H', '+Alt+T']);
  });

  it.each([
    ['another program has them', { summon: 'Alt+H', ticket: '' }, { shortcut: 'summon', accelerator: 'Alt+H', reason: 'taken' } as const],
    [
      'they are no keys',
      { summon: '', ticket: 'Nonsense' },
      { shortcut: 'ticket', accelerator: 'Nonsense', reason: 'no-keys' } as const,
    ],
    [
      'they are used twice',
      { summon: 'Alt+T', ticket: 'Alt+T' },
      { shortcut: 'ticket', accelerator: 'Alt+T', reason: 'used-twice' } as const,
    ],
  ])('say so when %s', (_what, wishes, problem) => {
    expect(system(['Alt+H']).shortcuts.apply(wishes)).toEqual([problem]);
  });

  it('rest while new ones are listened for, and are asked for as they are wished by then', () => {
    const { held, calls, shortcuts } = system();
    shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' });
    expect(shortcuts.rest(true)).toBe(true);
    expect(held.size).toBe(0);
    calls.length = 0;
    shortcuts.apply({ summon: 'Alt+J', ticket: 'Alt+T' });
    expect(calls).toEqual([]);
    shortcuts.rest(false);
    shortcuts.apply({ summon: 'Alt+J', ticket: 'Alt+T' });
    expect([...held.keys()]).toEqual(['Alt+J', 'Alt+T']);
    // Nobody listened: nothing is given back.
    expect(shortcuts.rest(false)).toBe(false);
    shortcuts.apply({ summon: 'Alt+J', ticket: 'Alt+T' });
    expect(calls).toEqual(['+Alt+J', '+Alt+T']);
  });

  it('are all given back at the end', () => {
    const { held, shortcuts } = system();
    shortcuts.apply({ summon: 'Alt+H', ticket: 'Alt+T' });
    shortcuts.release();
    expect(held.size).toBe(0);
  });
});
