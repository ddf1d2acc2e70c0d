import { Pause, Play } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { formatCountdown } from '../../format/display.ts';
import { useSession, useSettings } from '../../store/use-state.ts';
import { Dial } from './dial.tsx';
import styles from './prepare.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useSitting } from './use-sitting.ts';
import { useStepDraft } from './use-step-draft.ts';

/** The trader's text, a sentence at a time over the whole sitting. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/).map((part) => part.trim()).filter(Boolean);
}

export function VisualizationStep(props: StepProps) {
  const { visualizationSeconds: length, visualizationText } = useSettings();
  const recorded = useSession()?.steps.visualization?.content;
  const draft = useStepDraft('visualization', recorded?.step === 'visualization' ? { goal: recorded.goal } : {});
  const { sat, left, running, toggle } = useSitting(draft, length);
  const goal = (draft.fields['goal'] ?? '').trim();
  const parts = sentences(visualizationText);
  const sentence = parts[Math.min(parts.length - 1, Math.floor((sat / length) * parts.length))];

  useKeys({ 'P': toggle, 'Alt+P': toggle });

  const open = [...(left > 0 ? [`sit ${formatCountdown(left * 1000)} more`] : []), ...(goal.length < 3 ? ['write today’s goal'] : [])];
  return (
    <StepFrame {...props} draft={draft} open={open} content={() => ({ step: 'visualization', goal })}>
      <div className={styles['stage']}>
        <Dial share={sat / length} label={left === 0 ? 'Visualization complete' : `${formatCountdown(left * 1000)} left`}>
          <span className={styles['dial-figure']}>{formatCountdown(left * 1000)}</span>
          <span className={styles['dial-note']}>{left === 0 ? 'done' : 'left'}</span>
        </Dial>
        <p className={styles['prompt']}>{sentence ?? 'Close your eyes. See the open, the wait, the one trade that is yours.'}</p>
        {left > 0 && (
          <Button icon={running ? Pause : Play} keys="P" onClick={toggle}>
            {running ? 'Pause' : sat > 0 ? 'Go on' : 'Start'}
          </Button>
        )}
      </div>
      <TextField
        label="Today’s single process goal"
        value={draft.fields['goal'] ?? ''}
        onChange={(text) => draft.set('goal', text)}
        maxLength={300}
        placeholder="Wait for the candle to close, every time"
        hint="Something you do, not something you earn."
      />
    </StepFrame>
  );
}
