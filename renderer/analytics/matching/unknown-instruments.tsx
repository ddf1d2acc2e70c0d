import { useState } from 'react';
import type { UnknownInstrument } from '../../../preload/contract/matching.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify } from '../../components/toast.tsx';
import { readDecimal } from '../../format/decimal.ts';
import { counted, formatCount } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import styles from './matching.module.css';

/** Asks what a point of each instrument is worth that the files name and the journal does not know. */
export function UnknownInstruments({ unknown }: { unknown: readonly UnknownInstrument[] }) {
  return (
    <Notice tone="caution" title={unknown.length === 1 ? 'An instrument is not known' : `${unknown.length} instruments are not known`} role="note">
      <p>Say the tick and what one point of one unit is worth: the trades are then computed from the fills. Until then they have no result, or only the one that the broker states.</p>
      {unknown.slice(0, 5).map((instrument) => (
        <ValueForm key={instrument.symbol} instrument={instrument} />
      ))}
      {unknown.length > 5 && <p>And {unknown.length - 5} more.</p>}
    </Notice>
  );
}

function ValueForm({ instrument: { symbol, trades, withoutResult, currency, price } }: { instrument: UnknownInstrument }) {
  const [tick, setTick] = useState('');
  const [point, setPoint] = useState('');
  const [code, setCode] = useState(currency);
  const [problem, setProblem] = useState<CallError | null>(null);
  const save = async (): Promise<void> => {
    const [tickSize, pointValue] = [readDecimal(tick), readDecimal(point)];
    if (tickSize === null) return setProblem({ code: 'invalid-input', field: 'tickSize', message: 'Write a number such as 0.25' });
    if (pointValue === null) return setProblem({ code: 'invalid-input', field: 'pointValue', message: 'Write a number such as 5' });
    const result = await call('match.value', { symbol, tickSize, pointValue, currency: code.trim().toUpperCase() });
    if (!result.ok) return setProblem(result.error);
    notify('success', `${symbol}: ${counted(result.value.trades, 'trade has', 'trades have')} a computed result`);
  };
  const at = (field: string): string | null => (problem?.field === field ? problem.message : null);
  return (
    <form
      className={styles['value']}
      aria-label={`What ${symbol} is worth`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>
        <strong>{symbol}</strong>: {counted(trades, 'trade')}, {withoutResult === 0 ? 'with the broker’s result' : `${formatCount(withoutResult)} without a result`}; traded at {price}
      </p>
      <div className={styles['line']}>
        <NumberField label="Tick" value={tick} onChange={setTick} placeholder="0.25" error={at('tickSize')} />
        <NumberField label="Worth of a point" value={point} onChange={setPoint} placeholder="5" error={at('pointValue')} />
        <TextField label="Currency" value={code} onChange={setCode} maxLength={3} error={at('currency')} />
        <Button type="submit">
          Compute
        </Button>
      </div>
      {problem !== null && !['tickSize', 'pointValue', 'currency'].includes(problem.field ?? '') && <p role="alert">{problem.message}</p>}
    </form>
  );
}
