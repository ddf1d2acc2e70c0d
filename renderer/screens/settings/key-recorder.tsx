import { useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { isMac } from '../../components/platform.ts';
import { acceleratorCaps, recordKey } from './accelerator.ts';
import styles from './settings.module.css';

/** A global key combination: press it to set it. Backspace turns it off, Escape leaves it as it was. */
export function KeyRecorder({ label, hint, value, problem, onChange }: { label: string; hint: string; value: string; problem: string | null; onChange: (accelerator: string) => void }) {
  const [recording, setRecording] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const box = useRef<HTMLButtonElement>(null);

  const stop = (): void => {
    setRecording(false);
    setRefused(null);
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
        stop();
        return onChange(result.value);
    }
  };

  return (
    <Field label={label} hint={recording ? 'Press the combination. Backspace turns it off, Escape keeps it.' : hint} error={refused ?? problem}>
      {(control) => (
        <div className={styles['recorder']}>
          <button
            {...control}
            ref={box}
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
