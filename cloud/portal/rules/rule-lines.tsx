import { summaryOf, titleOf } from './pack-draft.ts';
import type { PackRule } from './pack-draft.ts';
import { severityNames, severityTags } from './severity.ts';

/** Rules to read: what each demands, and how hard it bites. */
export function RuleLines({ rules, label }: { rules: readonly PackRule[]; label: string }) {
  return (
    <ul className="rule-lines" aria-label={label}>
      {rules.map((rule) => (
        <li key={rule.id}>
          <span>
            <span className="main-line">{titleOf(rule)}</span>
            <span className="sub-line">{summaryOf(rule)}</span>
          </span>
          <span className={`tag ${rule.enabled ? severityTags[rule.severity] : ''}`}>{rule.enabled ? severityNames[rule.severity] : 'Off'}</span>
        </li>
      ))}
    </ul>
  );
}
