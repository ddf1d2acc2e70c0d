import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { notifyError } from '../../components/toast.tsx';
import { readDecimal } from '../../format/decimal.ts';
import { call } from '../../ipc.ts';
import { Card } from './card.tsx';
import styles from './unknown-instruments.module.css';

/** Asks for what prices of unknown instruments are worth; without it their trades have the broker's result or none. */
export function UnknownInstruments({ symbols, currency }: { symbols: readonly string[]; currency: string }) {
  if (symbols.length === 0) return null;
  return (
    <Card title={symbols.length === 1 ? 'An instrument is not known' : `${symbols.length} instruments are not known`} lead={`Say what ${symbols.length === 1 ? 'its' : 'their'} prices are worth, so that results are computed. You can also import first: those trades then have the result that the broker states, or none.`}>
      <ul className={styles['list']}>
        {symbols.slice(0, 20).map((symbol) => (
          <Unknown key={symbol} symbol={symbol} currency={currency} />
        ))}
      </ul>
    </Card>
  );
}

function Unknown({ symbol, currency }: { symbol: string; currency: string }) {
  const [tick, setTick] = useState('');
  const [point, setPoint] = useState('');
  const [tickSize, pointValue] = [readDecimal(tick), readDecimal(point)];
  const positive = (value: string | null): value is string => value !== null && !value.startsWith('-') && /[1-9]/.test(value);
  const save = async (): Promise<void> => {
    if (!positive(tickSize) || !positive(pointValue)) return;
    const saved = await call('match.value', { symbol, tickSize, pointValue, currency });
    if (!saved.ok) notifyError(saved.error, `${symbol} was not added`);
  };
  return (
    <li className={styles['row']}>
      <strong className={styles['symbol']}>{symbol}</strong>
      <NumberField label={`Tick size of ${symbol}`} value={tick} onChange={setTick} placeholder="0.25" />
      <NumberField label={`Value of one point of ${symbol}`} value={point} onChange={setPoint} placeholder="5" unit={currency} />
      <Button onClick={() => void save()} disabled={!positive(tickSize) || !positive(pointValue)}>
        Add {symbol}
      </Button>
    </li>
  );
}
