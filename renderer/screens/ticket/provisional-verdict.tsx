/** What the verdict would be, while the ticket is still being typed. */
import { CircleDashed } from 'lucide-react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { Preview } from '../../../preload/contract/tickets.ts';
import { Notice } from '../../components/notice.tsx';
import { groupLines, RuleLines } from '../../components/rule-lines.tsx';
import { GradeBadge, outcomeLooks, VerdictBadge } from '../../components/verdict-badge.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import styles from './provisional-verdict.module.css';

interface ProvisionalVerdictProps {
  preview: Preview | null;
  error: CallError | null;
  /** Nothing typed yet: there is nothing to judge, and saying "blocked" would be noise. */
  blank: boolean;
  /** Fields that hold something, and cannot be sealed with it. */
  wrong: readonly string[];
}

export function ProvisionalVerdict({ preview, error, blank, wrong }: ProvisionalVerdictProps) {
  if (error !== null) {
    return (
      <Notice tone="problem" role="alert" title="No verdict">
        {error.message}
      </Notice>
    );
  }
  if (preview === null || blank) {
    return (
      <section aria-label="Verdict" className={styles['verdict']}>
        <p className={styles['idle']}>
          <CircleDashed size={15} aria-hidden="true" />
          State the trade. The verdict forms while you type.
        </p>
      </section>
    );
  }
  const { verdict, missing } = preview;
  const { bites, shadows, passes } = groupLines(verdict.lines);
  return (
    <section aria-label="Verdict" className={styles['verdict']} data-outcome={verdict.outcome}>
      <header className={styles['head']}>
        <VerdictBadge outcome={verdict.outcome} />
        <GradeBadge grade={verdict.grade} />
        <span className={styles['provisional']}>provisional</span>
        <VisuallyHidden live="polite">{`Provisional: ${outcomeLooks[verdict.outcome].word}`}</VisuallyHidden>
      </header>
      {/* Scrolls when many rules bite, and must then be reachable by keyboard. */}
      <div className={styles['lines']} tabIndex={0} role="region" aria-label="Rule lines">
        {bites.length > 0 && <RuleLines label="Rules that bite" lines={bites} />}
        {shadows.length > 0 && <RuleLines label="Shadow rules" lines={shadows} />}
        <div className={styles['passes']}>
          <RuleLines label="Rules that pass" lines={passes} />
        </div>
        <p className={styles['count']}>{passes.length === 1 ? '1 rule passes' : `${passes.length} rules pass`}</p>
      </div>
      <Open missing={missing.map(({ field }) => nameOf(field))} wrong={wrong.map(nameOf)} />
    </section>
  );
}

/** What keeps the ticket from being sealed. */
function Open({ missing, wrong }: { missing: readonly string[]; wrong: readonly string[] }) {
  const toState = missing.filter((name) => !wrong.includes(name));
  const parts = [toState.length > 0 && `Still to state: ${toState.join(', ')}`, wrong.length > 0 && `To correct: ${wrong.join(', ')}`].filter(Boolean);
  return parts.length > 0 && <p className={styles['missing']}>{parts.join('. ')}</p>;
}

/** "entry", "target 2": the form numbers its targets from nought, a person from one. */
function nameOf(field: string): string {
  const target = /^targets?[.-](\d+)$/.exec(field)?.[1];
  return target === undefined ? (fieldNames[field] ?? field) : `target ${Number(target) + 1}`;
}

const fieldNames: Readonly<Record<string, string>> = { plannedEntry: 'planned entry', side: 'side', quantity: 'quantity', entry: 'entry', stop: 'stop', targets: 'target', setup: 'setup', emotion: 'feeling', symbol: 'instrument', confirmations: 'confirmations' };
