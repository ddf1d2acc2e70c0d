import { Check } from 'lucide-react';
import { cx } from './class-names.ts';
import styles from './progress-steps.module.css';

export interface ProgressStep<V extends string> {
  value: V;
  label: string;
  state: 'done' | 'current' | 'todo';
}

/** The steps of something longer. Done steps may be reopened when `onSelect` is given. */
export function ProgressSteps<V extends string>({ label, steps, onSelect }: { label: string; steps: readonly ProgressStep<V>[]; onSelect?: ((step: V) => void) | undefined }) {
  return (
    <ol aria-label={label} className={styles['steps']}>
      {steps.map((step, index) => (
        <li key={step.value} className={cx(styles['step'], styles[step.state])} aria-current={step.state === 'current' ? 'step' : undefined}>
          <button type="button" disabled={onSelect === undefined} onClick={() => onSelect?.(step.value)} className={styles['button']} aria-label={`${step.label}${step.state === 'done' ? ', done' : ''}`}>
            <span className={styles['mark']} aria-hidden="true">
              {step.state === 'done' ? <Check size={11} strokeWidth={3} /> : index + 1}
            </span>
            <span className={styles['label']}>{step.label}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
