import { ChartCandlestick } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import styles from './matching.module.css';

/** MFE$ and MAE$ from a file of bars, for trades that have none. */
export function BarExcursions({ accountId }: { accountId: string }) {
  const choices = useLoaded('analytics.choices', { accountId });
  const symbols = choices.value?.symbols ?? [];
  const [symbol, setSymbol] = useState<string | null>(null);
  const [zone, setZone] = useState('');
  const [quiet, setQuiet] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<CallError | null>(null);
  const wanted = symbol ?? symbols[0] ?? null;
  const choose = async (): Promise<void> => {
    setBusy(true);
    setSaid(null);
    setProblem(null);
    const result = await call('bars.excursions', { accountId, symbol: wanted, zone: zone.trim() === '' ? null : zone.trim(), quietGaps: quiet });
    setBusy(false);
    if (!result.ok) return setProblem(result.error);
    if (result.value === null) return;
    const { fileName, trades, filled, kept, uncovered } = result.value;
    setSaid(`${fileName}: ${trades} trades meet its bars. ${filled} have MFE$ and MAE$ from them now; ${kept} keep what was typed or imported; ${uncovered} stay unknown because bars are missing.`);
  };
  if (symbols.length === 0) return null;
  return (
    <section className={styles['bars']} aria-labelledby="bars-heading">
      <h2 id="bars-heading">MFE$ and MAE$ from bars</h2>
      <p className={styles['soft']}>
        From bars of one minute or shorter. Only what was surely reached is kept: a bar that begins before the entry or ends after the exit does not count, so each figure is a bound, and says that it is from bars. Typed and imported values stay.
      </p>
      <div className={styles['line']}>
        {symbols.length > 1 && <Select label="Bars of" value={wanted} onChange={setSymbol} options={symbols.map((each) => ({ value: each, label: each }))} />}
        <TextField label="Zone of its times, if it does not say" value={zone} onChange={setZone} placeholder="America/New_York" />
        <Button icon={ChartCandlestick} onClick={() => void choose()} disabled={busy}>
          {busy ? 'Reading' : 'Choose a bar file'}
        </Button>
      </div>
      <Checkbox label="Minutes without a bar had no trade" checked={quiet} onChange={setQuiet} />
      {said !== null && <Notice tone="clear" title={said} />}
      {problem !== null && <Notice tone="problem" role="alert" title={problem.message} />}
    </section>
  );
}
