import { useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify } from '../../components/toast.tsx';
import { readDecimal } from '../../format/decimal.ts';
import { formatR } from '../../format/display.ts';
import { readMoney } from '../../format/money-input.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import styles from './matching.module.css';

const SOURCES = { ticket: 'sealed with the ticket', bracket: 'of the broker’s own stop order', typed: 'typed later, and kept apart in the figures' } as const;

/** The stop of a trade: where it comes from, or a form to type it afterwards. */
export function StopTyping({ tradeId }: { tradeId: string }) {
  const { value: trade } = useLoaded('trade.get', { tradeId });
  const [by, setBy] = useState<'price' | 'amount'>('price');
  const [text, setText] = useState('');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<CallError | null>(null);
  if (trade === null) return null;
  const { stopAmount, stopProvenance, initialStop, r } = trade;
  const known = stopAmount !== null && stopProvenance !== null && (
    <p className={styles['known']}>
      Stop$ <Money value={stopAmount} /> {initialStop !== null && `(stop ${initialStop}) `}
      {SOURCES[stopProvenance]}.{r !== null && ` ${formatR(r)}.`}
    </p>
  );
  if (stopProvenance === 'ticket' || stopProvenance === 'bracket') return known;
  const save = async (stop: { price: string } | { amount: number } | null): Promise<void> => {
    const reason = why.trim();
    if (reason.length < 3) return setProblem({ code: 'invalid-input', field: 'why', message: 'Say why in a few words' });
    const result = await call('trade.stop', { tradeId, stop, why: reason });
    if (!result.ok) return setProblem(result.error);
    setProblem(null);
    setText('');
    setWhy('');
    notify('success', stop === null ? 'The stop is taken away' : 'The stop is recorded, marked as typed later');
  };
  const submit = (): void => {
    const price = by === 'price' ? readDecimal(text) : null;
    const money = by === 'amount' ? readMoney(text, trade.grossPnl.currency) : null;
    if (price !== null) void save({ price });
    else if (money?.kind === 'money' && money.value.amount > 0) void save({ amount: money.value.amount });
    else setProblem({ code: 'invalid-input', field: 'stop', message: by === 'price' ? 'Write a price such as 6012.25' : 'Write an amount above zero, such as 60' });
  };
  return (
    <form
      className={styles['stop']}
      aria-label="Type the stop"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{stopProvenance === 'typed' ? 'Stop, typed later' : 'No stop: R is unknown'}</h3>
      {known}
      <div className={styles['line']}>
        <RadioGroup
          label="Type it as"
          value={by}
          onChange={(next) => {
            setBy(next);
            setText('');
            setProblem(null);
          }}
          choices={[{ value: 'price', label: 'Price' }, { value: 'amount', label: 'Amount' }]}
        />
        <NumberField label={by === 'price' ? 'Initial stop' : 'Stop$'} value={text} onChange={setText} error={problem !== null && problem.field !== 'why' ? problem.message : null} />
        <TextField label="Where you read it" value={why} onChange={setWhy} maxLength={500} error={problem?.field === 'why' ? problem.message : null} />
      </div>
      <div className={styles['line']}>
        <Button type="submit" size="sm">
          {stopProvenance === 'typed' ? 'Change the stop' : 'Record the stop'}
        </Button>
        {stopProvenance === 'typed' && (
          <Button size="sm" variant="ghost" onClick={() => void save(null)}>
            Take it away
          </Button>
        )}
      </div>
    </form>
  );
}
