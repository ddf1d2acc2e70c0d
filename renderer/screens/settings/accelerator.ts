/** Key combinations as Electron writes them ("CommandOrControl+Shift+H"), recorded from the keyboard and shown to a person. Pure. */

/** What is needed of a keyboard event. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

export type Recorded =
  | { readonly kind: 'waiting' } // only modifiers so far
  | { readonly kind: 'cancel' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'accelerator'; readonly value: string }
  | { readonly kind: 'problem'; readonly message: string };

const named: Readonly<Record<string, string>> = {
  ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', Space: 'Space', Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown', Insert: 'Insert', Enter: 'Return', NumpadEnter: 'Return',
  Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/', Backslash: '\\', Backquote: '`', NumpadAdd: 'numadd', NumpadSubtract: 'numsub',
};

function keyName({ key, code }: Pressed): string | null {
  // The letter on the cap, which a layout may have elsewhere; what Alt or Shift makes of a key is none.
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? /^F(?:[1-9]|1\d|2[0-4])$/.exec(code)?.[0] ?? (/^Numpad(\d)$/.exec(code)?.[1] === undefined ? undefined : `num${code.slice(6)}`) ?? named[code] ?? null;
}

/** What every program uses for itself, such as Copy. */
const everywhere = /^CommandOrControl\+[ACSVXYZ]$/;

/** What pressing this means while a combination is being recorded. */
export function recordKey(pressed: Pressed, isMac: boolean): Recorded {
  const plain = !pressed.ctrlKey && !pressed.altKey && !pressed.shiftKey && !pressed.metaKey;
  if (plain && pressed.key === 'Escape') return { kind: 'cancel' };
  if (plain && (pressed.key === 'Backspace' || pressed.key === 'Delete')) return { kind: 'clear' };
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'].includes(pressed.key)) return { kind: 'waiting' };
  const key = keyName(pressed);
  if (key === null) return { kind: 'problem', message: 'This key cannot be used. Choose a letter, a digit, an arrow or a function key.' };
  const main = isMac ? pressed.metaKey : pressed.ctrlKey;
  const other = isMac ? pressed.ctrlKey : pressed.metaKey;
  if (!main && !other && !pressed.altKey && !/^F\d/.test(key)) return { kind: 'problem', message: `Hold ${isMac ? '⌘, ⌃ or ⌥' : 'Ctrl or Alt'} with it: a bare key would be lost to every other program.` };
  const value = [main && 'CommandOrControl', other && (isMac ? 'Control' : 'Super'), pressed.altKey && 'Alt', pressed.shiftKey && 'Shift', key].filter(Boolean).join('+');
  if (everywhere.test(value)) return { kind: 'problem', message: `${acceleratorCaps(value)} would be lost to every other program. Add Alt or Shift, or choose another key.` };
  return { kind: 'accelerator', value };
}

/** The combination as key caps: "Ctrl+Shift+H". */
export function acceleratorCaps(accelerator: string): string {
  return accelerator.replace(/CommandOrControl|CmdOrCtrl/, 'Ctrl').replace('Return', 'Enter');
}
