import { describe, expect, test } from 'vitest';
import { acceleratorCaps, recordKey, type Pressed } from './accelerator.ts';

const press = (key: string, code: string, held: Partial<Pressed> = {}): Pressed => ({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

describe('recordKey', () => {
  test.each([
    [press('H', 'KeyH', { ctrlKey: true, shiftKey: true }), false, 'CommandOrControl+Shift+H'],
    [press('h', 'KeyH', { metaKey: true }), true, 'CommandOrControl+H'],
    [press('h', 'KeyH', { ctrlKey: true }), true, 'Control+H'],
    [press('h', 'KeyH', { metaKey: true }), false, 'Super+H'],
    [press('†', 'KeyT', { altKey: true }), true, 'Alt+T'],
    [press('F9', 'F9'), false, 'F9'],
    [press('!', 'Digit1', { ctrlKey: true, shiftKey: true }), false, 'CommandOrControl+Shift+1'],
    [press('ArrowUp', 'ArrowUp', { ctrlKey: true, altKey: true }), false, 'CommandOrControl+Alt+Up'],
    [press('z', 'KeyY', { ctrlKey: true, altKey: true }), false, 'CommandOrControl+Alt+Z'],
    [press('р', 'KeyH', { ctrlKey: true, altKey: true }), false, 'CommandOrControl+Alt+H'],
    [press('5', 'Numpad5', { ctrlKey: true }), false, 'CommandOrControl+num5'],
  ])('%o', (pressed, isMac, value) => {
    expect(recordKey(pressed, isMac)).toEqual({ kind: 'accelerator', value });
  });

  test('waits while only modifiers are held', () => {
    expect(recordKey(press('Shift', 'ShiftLeft', { shiftKey: true, ctrlKey: true }), false)).toEqual({ kind: 'waiting' });
  });

  test('Escape keeps, Backspace clears', () => {
    expect(recordKey(press('Escape', 'Escape'), false)).toEqual({ kind: 'cancel' });
    expect(recordKey(press('Backspace', 'Backspace'), false)).toEqual({ kind: 'clear' });
  });

  test('refuses a key that every program needs, and one Electron cannot name', () => {
    expect(recordKey(press('q', 'KeyQ'), false)).toMatchObject({ kind: 'problem', message: expect.stringContaining('Ctrl or Alt') });
    expect(recordKey(press('Q', 'KeyQ', { shiftKey: true }), false)).toMatchObject({ kind: 'problem' });
    expect(recordKey(press('c', 'KeyC', { ctrlKey: true }), false)).toMatchObject({ kind: 'problem', message: expect.stringContaining('Ctrl+C') });
    expect(recordKey(press('C', 'KeyC', { ctrlKey: true, shiftKey: true }), false)).toMatchObject({ kind: 'accelerator' });
    expect(recordKey(press('Dead', 'IntlRo', { ctrlKey: true }), false)).toMatchObject({ kind: 'problem' });
  });
});

test('key caps', () => {
  expect(acceleratorCaps('CommandOrControl+Shift+H')).toBe('Ctrl+Shift+H');
  expect(acceleratorCaps('Alt+Return')).toBe('Alt+Enter');
});
