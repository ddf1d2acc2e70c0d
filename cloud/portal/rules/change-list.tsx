import type { RuleChange } from '../../../main/engine/asymmetry.ts';

/** Changes in words, under the rule they are about. */
export function ChangeList({ changes, label }: { changes: readonly RuleChange[]; label: string }) {
  return (
    <ul className="changes" aria-label={label}>
      {changes.map(({ ruleId, title, path, text }, index) => (
        <li key={`${ruleId} ${path}`}>
          {changes[index - 1]?.ruleId !== ruleId && <span className="main-line">{title}</span>}
          <span className="soft">{text}</span>
        </li>
      ))}
    </ul>
  );
}
