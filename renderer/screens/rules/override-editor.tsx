import { useState } from 'react';
import { NumberField } from '../../components/number-field.tsx';
import { readDecimal } from '../../format/decimal.ts';
import { ChangeList } from './change-list.tsx';
import styles from './rules.module.css';
import type { RulesEditor } from './use-rules-editor.ts';

interface NumberOf {
  label: string;
  hint: string;
  unit: string;
  minimum: number;
  maximum: number;
}

/** A whole number that is only handed on while it is one, within its limits. */
function Whole({ label, hint, unit, minimum, maximum, value, onChange }: NumberOf & { value: number; onChange: (value: number) => void }) {
  const [typed, setTyped] = useState(String(value));
  const read = readDecimal(typed);
  const right = read !== null && /^\d+$/.test(read) && Number(read) >= minimum && Number(read) <= maximum;
  return (
    <NumberField
      label={label}
      hint={hint}
      unit={unit}
      step="1"
      value={typed}
      error={right ? null : `A whole number from ${minimum} to ${maximum}; ${value} stays until then`}
      onChange={(text) => {
        setTyped(text);
        const next = readDecimal(text);
        if (next !== null && /^\d+$/.test(next) && Number(next) >= minimum && Number(next) <= maximum) onChange(Number(next));
      }}
    />
  );
}

/** What it takes to override a soft block. */
export function OverrideEditor({ editor }: { editor: RulesEditor }) {
  const { override } = editor.draft;
  const set = (change: Partial<typeof override>): void => editor.edit((draft) => ({ ...draft, override: { ...draft.override, ...change } }));
  // What is about no rule is about the policy.
  const problems = editor.problems.filter((problem) => problem.ruleId === '');
  const changes = editor.plan?.changes.filter((change) => change.ruleId === '') ?? [];
  return (
    <div className={styles['editor']}>
      <p className={styles['soft']}>A soft-blocked ticket can be taken after a written note and a served cool-down. Both are logged.</p>
      <div className={styles['switches']}>
        <Whole label="Cool-down, critical" hint="After a critical rule bit." unit="s" minimum={0} maximum={86_400} value={override.coolDownSeconds.critical} onChange={(critical) => set({ coolDownSeconds: { ...override.coolDownSeconds, critical } })} />
        <Whole label="Cool-down, major" hint="After a major rule bit." unit="s" minimum={0} maximum={86_400} value={override.coolDownSeconds.major} onChange={(major) => set({ coolDownSeconds: { ...override.coolDownSeconds, major } })} />
        <Whole label="Shortest note" hint="Never fewer than 20 characters." unit="chars" minimum={20} maximum={2000} value={override.noteMinLength} onChange={(noteMinLength) => set({ noteMinLength })} />
      </div>
      {problems.map((problem) => (
        <p key={problem.path} role="alert" className={styles['problem']}>
          {problem.message}
        </p>
      ))}
      {changes.length > 0 && (
        <section className={styles['effect']}>
          <h3>What this changes</h3>
          <ChangeList changes={changes} label="What this changes" titles={false} />
        </section>
      )}
    </div>
  );
}
