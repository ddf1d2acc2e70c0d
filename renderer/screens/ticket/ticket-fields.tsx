import { ArrowDownRight, ArrowUpRight, Plus, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Preview } from '../../../preload/contract/tickets.ts';
import { Button } from '../../components/button.tsx';
import { DecimalFigure, Money } from '../../components/figures.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Definition } from '../../components/tooltip.tsx';
import { formatPrice } from '../../format/display.ts';
import { priceText } from '../../format/price-input.ts';
import { useAppState } from '../../store/use-state.ts';
import { emotions, MAX_TARGETS, type FormReading, type Instrument, type PriceField, type TicketForm } from './ticket-form.ts';
import styles from './ticket-fields.module.css';

const NO_SETUP = '(none)';

interface TicketFieldsProps {
  form: TicketForm;
  reading: FormReading;
  traded: Instrument;
  preview: Preview | null;
  onChange: (change: Partial<TicketForm>) => void;
  onSize: () => void;
  onAddTarget: () => void;
}

export function TicketFields({ form, reading, traded, preview, onChange, onSize, onAddTarget }: TicketFieldsProps) {
  const instruments = useAppState((state) => state.instruments);
  const watched = useAppState((state) => state.watched);
  const setups = useAppState((state) => state.settings.setups);
  const confirmations = useAppState((state) => state.confirmations);
  const symbols = [...watched, ...(watched.includes(traded.symbol) ? [] : [traded.symbol])];

  /** L and S choose the side from any price field: no price is written with them. */
  const sideKeys = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[ls]$/i.test(event.key) || /[a-z]$/i.test(event.currentTarget.value)) return;
    event.preventDefault();
    onChange({ side: event.key.toLowerCase() === 'l' ? 'long' : 'short' });
  };

  const price = (field: PriceField, label: string, value: string, change: (text: string) => void, extra: { placeholder?: string; startAt?: string | undefined } = {}) => {
    const resolved = reading.resolved[field];
    const write = (price: string): void => change(field === 'entry' || field === 'plannedEntry' ? price : priceText(price));
    return (
      <div data-field={field} className={styles['cell']} key={field}>
        <NumberField
          label={label}
          value={value}
          onChange={change}
          step={traded.tickSize}
          onKeyDown={sideKeys}
          // Shorthand turns into its price when the field is left, so that what is sealed is what is read.
          onBlur={() => resolved !== undefined && write(resolved)}
          standsFor={resolved}
          onStep={write}
          // Beside the label, not under the field: it goes when the field is left, and what is being clicked must not move.
          aside={resolved === undefined ? undefined : <span className={styles['resolved']}>= {formatPrice(resolved, traded.priceDecimals)}</span>}
          hint={reading.remarks[field]}
          error={reading.problems[field]}
          {...extra}
        />
      </div>
    );
  };
  const setTarget = (index: number, text: string): void => onChange({ targets: form.targets.map((old, at) => (at === index ? text : old)) });
  const entry = reading.ticket.entry ?? undefined;

  return (
    <div className={styles['fields']}>
      <div className={styles['top']}>
        <div data-field="symbol">
          <Select
            label="Instrument"
            value={traded.symbol}
            onChange={(symbol) => onChange({ symbol })}
            options={symbols.map((symbol) => ({ value: symbol, label: symbol, note: instruments.find((known) => known.symbol === symbol)?.name }))}
          />
        </div>
        <div data-field="side">
          <RadioGroup
            label="Side"
            value={form.side}
            onChange={(side) => onChange({ side })}
            choices={[
              { value: 'long', label: 'Long', icon: ArrowUpRight, keys: 'L' },
              { value: 'short', label: 'Short', icon: ArrowDownRight, keys: 'S' },
            ]}
          />
        </div>
      </div>

      <div className={styles['three']}>
        {price('entry', 'Entry', form.entry, (text) => onChange({ entry: text }))}
        {price('stop', 'Stop', form.stop, (text) => onChange({ stop: text }), { placeholder: '6p', startAt: entry })}
        {price('plannedEntry', 'Planned entry', form.plannedEntry, (text) => onChange({ plannedEntry: text }), { placeholder: 'as entry', startAt: entry })}
      </div>

      <div data-field="targets">
        <div className={styles['three']}>
          {form.targets.map((text, index) => (
            <div key={`target-${index}`} className={styles['target']}>
              {price(`target-${index}`, `Target ${index + 1}`, text, (next) => setTarget(index, next), { placeholder: index === 0 ? '2r' : '', startAt: entry })}
              {index > 0 && (
                <span className={styles['remove']}>
                  <IconButton size="sm" icon={X} label={`Remove target ${index + 1}`} onClick={() => onChange({ targets: form.targets.filter((_, at) => at !== index) })} />
                </span>
              )}
            </div>
          ))}
          {form.targets.length < MAX_TARGETS && (
            <Button variant="ghost" icon={Plus} keys="T" onClick={onAddTarget} className={styles['add']}>
              Target
            </Button>
          )}
        </div>
      </div>

      <div className={styles['size']}>
        <div data-field="quantity" className={styles['cell']}>
          <NumberField
            label="Quantity"
            value={form.quantity}
            onChange={(quantity) => onChange({ quantity })}
            step={traded.quantityStep}
            minimum={traded.quantityStep}
            startAt={traded.quantityStep}
            onKeyDown={sideKeys}
            hint={reading.remarks.quantity}
            error={reading.problems.quantity}
          />
        </div>
        <Button onClick={onSize} keys="Z" className={styles['size-it']}>
          Size it for me
        </Button>
        <dl className={styles['figures']}>
          <div>
            <dt>
              <Definition text="Initial risk: the distance from entry to stop × quantity × point value. Sealed with the ticket.">Stop$</Definition>
            </dt>
            <dd>
              <Money value={preview?.stopAmount ?? null} />
            </dd>
          </div>
          <div>
            <dt>
              <Definition text="Reward to risk: the distance from entry to target ÷ the distance from entry to stop. With several targets it goes by their mean, or by the one that your rule measures to.">R:R</Definition>
            </dt>
            <dd>
              <DecimalFigure value={preview?.rewardToRisk ?? null} places={2} />
            </dd>
          </div>
        </dl>
      </div>

      <div data-field="emotion">
        <RadioGroup label="What do you feel?" look="chips" value={form.emotion} onChange={(emotion) => onChange({ emotion })} choices={emotions} />
      </div>

      {confirmations.length > 0 && (
        <div data-field="confirmations" className={styles['confirmations']} role="group" aria-label="Confirmations">
          {confirmations.map(({ key, label, critical }) => (
            <div key={key} data-field={`confirmations.${key}`} className={styles['confirmation']}>
              <span className={styles['question']}>
                {label}
                {critical && <span className={styles['critical']}> critical</span>}
              </span>
              <RadioGroup
                label={label}
                hideLabel
                className={styles['yes-no']}
                value={key in form.confirmations ? (form.confirmations[key] === true ? 'yes' : 'no') : null}
                onChange={(answer) => onChange({ confirmations: { ...form.confirmations, [key]: answer === 'yes' } })}
                choices={[
                  { value: 'yes', label: 'Yes' },
                  { value: 'no', label: 'No' },
                ]}
              />
            </div>
          ))}
        </div>
      )}

      <div className={styles['two']}>
        <div data-field="setup" className={styles['cell']}>
          {setups.length === 0 ? (
            <TextField label="Setup" value={form.setup ?? ''} maxLength={60} onChange={(text) => onChange({ setup: text === '' ? null : text })} />
          ) : (
            <Select
              label="Setup"
              value={form.setup ?? NO_SETUP}
              onChange={(setup) => onChange({ setup: setup === NO_SETUP ? null : setup })}
              options={[{ value: NO_SETUP, label: 'None' }, ...setups.map((setup) => ({ value: setup, label: setup }))]}
            />
          )}
        </div>
        <div data-field="idea" className={styles['cell']}>
          <TextField label="Idea" value={form.idea} maxLength={200} placeholder="names it, if tried again" onChange={(idea) => onChange({ idea })} />
        </div>
      </div>

      <div data-field="note">
        <TextField label="Note" rows={2} value={form.note} maxLength={8000} placeholder="Why this, why now" onChange={(note) => onChange({ note })} />
      </div>
    </div>
  );
}
