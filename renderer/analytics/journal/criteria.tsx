/** What the playbook asks of the trade's setup, and the trader's word on each. */
import { useEffect, useRef, useState } from 'react';
import type { TradeCriterion, TradePage } from '../../../preload/contract/notebook.ts';
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
  return (
    <section aria-label="Criteria" className={styles['section']}>
      <div className={styles['section-head']}>
        <h3>Criteria</h3>
        <span className={styles['soft']}>{tally(criteria)}</span>
      </div>
      <ul className={styles['said']}>
        {criteria.map((entry) => (
          <Criterion key={`${trade.id} ${entry.criterion}`} tradeId={trade.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Criterion({ tradeId, entry: { criterion, met, current } }: { tradeId: string; entry: TradeCriterion }) {
  const [word, setWord] = useState(wordOf(met));
  /** What the trader said and the journal has not shown yet. */
  const said = useRef<Word | null>(null);
  useEffect(() => {
    // A page that was read before the newest word was kept comes late, and is not what was said.
    if (said.current !== null && said.current !== wordOf(met)) return;
    said.current = null;
    setWord(wordOf(met));
  }, [met]);
  const say = async (next: Word): Promise<void> => {
    said.current = next;
    setWord(next);
    const result = await call('notebook.criterion.say', { tradeId, criterion, met: metOf[next] });
    if (result.ok) return;
    said.current = null;
    notifyError(result.error);
    setWord(wordOf(met));
  };
  return (
    <li>
      <span>
        {criterion}
        {!current && <span className={styles['soft']}> · no longer in the playbook</span>}
      </span>
      <RadioGroup label={criterion} hideLabel value={word} onChange={(next) => void say(next)} choices={words} />
    </li>
  );
}

/** "2 met, 1 missing, 1 not said"; what there is none of is left out. */
function tally(criteria: TradePage['criteria']): string {
  const count = (word: Word): number => criteria.filter(({ met }) => wordOf(met) === word).length;
  return words.flatMap(({ value, label }) => (count(value) === 0 ? [] : [`${count(value)} ${label.toLowerCase()}`])).join(', ');
}
