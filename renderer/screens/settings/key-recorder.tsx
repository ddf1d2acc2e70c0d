import { useEffect, useState, type KeyboardEvent } from 'react';
import { shortcutGroups } from '../../app/shortcuts.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { isMac } from '../../components/platform.ts';
import { call } from '../../ipc.ts';
import { acceleratorCaps, recordKey } from './accelerator.ts';
import styles from './settings.module.css';

/** The keys of the window itself. */
const inside = new Set(shortcutGroups.flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys)));

export interface KeyRecorderProps {
  label: string;
  hint: string;
  value: string;
  problem: string | null;
  /** The other global combination, and what it is for. */
  other: { readonly value: string; readonly label: string };
  onChange: (accelerator: string) => void;
}

/** A global key combination: press it to set it. Backspace turns it off, Escape leaves it as it was. */
export function KeyRecorder({ label, hint, value, problem, other, onChange }: KeyRecorderProps) {
  const [recording, setRecording] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  // The combinations in force would act instead of being heard here.
  useEffect(() => {
    if (!recording) return;
    void call('shortcuts.listen', { listening: true });
    return () => void call('shortcuts.listen', { listening: false });
  }, [recording]);

  const stop = (): void => {
    setRecording(false);
    setRefused(null);
  };
  const choose = (accelerator: string): void => {
    const caps = acceleratorCaps(accelerator);
    if (accelerator === other.value) return setRefused(`${caps} is for “${other.label}”. Choose another combination.`);
    if (inside.has(caps)) return setRefused(`${caps} already does something inside Holdfast. Choose another combination.`);
    stop();
    onChange(accelerator);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (!recording || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const result = recordKey(event.nativeEvent, isMac);
    switch (result.kind) {
      case 'waiting':
        return;
      case 'problem':
        return setRefused(result.message);
      case 'cancel':
        return stop();
      case 'clear':
        stop();
        return onChange('');
      case 'accelerator':
        return choose(result.value);
    }
  };

  return (
    <Field label={label} hint={recording ? 'Press the combination. Backspace turns it off, Escape keeps it.' : hint} error={refused ?? problem}>
      {(control) => (
        <div className={styles['recorder']}>
          <button
            {...control}
            type="button"
            aria-label={`${label}: ${recording ? 'Press the keys' : value === '' ? 'Off' : acceleratorCaps(value)}`}
            className={styles['recorder-box']}
            data-keeps-keys={recording ? '' : undefined}
            onClick={() => setRecording(true)}
            onKeyDown={keyDown}
            onBlur={stop}
          >
            {recording ? 'Press the keys' : value === '' ? 'Off' : acceleratorCaps(value)}
          </button>
          {value !== '' && !recording && (
            <Button size="sm" variant="ghost" onClick={() => onChange('')} aria-label={`Turn off: ${label}`}>
              Turn off
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
