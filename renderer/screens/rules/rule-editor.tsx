import { Trash2 } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAppState } from '../../store/use-state.ts';
import { ChangeList } from './change-list.tsx';
import { paramsToTyped } from '../../rule-form/form-values.ts';
import { ParamsForm } from '../../rule-form/params-form.tsx';
import { changeParam, changeRule, removeRule, type DraftRule } from './rules-draft.ts';
import styles from './rules.module.css';
import type { RulesEditor } from './use-rules-editor.ts';

/** One rule: what it demands, in whose words, how hard it bites. */
export function RuleEditor({ entry, editor, onDeleted }: { entry: DraftRule; editor: RulesEditor; onDeleted: () => void }) {
  const { rule } = entry;
  const currency = useAppState((state) => state.account?.currency ?? 'USD');
  const { partner } = editor.view;
  const pack = partner?.packs.find(({ ruleIds }) => ruleIds.includes(rule.id)) ?? null;
  const kind = editor.view.kinds.find((known) => known.kind === rule.kind);
  const problems = editor.problems.filter((problem) => problem.ruleId === rule.id);
  const changes = editor.plan?.changes.filter((change) => change.ruleId === rule.id) ?? [];
  const shownPaths = new Set(kind?.fields.map((field) => field.key));
  const general = problems.filter((problem) => !shownPaths.has(problem.path.split('.')[0] ?? ''));
  const set = (change: Parameters<typeof changeRule>[2]): void => editor.edit((draft) => changeRule(draft, rule.id, change));

  return (
    <div className={styles['editor']}>
      {partner !== null && pack !== null && (
        <Notice title={`${partner.name} sets this rule`} role="note">
          {pack.name}, version {pack.version}. You may tighten it, reorder it and say it in your own words; you cannot loosen, switch off or delete it.
        </Notice>
      )}
      {kind === undefined ? (
        <Notice tone="caution" title="This version of Holdfast does not know this kind of rule" role="note">
          It is kept as it is. Update the app to edit it.
        </Notice>
      ) : (
        <>
          <p className={styles['soft']}>{kind.summary}</p>
          {kind.fields.length > 0 && (
            <ParamsForm fields={kind.fields} typed={entry.typed ?? paramsToTyped(kind.fields, rule.params)} problems={problems} currency={currency} onChange={(key, typed) => editor.edit((draft) => changeParam(draft, rule.id, kind, key, typed))} />
          )}
        </>
      )}
      {general.map((problem) => (
        <p key={problem.path} role="alert" className={styles['problem']}>
          {problem.message}
        </p>
      ))}
      <TextField label="In your own words" hint="Shown when the rule bites. Empty falls back to its own sentence." value={rule.words} onChange={(words) => set({ words })} rows={2} maxLength={8000} />
      <RadioGroup
        label="Severity"
        value={rule.severity}
        onChange={(severity) => set({ severity })}
        choices={[
          { value: 'critical', label: 'Critical' },
          { value: 'major', label: 'Major' },
          { value: 'advisory', label: 'Advisory' },
        ]}
      />
      {pack === null && (
        <div className={styles['switches']}>
          <Switch label="Enabled" note="Off: the rule is not judged at all." checked={rule.enabled} onChange={(enabled) => set({ enabled })} />
          <Switch label="Shadow" note="Judged and logged, but it does not bite." checked={rule.shadow} onChange={(shadow) => set({ shadow })} />
        </div>
      )}
      {changes.length > 0 && (
        <section className={styles['effect']}>
          <h3>What this changes</h3>
          <ChangeList changes={changes} label="What this changes" titles={false} />
        </section>
      )}
      {pack === null && (
        <div>
          <Button
            size="sm"
            variant="danger"
            icon={Trash2}
            onClick={() => {
              editor.edit((draft) => removeRule(draft, rule.id));
              onDeleted();
            }}
          >
            Delete rule
          </Button>
        </div>
      )}
    </div>
  );
}
