import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { formatCountdown } from '../../format/display.ts';
import { useSettings } from '../../store/use-state.ts';
import pacerStyles from './pacer.module.css';
import styles from './prepare.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { shippedTexts } from './texts.ts';
import { useBreath, type Phase } from './use-breath.ts';
import { useSitting } from './use-sitting.ts';
import { useStepDraft } from './use-step-draft.ts';

const words: Readonly<Record<Phase, string>> = { in: 'Breathe in', hold: 'Hold', out: 'Breathe out' };
const OWN = 'own';

export function BreathStep(props: StepProps) {
  const settings = useSettings();
  const length = settings.breathSeconds;
  const draft = useStepDraft('breath', { text: settings.breathText });
  const text = draft.fields['text'] ?? '';
  const { sat, left, running, toggle } = useSitting(draft, length);
  const [breathsBefore] = useState(() => Number(draft.fields['breaths'] ?? 0) || 0);
  const going = running && left > 0;
  const rhythm = { in: settings.breathIn, hold: settings.breathHold, out: settings.breathOut };
  const breath = useBreath(rhythm, going, breathsBefore);
  const chosen = shippedTexts.find((shipped) => shipped.text === text)?.id ?? OWN;

  const { keep } = draft;
  useEffect(() => keep('breaths', String(breath.breaths)), [keep, breath.breaths]);
  useKeys({ 'P': toggle, 'Alt+P': toggle });

  const phaseSeconds = rhythm[breath.phase];
  return (
    <StepFrame {...props} draft={draft} open={left > 0 ? [`breathe ${formatCountdown(left * 1000)} more`] : []} content={() => ({ step: 'breath', text: text.trim(), breaths: breath.breaths })}>
      <div className={styles['stage']}>
        <div className={pacerStyles['pacer']} data-phase={going ? breath.phase : 'rest'} data-seconds={phaseSeconds}>
          <span className={pacerStyles['ring']} aria-hidden="true" />
          {/* The length of the phase is the trader's, so it cannot stand in the style sheet. */}
          <span className={pacerStyles['breath']} aria-hidden="true" style={{ transitionDuration: `${phaseSeconds}s` }} />
          <div className={pacerStyles['words']}>
            <span className={pacerStyles['phase']}>{going ? words[breath.phase] : left === 0 ? 'Done' : 'Ready'}</span>
            {going && <span className={pacerStyles['count']}>{breath.left}</span>}
          </div>
        </div>
        {text.trim() !== '' && <p className={cx(styles['prompt'], styles['verse'])}>{text}</p>}
        <div className={styles['stage-line']}>
          {left > 0 && (
            <Button icon={running ? Pause : Play} keys="P" onClick={toggle}>
              {running ? 'Pause' : sat > 0 ? 'Go on' : 'Start'}
            </Button>
          )}
          <span className={styles['meta']} role="status">
            {formatCountdown(left * 1000)} left, {breath.breaths} {breath.breaths === 1 ? 'breath' : 'breaths'}
          </span>
        </div>
      </div>
      {!going && (
        <div className={styles['fields']}>
          <Select
            label="Text"
            value={chosen}
            onChange={(id) => draft.set('text', shippedTexts.find((shipped) => shipped.id === id)?.text ?? settings.breathText)}
            options={[{ value: OWN, label: 'My own' }, ...shippedTexts.map((shipped) => ({ value: shipped.id, label: shipped.label }))]}
          />
          <TextField label="Words to breathe with" rows={3} value={text} onChange={(typed) => draft.set('text', typed)} maxLength={8000} />
        </div>
      )}
    </StepFrame>
  );
}
