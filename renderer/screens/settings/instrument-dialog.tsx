import { useState } from 'react';
import { instrument as instrumentSchema } from '../../../preload/contract/values.ts';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { multiplyDecimals, readDecimal } from '../../format/decimal.ts';
import { call } from '../../ipc.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './settings.module.css';

type Instrument = AppState['instruments'][number];

const kinds: readonly { value: Instrument['kind']; label: string }[] = [
  { value: 'future', label: 'Future' },
  { value: 'fx', label: 'FX' },
  { value: 'crypto', label: 'Crypto' },
  { value: 'share', label: 'Share' },
  { value: 'index', label: 'Index' },
  { value: 'other', label: 'Other' },
];

/** An instrument of the trader's own, or a correction to one of the catalogue. */
export function InstrumentDialog({ instrument, onClose }: { instrument: Instrument | null; onClose: () => void }) {
  const calendars = useAppState((state) => state.calendars);
  const known = useAppState((state) => state.instruments);
  const [text, setText] = useState({
    symbol: instrument?.symbol ?? '', name: instrument?.name ?? '', tickSize: instrument?.tickSize ?? '', pointValue: instrument?.pointValue ?? '', currency: instrument?.currency ?? 'USD',
    quantityStep: instrument?.quantityStep ?? '1', priceDecimals: String(instrument?.priceDecimals ?? 2),
  });
  const [kind, setKind] = useState<Instrument['kind']>(instrument?.kind ?? 'future');
  const [calendarId, setCalendarId] = useState(instrument?.calendarId ?? calendars[0]?.id ?? '');
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const set = (key: keyof typeof text) => (value: string) => setText((held) => ({ ...held, [key]: value }));
  const tickValue = multiplyDecimals(readDecimal(text.tickSize) ?? '', readDecimal(text.pointValue) ?? '');

  const save = async (): Promise<void> => {
    const symbol = text.symbol.trim().toUpperCase();
    if (instrument === null && known.some((entry) => entry.symbol === symbol)) return setProblems({ symbol: `${symbol} is in the catalogue already. Add it from the list.` });
    const decimals = readDecimal(text.priceDecimals);
    const parsed = instrumentSchema.safeParse({
      symbol, name: text.name.trim(), kind, currency: text.currency, calendarId, tickSize: readDecimal(text.tickSize) ?? '', pointValue: readDecimal(text.pointValue) ?? '', quantityStep: readDecimal(text.quantityStep) ?? '',
      priceDecimals: decimals === null ? Number.NaN : Number(decimals),
    });
    if (!parsed.success) return setProblems(Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ''), messages[String(issue.path[0] ?? '')] ?? issue.message])));
    const result = await call('instrument.save', parsed.data);
    if (result.ok) onClose();
    else setProblems({ [result.error.field ?? 'symbol']: result.error.message });
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={instrument === null ? 'New instrument' : `Edit ${instrument.symbol}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()}>
            Save instrument
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <div className={styles['two']}>
          <TextField label="Symbol" value={text.symbol} onChange={set('symbol')} error={problems['symbol']} maxLength={24} disabled={instrument !== null} />
          <Select<Instrument['kind']> label="Kind" value={kind} onChange={setKind} options={kinds} />
        </div>
        <TextField label="Name" value={text.name} onChange={set('name')} error={problems['name']} maxLength={200} />
        <div className={styles['two']}>
          <NumberField label="Tick size" hint="Smallest move of the price." value={text.tickSize} onChange={set('tickSize')} error={problems['tickSize']} />
          <NumberField label="Point value" hint={tickValue === null ? 'Of one whole point, for one.' : `One tick is ${tickValue} ${text.currency}`} value={text.pointValue} onChange={set('pointValue')} error={problems['pointValue']} />
        </div>
        <div className={styles['three']}>
          <TextField label="Currency" value={text.currency} onChange={(value) => set('currency')(value.toUpperCase())} error={problems['currency']} maxLength={3} />
          <NumberField label="Quantity step" hint="1 for contracts." value={text.quantityStep} onChange={set('quantityStep')} error={problems['quantityStep']} />
          <NumberField label="Price decimals" value={text.priceDecimals} onChange={set('priceDecimals')} step="1" minimum="0" error={problems['priceDecimals']} />
        </div>
        <Select label="Session calendar" value={calendarId} onChange={setCalendarId} options={calendars.map(({ id, name }) => ({ value: id, label: name }))} error={problems['calendarId']} />
      </div>
    </Dialog>
  );
}

const messages: Readonly<Record<string, string>> = {
  symbol: 'A symbol such as MES',
  tickSize: 'A number above zero, such as 0.25',
  pointValue: 'A number above zero, such as 5',
  quantityStep: 'A number above zero, such as 1',
  priceDecimals: 'A whole number from 0 to 10',
  currency: 'Three letters, such as USD',
};
