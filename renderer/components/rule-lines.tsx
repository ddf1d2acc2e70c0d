/** The lines of a verdict, what bites first. */
import { Check, CircleDashed, CircleHelp, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Preview, TicketView } from '../../preload/contract/tickets.ts';
import { cx } from './class-names.ts';
import styles from './rule-lines.module.css';

export type RuleLine = Preview['verdict']['lines'][number];

interface Look {
  readonly icon: LucideIcon;
  readonly tone: 'block' | 'caution' | 'quiet' | 'clear';
  /** What the shape means, in a word. */
  readonly word: string;
}

function lookOf(line: RuleLine): Look {
  if (line.status === 'pass') return { icon: Check, tone: 'clear', word: 'passes' };
  if (line.shadow) return { icon: CircleDashed, tone: 'quiet', word: 'shadow' };
  const hard = line.severity !== 'advisory';
  if (line.status === 'insufficient') return { icon: CircleHelp, tone: hard ? 'block' : 'caution', word: hard ? `${line.severity}, no data` : 'no data' };
  return hard ? { icon: OctagonX, tone: 'block', word: line.severity } : { icon: TriangleAlert, tone: 'caution', word: 'advisory' };
}

/** Lines that speak against the ticket, worst first; shadow rules and passes are kept apart. */
export function groupLines(lines: readonly RuleLine[]): { bites: RuleLine[]; shadows: RuleLine[]; passes: RuleLine[] } {
  const weight = { critical: 0, major: 1, advisory: 2 } as const;
  const missed = lines.filter((line) => line.status !== 'pass');
  return {
    bites: missed.filter((line) => !line.shadow).sort((a, b) => weight[a.severity] - weight[b.severity] || Number(a.status === 'insufficient') - Number(b.status === 'insufficient')),
    shadows: missed.filter((line) => line.shadow),
    passes: lines.filter((line) => line.status === 'pass'),
  };
}

export interface RuleLinesProps {
  lines: readonly RuleLine[];
  /** Names the list for screen readers. */
  label: string;
  /** `brief`: one row each; `full`: with reason and the trader's own words. */
  detail?: 'brief' | 'full' | undefined;
  /** The rules in the trader's own words. */
  words?: TicketView['words'] | undefined;
}

export function RuleLines({ lines, label, detail = 'brief', words }: RuleLinesProps) {
  return (
    <ul aria-label={label}>
      {lines.map((line) => {
        const { icon: Icon, tone, word } = lookOf(line);
        const own = words?.find(({ ruleId }) => ruleId === line.ruleId)?.words ?? '';
        return (
          <li key={line.ruleId} className={cx(styles['line'], styles[tone], styles[detail])}>
            <Icon size={14} strokeWidth={2.1} aria-hidden="true" className={styles['icon']} />
            <span className={styles['title']}>
              {line.title} <span className={styles['word']}>{word}</span>
            </span>
            {detail === 'brief' ? (
              <span className={styles['figures']}>
                {line.status === 'pass' ? (
                  line.observed
                ) : (
                  <>
                    {line.observed} <span className={styles['against']}>against</span> {line.threshold}
                  </>
                )}
              </span>
            ) : (
              <>
                {own !== '' && <q className={styles['own']}>{own}</q>}
                <dl className={styles['pair']}>
                  <div>
                    <dt>Observed</dt>
                    <dd>{line.observed}</dd>
                  </div>
                  <div>
                    <dt>Threshold</dt>
                    <dd>{line.threshold}</dd>
                  </div>
                </dl>
                {line.reason !== '' && <p className={styles['reason']}>{line.reason}</p>}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
