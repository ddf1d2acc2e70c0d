import type { ImportPreview } from '../../../preload/contract/imports.ts';
import type { AppState } from '../../../preload/contract/state.ts';
import { Combobox } from '../../components/combobox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Select, type Option } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ZONES } from '../../format/zones.ts';
import { formatDate } from '../format-cell.ts';
import { Card } from './card.tsx';
import styles from './questions.module.css';
import type { Importing, Target } from './use-import.ts';

const orders: readonly Option<'mdy' | 'dmy'>[] = [
  { value: 'mdy', label: 'Month first', note: '05/03/2026 is the 3rd of May' },
  { value: 'dmy', label: 'Day first', note: '05/03/2026 is the 5th of March' },
];

const alikes: readonly Option<'same' | 'different'>[] = [
  { value: 'same', label: 'The same trades', note: 'Left out, so that nothing is counted twice' },
  { value: 'different', label: 'Different trades', note: 'All fills of the file are imported' },
];

const NEW = 'new';
const EACH = 'each';

/** What only the trader can say: where the fills go, and how to read what the file leaves open. */
export function Questions({ importing, preview, accounts }: { importing: Importing; preview: ImportPreview | null; accounts: AppState['accounts'] }) {
  const { said, target, say, aim } = importing;
  const needs = preview?.needs ?? [];
  const answers = preview?.answers ?? said;
  const remembered = preview?.remembered ?? [];
  const asTold = (need: (typeof remembered)[number]): string | undefined => (remembered.includes(need) ? 'As for the last file of this kind.' : undefined);
  const guessesOrder = preview?.notes.some((note) => note.startsWith('Dates are read')) === true;
  const named = preview?.dateHint == null ? undefined : `The file’s name says ${formatDate(preview.dateHint)}.`;
  const several = preview?.brokerAccounts ?? [];
  const targets: Option<string>[] = [
    ...accounts.map(({ id, name, broker }): Option<string> => ({ value: id, label: name, note: broker === '' ? undefined : broker })),
    ...(several.length > 1 ? [{ value: EACH, label: `One account for each of the ${several.length}`, note: several.join(', ') }] : []),
    { value: NEW, label: 'A new account…' },
  ];
  const choose = (value: string): void => {
    if (value === NEW || value === EACH) aim({ kind: value, currency: preview?.currencies.length === 1 ? (preview.currencies[0] ?? 'USD') : 'USD', name: several.length === 1 ? (several[0] ?? '') : '' });
    else aim({ kind: 'account', accountId: value });
  };
  return (
    <Card title="What the file does not say" lead={several.length > 1 ? whereTo(several, target, preview?.into ?? []) : undefined}>
      <div className={styles['grid']}>
        <Select label="Into account" value={target.kind === 'account' ? target.accountId : target.kind} onChange={choose} options={targets} />
        {target.kind === 'new' && <TextField label="Name of the account" value={target.name} onChange={(name) => aim({ name })} maxLength={120} placeholder={preview?.found?.broker ?? 'Evaluation'} />}
        {target.kind !== 'account' && <NewAccount target={target} aim={aim} />}
        {(needs.includes('zone') || answers.zone !== null) && (
          <Combobox
            label="Time zone of the file"
            value={answers.zone}
            onChange={(zone) => say({ zone })}
            options={ZONES}
            placeholder="Type a city"
            hint={asTold('zone') ?? preview?.found?.zoneHint}
            error={needs.includes('zone') ? `The times in this file carry no zone. Say which clock they show. ${preview?.found?.zoneHint ?? ''}`.trimEnd() : null}
          />
        )}
        {(needs.includes('date-order') || answers.dateOrder !== null || guessesOrder) && (
          <Select
            label="Dates are written"
            value={answers.dateOrder}
            onChange={(dateOrder) => say({ dateOrder })}
            options={orders}
            placeholder={guessesOrder ? 'As the file suggests' : 'Choose'}
            hint={asTold('date-order')}
            error={needs.includes('date-order') ? 'These dates can be read two ways. Which is it?' : null}
          />
        )}
        {(needs.includes('date') || answers.date !== null) && (
          <DateField
            label="Day of the fills"
            value={answers.date ?? ''}
            onChange={(date) => say({ date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null })}
            hint={named}
            error={needs.includes('date') ? `The file has times of day and no date. Of which day is it? ${named ?? ''}`.trimEnd() : null}
          />
        )}
        {(needs.includes('symbol') || answers.symbol !== null) && (
          <TextField label="Instrument" value={said.symbol ?? ''} onChange={(symbol) => say({ symbol: symbol.trim() === '' ? null : symbol.trim() })} maxLength={40} placeholder="MES" error={needs.includes('symbol') ? 'The file does not name its instrument.' : null} />
        )}
        {(needs.includes('alike') || said.alike !== null || (preview?.counts?.otherReport ?? 0) > 0) && (
          <Select
            label="Fills like those of another report"
            value={said.alike}
            onChange={(alike) => say({ alike })}
            options={alikes}
            placeholder={needs.includes('alike') ? 'Choose' : 'The same trades'}
            error={needs.includes('alike') ? 'Some fills may be in the journal already. Are they the same trades?' : null}
          />
        )}
      </div>
    </Card>
  );
}

function whereTo(several: readonly string[], target: Target, into: ImportPreview['into']): string {
  if (target.kind !== 'each') return `The file has ${several.length} accounts: ${several.join(', ')}. In one account of the journal their positions are still counted apart.`;
  return into.map(({ brokerAccount, accountName }) => (accountName === null ? `${brokerAccount} gets a new account.` : accountName === brokerAccount ? `${brokerAccount} has its account.` : `${brokerAccount} goes into ${accountName}, which has its fills.`)).join(' ');
}

function NewAccount({ target, aim }: { target: Target; aim: (changes: Partial<Target>) => void }) {
  return (
    <>
      <TextField label="Currency" value={target.currency} onChange={(currency) => aim({ currency: currency.toUpperCase().replaceAll(/[^A-Z]/g, '') })} maxLength={3} />
      <Combobox label="Time zone of the account" value={target.zone} onChange={(zone) => aim({ zone })} options={ZONES} hint="Yours. Sessions follow the exchange’s clock." />
    </>
  );
}

/** Why an import cannot begin; null when it can. */
export function whatIsMissing({ target, preview, busy }: Importing, accounts: AppState['accounts']): string | null {
  if (preview === null || busy === 'previewing') return 'The file is being read.';
  if (preview.refusal !== null) return 'This file cannot be imported.';
  if (preview.needs.length > 0) return 'Answer what the file does not say.';
  if (target.kind === 'new' && target.name.trim() === '') return 'Give the new account a name.';
  if (target.kind === 'new' && accounts.some(({ name }) => name.toLowerCase() === target.name.trim().toLowerCase())) return `There is an account ${target.name.trim()} already: choose it, or another name.`;
  if (target.kind !== 'account' && target.currency.length !== 3) return 'The currency is a code such as USD.';
  return null;
}
