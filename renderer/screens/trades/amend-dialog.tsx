import { useState } from 'react';
import type { CallInput } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { Button } from '../../components/button.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify } from '../../components/toast.tsx';
import { readDecimal } from '../../format/decimal.ts';
import { formatPrice, MINUS } from '../../format/display.ts';
import { moneyToTyped, readMoney } from '../../format/money-input.ts';
import { call } from '../../ipc.ts';
import { useSettings } from '../../store/use-state.ts';
import styles from './trades.module.css';

type AmendField = CallInput<'trade.amend'>['field'];

function recordedText(trade: TradeView, field: AmendField, decimals: number): string {
  if (field !== 'entryPrice' && field !== 'exitPrice') return moneyToTyped(trade[field]);
  const price = trade[field];
  return price === null ? '' : formatPrice(price, decimals).replace(MINUS, '-');
}

/** What is recorded, as the call has it; null while unknown. */
function recordedValue(trade: TradeView, field: AmendField): string | null {
  if (field === 'entryPrice' || field === 'exitPrice') return trade[field];
  const amount = trade[field];
  return amount === null ? null : String(amount.amount);
}

/** What was typed, as the call takes it; null when it cannot be read. MFE$ and MAE$ may become unknown. */
function typedValue(text: string, field: AmendField, currency: string): string | null {
  if (field === 'entryPrice' || field === 'exitPrice') return readDecimal(text);
  const read = readMoney(text, currency);
  if (read.kind === 'empty') return field === 'fees' ? null : '';
  return read.kind === 'money' ? String(read.value.amount) : null;
}

/** Corrects what was recorded. The old value stays in the log beside the new one and the reason. */
export function AmendDialog({ open, trade, decimals, onClose, onChanged }: { open: boolean; trade: TradeView; decimals: number; onClose: () => void; onChanged: () => void }) {
  const [field, setField] = useState<AmendField>('entryPrice');
  const [typed, setTyped] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<CallError | null>(null);
  const text = typed ?? recordedText(trade, field, decimals);
  const isPrice = field === 'entryPrice' || field === 'exitPrice';
  const isExcursion = field === 'mfe' || field === 'mae';
  const { hidePnl } = useSettings();
  const exits = trade.fills.filter(({ action }) => action === 'exit').length;

  const close = (): void => {
    setTyped(null);
    setWhy('');
    setProblem(null);
    onClose();
  };
  const save = async (): Promise<void> => {
    const value = typedValue(text, field, trade.grossPnl.currency);
    if (value === null) return setProblem({ code: 'invalid-input', field: 'value', message: isPrice ? 'Write a number such as 6012.25' : 'Write an amount such as 1.24' });
    if (value === recordedValue(trade, field)) return setProblem({ code: 'invalid-input', field: 'value', message: 'This is what is recorded already' });
    if (why.trim().length < 3) return setProblem({ code: 'invalid-input', field: 'why', message: 'Say why in a few words' });
    const result = await call('trade.amend', { tradeId: trade.id, field, value, why: why.trim() });
    if (!result.ok) return setProblem(result.error);
    notify('success', 'Correction recorded');
    onChanged();
    close();
  };
  const recorded = `Recorded: ${recordedText(trade, field, decimals) || 'unknown'}`;
  const hint = !isExcursion ? recorded : hidePnl ? 'Left empty it is unknown.' : `${recorded}. Left empty it is unknown.`;
  /** What is typed anew is not refused yet. */
  const type = (keep: (text: string) => void) => (text: string): void => {
    keep(text);
    setProblem(null);
  };
  const problemAt = (name: string): string | null => (problem?.field === name ? problem.message : null);

  return (
    <Dialog
      open={open}
      onClose={close}
      title="Correct a value"
      description="The old value stays in the log, with your reason."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()}>
            Record correction
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <Select<AmendField>
          label="Value"
          value={field}
          onChange={(next) => {
            setField(next);
            setTyped(null);
            setProblem(null);
          }}
          options={[
            { value: 'entryPrice', label: 'Entry price' },
            ...(trade.exitPrice === null ? [] : [{ value: 'exitPrice' as const, label: exits > 1 ? 'Average exit price' : 'Exit price' }]),
            { value: 'fees', label: 'Fees of the whole trade' },
            ...(trade.mfe === null ? [] : [{ value: 'mfe' as const, label: 'MFE$' }]),
            ...(trade.mae === null ? [] : [{ value: 'mae' as const, label: 'MAE$' }]),
          ]}
        />
        <NumberField label="Corrected to" value={text} onChange={type(setTyped)} error={problemAt('value')} covered={hidePnl && isExcursion} hint={hint} />
        <TextField label="Why" value={why} onChange={type(setWhy)} error={problemAt('why')} maxLength={500} rows={2} />
        {problem !== null && problem.field !== 'value' && problem.field !== 'why' && (
          <p role="alert" className={styles['problem']}>
            {problem.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
