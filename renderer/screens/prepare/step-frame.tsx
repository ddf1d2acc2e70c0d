/** The frame of a step: what it is for, the time spent, and the way to finish it. */
import { ArrowLeft, Timer } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { CallInput } from '../../../preload/contract/calls.ts';
import { Button } from '../../components/button.tsx';
import { notifyError } from '../../components/toast.tsx';
import { isTyping, useKeys } from '../../components/use-keys.ts';
import { useOnce } from '../../components/use-once.ts';
import { useReadingFocus } from '../../components/use-reading-focus.ts';
import { formatCountdown } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import styles from './prepare.module.css';
import type { StepInfo } from './steps.ts';
import type { StepDraft } from './use-step-draft.ts';

export type StepContent = CallInput<'rehab.complete'>['content'];

export interface StepProps {
  readonly info: StepInfo;
  readonly onDone: () => void;
  /** Back to the summary, when the session is prepared and the step was only opened again; null otherwise. */
  readonly onLeave: (() => void) | null;
}

interface StepFrameProps extends StepProps {
  draft: StepDraft;
  /** What keeps the step from being finished, as things to do; empty when it may be. */
  open: readonly string[];
  /** What to record; asked only when nothing is open. Null when something went wrong and was said. */
  content: () => StepContent | null | Promise<StepContent | null>;
  children: ReactNode;
}

export function StepFrame({ info, draft, open, content, onDone, onLeave, children }: StepFrameProps) {
  const [busy, once] = useOnce();
  const why = useId();
  const title = useReadingFocus<HTMLHeadingElement>();
  const ready = open.length === 0;
  const finish = (): Promise<void> => once(async () => {
    if (!ready) return;
    const recorded = await content();
    const result = recorded === null ? null : await call('rehab.complete', { content: recorded, seconds: draft.seconds });
    if (result === null) return;
    if (!result.ok) return notifyError(result.error, 'The step was not recorded');
    draft.stop();
    onDone();
  });
  useKeys({ 'Ctrl+Enter': () => void finish(), ...(onLeave !== null && { Escape: () => (isTyping(document.activeElement) ? false : onLeave()) }) });
  return (
    <section aria-label={info.title} className={styles['step']}>
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <header className={styles['head']}>
            <h2 ref={title} tabIndex={-1} className={styles['title']}>{info.title}</h2>
            <span className={styles['spent']}>
              <Timer size={13} aria-hidden="true" />
              {formatCountdown(draft.seconds * 1000)} spent
            </span>
          </header>
          <p className={styles['purpose']}>{info.purpose}</p>
          {children}
        </div>
      </div>
      <div className={styles['dock']}>
        <div className={styles['column']}>
          <p id={why} className={styles['why']}>
            {ready ? 'Ready. The time you spent is recorded with it.' : `Still to do: ${open.join(', ')}.`}
          </p>
          <div className={styles['ways']}>
            {onLeave !== null && (
              <Button variant="ghost" size="lg" icon={ArrowLeft} keys="Esc" onClick={onLeave}>
                Back
              </Button>
            )}
            <Button variant="primary" size="lg" wide keys="Ctrl+Enter" disabled={!ready || busy} focusableWhenDisabled aria-describedby={why} onClick={() => void finish()}>
              Finish step
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}
