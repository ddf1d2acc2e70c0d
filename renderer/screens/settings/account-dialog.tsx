import { useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { CONFIRM_KEYS, Dialog } from '../../components/dialog.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { moneyToTyped, readMoney } from '../../format/money-input.ts';
import { ZONES } from '../../format/zones.ts';
import { call } from '../../ipc.ts';
import styles from './settings.module.css';

type Account = AppState['accounts'][number];

/** A trading account, new or changed. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const [name, setName] = useState(account?.name ?? '');
  const [broker, setBroker] = useState(account?.broker ?? '');
  const [currency, setCurrency] = useState(account?.currency ?? 'USD');
  const [zone, setZone] = useState(account?.zone ?? 'America/New_York');
  const [equity, setEquity] = useState(moneyToTyped(account?.startingEquity ?? null));
  const [problem, setProblem] = useState<CallError | null>(null);
  const at = (field: string): string | null => (problem?.field?.replace(/^account\./, '').split('.')[0] === field ? problem.message : null);
  const wrong = (field: string, message: string): void => setProblem({ code: 'invalid-input', field, message });

  const save = async (): Promise<void> => {
    if (name.trim() === '') return wrong('name', 'Give it a name');
    if (!/^[A-Z]{3}$/.test(currency)) return wrong('currency', 'Three letters, such as USD');
    const reading = readMoney(equity, currency);
    if (reading.kind !== 'money' || reading.value.amount <= 0) return wrong('startingEquity', reading.kind === 'problem' ? reading.message : 'State what the account starts with');
    const result = await call('account.save', { id: account?.id ?? null, account: { name: name.trim(), broker: broker.trim(), currency, zone, startingEquity: reading.value } });
    if (result.ok) onClose();
    else setProblem(result.error);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={account === null ? 'New account' : `Edit ${account.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" keys={CONFIRM_KEYS} onClick={() => void save()}>
            Save account
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField label="Name" value={name} onChange={setName} error={at('name')} maxLength={80} />
        <TextField label="Broker" hint="May be empty." value={broker} onChange={setBroker} error={at('broker')} maxLength={80} />
        <div className={styles['two']}>
          <TextField label="Currency" value={currency} onChange={(text) => setCurrency(text.toUpperCase())} error={at('currency')} maxLength={3} />
          <NumberField label="Starting equity" value={equity} onChange={setEquity} error={at('startingEquity')} />
        </div>
        <Combobox label="Time zone" value={zone} onChange={setZone} options={ZONES} error={at('zone')} hint="Yours. Sessions follow the exchange’s clock." />
        {problem !== null && problem.field === undefined && (
          <p role="alert" className={styles['problem']}>
            {problem.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
