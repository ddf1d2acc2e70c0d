import { RadioGroup } from '../../components/radio-group.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useSettings } from '../../store/use-state.ts';
import { OwnWords } from './own-words.tsx';
import styles from './prepare.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useStepDraft } from './use-step-draft.ts';

const ratings = (['1', '2', '3', '4', '5'] as const).map((value) => ({ value, label: value }));
type Rating = (typeof ratings)[number]['value'];

function Rate({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: Rating) => void }) {
  return (
    <RadioGroup
      label={label}
      value={ratings.find((rating) => rating.value === value)?.value ?? null}
      onChange={onChange}
      choices={ratings}
      aside={<span className={styles['meta']}>1 still, 5 loud</span>}
    />
  );
}

export function NeutraliserStep(props: StepProps) {
  const { neutralStatement } = useSettings();
  const draft = useStepDraft('expectation-neutraliser');
  const { expectation = '', neutral = '', before, after } = draft.fields;
  const open = [
    ...(expectation.trim().length < 3 ? ['write the expectation'] : []),
    ...(before === undefined ? ['rate it before'] : []),
    ...(neutral.trim().length < 3 ? ['rewrite it'] : neutral.trim().toLowerCase() === expectation.trim().toLowerCase() ? ['rewrite it in other words'] : []),
    ...(after === undefined ? ['rate it after'] : []),
  ];
  return (
    <StepFrame
      {...props}
      draft={draft}
      open={open}
      content={() => ({ step: 'expectation-neutraliser', expectation: expectation.trim(), neutral: neutral.trim(), before: Number(before), after: Number(after) })}
    >
      <div className={styles['fields']}>
        <TextField
          label="What I expect or want from today"
          rows={3}
          value={expectation}
          onChange={(text) => draft.set('expectation', text)}
          maxLength={1000}
          placeholder="Say it as it is, nobody else reads it"
        />
        <Rate label="How strong is it now?" value={before} onChange={(rating) => draft.set('before', rating)} />
        <OwnWords label="Your neutral statement" words={neutralStatement} />
        <TextField
          label="The same, as a neutral statement"
          rows={3}
          value={neutral}
          onChange={(text) => draft.set('neutral', text)}
          maxLength={1000}
          placeholder="Anything can happen; I need not know"
        />
        <Rate label="How strong is it after?" value={after} onChange={(rating) => draft.set('after', rating)} />
      </div>
    </StepFrame>
  );
}
