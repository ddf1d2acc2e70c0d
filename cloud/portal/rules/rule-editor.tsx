import { findRuleKind } from '../../../main/engine/rule-catalogue.ts';
import { paramsToTyped } from '../../../renderer/rule-form/form-values.ts';
import { ParamsForm } from '../../../renderer/rule-form/params-form.tsx';
import { Button } from '../components/button.tsx';
import { CheckField, SelectField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { changeParam, changeRule } from './pack-draft.ts';
import type { DraftRule, PackProblem, PackRule } from './pack-draft.ts';
import { severityOptions } from './severity.ts';

interface RuleEditorProps {
  entry: DraftRule;
  problems: readonly PackProblem[];
  currency: string;
  onEdit: (change: (draft: readonly DraftRule[]) => DraftRule[]) => void;
}

/** One rule of a pack: the form that the desktop shows for it, and how hard it bites. */
export function RuleEditor({ entry, problems, currency, onEdit }: RuleEditorProps) {
  const { rule } = entry;
  const kind = findRuleKind(rule.kind);
  const shown = new Set(kind?.fields.map(({ key }) => key));
  return (
    <div className="rule-editor">
      {kind === null ? (
        <Notice kind="caution" title="This portal does not know this kind of rule">
          It is kept as it is.
        </Notice>
      ) : (
        <>
          <p className="soft">{kind.summary}</p>
          {kind.fields.length > 0 && (
            <ParamsForm
              fields={kind.fields}
              typed={entry.typed ?? paramsToTyped(kind.fields, rule.parameters)}
              problems={problems}
              currency={currency}
              onChange={(key, typed) => onEdit((draft) => changeParam(draft, rule.id, kind, key, typed))}
            />
          )}
        </>
      )}
      {problems
        .filter(({ path }) => !shown.has(path.split('.')[0] ?? ''))
        .map(({ path, message }) => (
          <p key={path} role="alert" className="field-problem">
            {message}
          </p>
        ))}
      <SelectField
        label="Severity"
        options={severityOptions}
        value={rule.severity}
        onChange={(event) => {
          const severity = event.currentTarget.value as PackRule['severity'];
          onEdit((draft) => changeRule(draft, rule.id, { severity }));
        }}
      />
      <CheckField label="Enabled" hint="Off: the rule is not judged at all." checked={rule.enabled} onChange={(enabled) => onEdit((draft) => changeRule(draft, rule.id, { enabled }))} />
      <CheckField label="Shadow" hint="Judged and logged, but it does not bite." checked={rule.shadow} onChange={(shadow) => onEdit((draft) => changeRule(draft, rule.id, { shadow }))} />
      <div className="form-actions">
        <Button small kind="danger" onClick={() => onEdit((draft) => draft.filter((one) => one.rule.id !== rule.id))}>
          Delete rule
        </Button>
      </div>
    </div>
  );
}
