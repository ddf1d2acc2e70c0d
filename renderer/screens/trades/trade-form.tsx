import { useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify } from '../../components/toast.tsx';
import { Definition } from '../../components/tooltip.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useOnce } from '../../components/use-once.ts';
import { formatMoney, formatR } from '../../format/display.ts';
import { moneyToTyped } from '../../format/money-input.ts';
import { priceText } from '../../format/price-input.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useSettings } from '../../store/use-state.ts';
import { definitions } from './definitions.ts';
import { OutcomeFigures } from './outcome-figures.tsx';
import { outcomeOf } from './outcome.ts';
import { readTradeForm, type TradeFormText } from './read-trade-form.ts';
import styles from './trades.module.css';

function initialText(trade: TradeView): TradeFormText {
  return { price: '', quantity: trade.openQuantity, fees: '', mfe: moneyToTyped(trade.mfe), mae: moneyToTyped(trade.mae), note: trade.note, lesson: trade.lesson };
}

/**
 * While a trade is open: its exit, whole or in part, with what is known about it. Afterwards: what is still to be said.
 * The numbers appear as they are typed; the journal's own replace them once it is recorded.
 */
export function TradeForm({ trade, pointValue, tickSize, onChanged }: { trade: TradeView; pointValue: string; tickSize: string | undefined; onChanged: () => void }) {
  const kept = useApp((store) => store.unsaved[trade.id]);
  const { keepUnsaved } = useApp.getState();
  const open = trade.status === 'open';
  const initial = initialText(trade);
  /** What is recorded of them is corrected, with a reason. */
  const states = { mfe: open || trade.mfe === null, mae: open || trade.mae === null };
  const text: TradeFormText = { ...initial, ...kept, ...(!states.mfe && { mfe: initial.mfe }), ...(!states.mae && { mae: initial.mae }) };
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<CallError | null>(null);
  const [busy, once] = useOnce();
  const form = useRef<HTMLFormElement>(null);
  const { hidePnl } = useSettings();
  const read = readTradeForm(text, trade, pointValue, tickSize);
  const outcome = outcomeOf(trade, read.exit, read.mfe, read.mae, pointValue);

  const set = (field: keyof TradeFormText) => (value: string) => {
    keepUnsaved(trade.id, { ...kept, [field]: value });
    if (refused !== null) setRefused(null);
  };
  const leave = (field: string) => () => setTouched((held) => new Set(held).add(field));
  const setPrice = (price: string): void => set('price')(priceText(price));
  /** A distance turns into its price, so that what is recorded is what is read. */
  const leavePrice = (): void => {
    leave('price')();
    if (read.distance !== null) setPrice(read.distance);
  };
  /** A reason is shown once the field was left, or at once when what is typed cannot become right by typing on. */
  const problem = (field: keyof TradeFormText): string | null => {
    const refusal = refused?.field?.split('.')[0] === field ? refused.message : null;
    return refusal ?? (touched.has(field) ? (read.problems[field] ?? null) : null);
  };

  const submit = (): Promise<void> => once(async () => {
    const fields = Object.keys(read.problems);
    if (fields.length > 0) {
      setTouched(new Set(fields));
      form.current?.querySelector<HTMLElement>(`[data-field="${fields[0] ?? ''}"] input`)?.focus();
      return;
    }
    const recorded = await record();
    if (recorded === null) return;
    onChanged();
    setTouched(new Set());
    // What was typed of the best and the worst waits for the last exit.
    keepUnsaved(trade.id, recorded.status === 'open' ? { quantity: recorded.openQuantity, mfe: text.mfe, mae: text.mae } : null);
    if (recorded.status === 'closed' && open) notify('success', 'Trade closed', recorded.r === null ? `R is unknown: ${recorded.stopAmount === null ? 'there was no stop' : 'its fees are unknown'}.` : hidePnl ? undefined : formatR(recorded.r));
    else notify('success', open ? 'Partial exit recorded' : 'Saved');
  });

  /** An exit and what is known with it are recorded as one. */
  const record = async (): Promise<TradeView | null> => {
    const { exit, facts } = read;
    if (exit === null && facts === null) return trade;
    const recorded = exit === null ? await call('trade.facts', { tradeId: trade.id, ...facts }) : await call('trade.exit', { tradeId: trade.id, ...exit, ...facts });
    if (recorded.ok) return recorded.value;
    setRefused(recorded.error);
    return null;
  };

  useKeys({ 'Ctrl+Enter': () => void submit() });

  const changed = read.exit !== null || read.facts !== null;
  const excursionHint = (hint: string): string => (open && read.exit !== null && !outcome.closed ? 'kept for the last exit' : hint);
  const generalProblem = refused !== null && !(refused.field !== undefined && (refused.field.split('.')[0] ?? '') in text) ? refused.message : null;
  const verb = !open ? 'Save' : read.exit === null && read.facts !== null && !read.exitStarted ? 'Save' : outcome.closed || read.exit === null ? 'Close trade' : 'Record partial exit';

  return (
    <form
      ref={form}
      className={styles['form']}
      aria-label={open ? 'Close trade' : 'Complete trade'}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {open && (
        <div className={styles['three']}>
          <div data-field="price">
            <NumberField
              label="Exit price"
              value={text.price}
              onChange={set('price')}
              onBlur={text.price === '' ? undefined : leavePrice}
              step={tickSize}
              startAt={trade.entryPrice}
              standsFor={read.distance ?? undefined}
              onStep={setPrice}
              aside={read.distance === null ? undefined : `= ${read.distance}`}
              error={problem('price')}
            />
          </div>
          <div data-field="quantity">
            <NumberField label="Quantity" value={text.quantity} onChange={set('quantity')} onBlur={leave('quantity')} error={problem('quantity')} hint={`${trade.openQuantity} open`} />
          </div>
          <div data-field="fees">
            <NumberField
              label="Fees"
              labelContent={<Definition text={definitions.Fees}>Fees</Definition>}
              value={text.fees}
              onChange={set('fees')}
              onBlur={text.fees === '' ? undefined : leave('fees')}
              error={problem('fees')}
              hint="entry and exit"
              placeholder="unknown"
            />
          </div>
        </div>
      )}
      {(states.mfe || states.mae) && (
        <div className={styles['two']}>
          {states.mfe && (
            <div data-field="mfe">
              <NumberField label="MFE$" labelContent={<Definition text={definitions['MFE$']}>MFE$</Definition>} value={text.mfe} onChange={set('mfe')} onBlur={leave('mfe')} covered={hidePnl} error={problem('mfe')} hint={excursionHint('best open P&L')} placeholder="unknown" />
            </div>
          )}
          {states.mae && (
            <div data-field="mae">
              <NumberField label="MAE$" labelContent={<Definition text={definitions['MAE$']}>MAE$</Definition>} value={text.mae} onChange={set('mae')} onBlur={leave('mae')} covered={hidePnl} error={problem('mae')} hint={excursionHint('worst open P&L, as -15')} placeholder="unknown" />
            </div>
          )}
        </div>
      )}
      {open && <OutcomeFigures trade={trade} outcome={outcome} mfe={read.mfe} mae={read.mae} />}
      <TextField label="Note" value={text.note} onChange={set('note')} rows={2} maxLength={8000} />
      <TextField label="Lesson" value={text.lesson} onChange={set('lesson')} rows={2} maxLength={8000} />
      {generalProblem !== null && (
        <p role="alert" className={styles['problem']}>
          {generalProblem}
        </p>
      )}
      <div className={cx(styles['submit'], (open || changed) && styles['docked'])}>
        <Button type="submit" variant={open ? 'primary' : 'secondary'} keys="Ctrl+Enter" disabled={busy || (!open && !changed)} wide={open}>
          {verb}
        </Button>
        {!open && <span className={styles['soft']}>{!changed ? 'Nothing to save' : trade.stopProvenance === 'ticket' && trade.stopAmount !== null ? `Stop$ ${formatMoney(trade.stopAmount)} stays as sealed` : ''}</span>}
      </div>
    </form>
  );
}
