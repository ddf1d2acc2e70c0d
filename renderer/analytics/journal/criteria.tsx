/** What the playbook asks of the trade's setup, and the trader's word on each. */
import type { TradePage } from '../../../preload/contract/notebook.ts';
import { RadioGroup } from '../../components/radio-group.tsx';
import { notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import styles from './journal.module.css';

type Word = 'met' | 'missing' | 'open';

const words: readonly { value: Word; label: string }[] = [
  { value: 'met', label: 'Met' },
  { value: 'missing', label: 'Missing' },
  { value: 'open', label: 'Not said' },
];
const wordOf = (met: boolean | null): Word => (met === null ? 'open' : met ? 'met' : 'missing');
const metOf: Record<Word, boolean | null> = { met: true, missing: false, open: null };

export function Criteria({ page: { trade, criteria } }: { page: TradePage }) {
  if (criteria.length === 0) return null;
  const say = async (criterion: string, word: Word): Promise<void> => {
    const result = await call('notebook.criterion.say', { tradeId: trade.id, criterion, met: metOf[word] });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <section aria-label="Criteria" className={styles['section']}>
      <div className={styles['section-head']}>
        <h3>Criteria</h3>
        <span className={styles['soft']}>{tally(criteria)}</span>
      </div>
      <ul className={styles['said']}>
        {criteria.map(({ criterion, met, current }) => (
          <li key={criterion}>
            <span>
              {criterion}
              {!current && <span className={styles['soft']}> · no longer in the playbook</span>}
            </span>
            <RadioGroup label={criterion} hideLabel value={wordOf(met)} onChange={(word) => void say(criterion, word)} choices={words} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "2 met, 1 missing, 1 not said"; what there is none of is left out. */
function tally(criteria: TradePage['criteria']): string {
  const count = (word: Word): number => criteria.filter(({ met }) => wordOf(met) === word).length;
  return words.flatMap(({ value, label }) => (count(value) === 0 ? [] : [`${count(value)} ${label.toLowerCase()}`])).join(', ');
}
