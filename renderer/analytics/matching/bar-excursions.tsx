import { ChartCandlestick } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { useOnce } from '../../components/use-once.ts';
import { formatCount } from '../../format/display.ts';
import { ZONES } from '../../format/zones.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import styles from './matching.module.css';

type Came = NonNullable<CallOutput<'bars.excursions'>>;

/** MFE$ and MAE$ from a file of bars, for trades that have none. */
export function BarExcursions({ accountId }: { accountId: string }) {
  const choices = useLoaded('analytics.choices', { accountId });
  const symbols = choices.value?.symbols ?? [];
  const [symbol, setSymbol] = useState<string | null>(null);
  const [zone, setZone] = useState<string | null>(null);
  const [quiet, setQuiet] = useState(false);
  const [busy, once] = useOnce();
  const [came, setCame] = useState<Came | null>(null);
  const [problem, setProblem] = useState<CallError | null>(null);
  const wanted = symbol ?? symbols[0] ?? null;
  const choose = (): Promise<void> => once(async () => {
    setCame(null);
    setProblem(null);
    const result = await call('bars.excursions', { accountId, symbol: wanted, zone, quietGaps: quiet });
    if (!result.ok) return setProblem(result.error);
    setCame(result.value);
  });
  if (symbols.length === 0) return null;
  return (
    <section className={styles['bars']} aria-labelledby="bars-heading">
      <h2 id="bars-heading">MFE$ and MAE$ from bars</h2>
      <p className={styles['soft']}>
        From bars of one minute or shorter. Only what was surely reached is kept: a bar that may begin before the entry or end after the exit does not count, so each figure is a bound, and says that it is from bars. Typed and imported values stay.
      </p>
      <div className={styles['line']}>
        {symbols.length > 1 && <Select label="Bars of" value={wanted} onChange={setSymbol} options={symbols.map((each) => ({ value: each, label: each }))} />}
        <Combobox label="Time zone of the bars" value={zone} onChange={setZone} options={ZONES} placeholder="As the file says" error={problem?.field === 'zone' ? problem.message : null} />
        <Button icon={ChartCandlestick} onClick={() => void choose()} disabled={busy} focusableWhenDisabled>
          {busy ? 'Reading' : 'Choose a bar file'}
        </Button>
      </div>
      <Checkbox label="Minutes without a bar had no trade" checked={quiet} onChange={setQuiet} />
      {came !== null && <Notice tone={came.filled === 0 ? 'caution' : 'clear'} title={told(came)} />}
      {problem !== null && problem.field !== 'zone' && <Notice tone="problem" role="alert" title={problem.message} />}
    </section>
  );
}

/** What came of it, leaving out what did not happen. */
function told({ fileName, trades, filled, kept, uncovered, strays }: Came): string {
  const parts = [
    [filled, filled === 1 ? 'has MFE$ and MAE$ from them now' : 'have MFE$ and MAE$ from them now'],
    [kept, kept === 1 ? 'keeps what was typed or imported' : 'keep what was typed or imported'],
    [uncovered, uncovered === 1 ? 'stays unknown because bars are missing' : 'stay unknown because bars are missing'],
    [strays, strays === 1 ? 'stays unknown because the bars do not know its prices' : 'stay unknown because the bars do not know their prices'],
  ] as const;
  const met = trades === 0 ? 'No trade meets its bars' : trades === 1 ? 'One trade meets its bars' : `${formatCount(trades)} trades meet its bars`;
  return `${fileName}: ${met}. ${parts.filter(([count]) => count > 0).map(([count, text]) => `${formatCount(count)} ${text}`).join('; ')}${trades === 0 ? '' : '.'}`.trim();
}
