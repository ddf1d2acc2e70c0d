import { ArrowUp, Pencil, Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { Money } from '../../components/figures.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Tag } from '../../components/tag.tsx';
import { call } from '../../ipc.ts';
import { useAppState, useSettings } from '../../store/use-state.ts';
import { AccountDialog } from './account-dialog.tsx';
import { InstrumentDialog } from './instrument-dialog.tsx';
import { report, saveSettings } from './save-settings.ts';
import { SavedText } from './saved-fields.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';
import { readLines } from './read-lines.ts';

type Account = AppState['accounts'][number];
type Instrument = AppState['instruments'][number];

const watch = (symbols: string[]): void => void report(call('instrument.watch', { symbols }), 'The list was not changed');

/** Accounts, instruments, setups: what tickets are made of. */
export function TradingSettings() {
  const accounts = useAppState((state) => state.accounts);
  const current = useAppState((state) => state.account?.id ?? null);
  const instruments = useAppState((state) => state.instruments);
  const watched = useAppState((state) => state.watched);
  const { setups } = useSettings();
  const [editedAccount, setEditedAccount] = useState<Account | 'new' | null>(null);
  const [editedInstrument, setEditedInstrument] = useState<Instrument | 'new' | null>(null);
  const others = useMemo(
    () => instruments.filter(({ symbol }) => !watched.includes(symbol)).map(({ symbol, name }) => ({ value: symbol, label: `${symbol}  ${name}` })),
    [instruments, watched],
  );

  return (
    <>
      <Section title="Accounts">
        <ul aria-label="Accounts" className={styles['rows']}>
          {accounts.map((account) => (
            <li key={account.id} className={styles['row']}>
              <div className={styles['row-text']}>
                <span className={styles['row-title']}>
                  {account.name} {account.id === current && <Tag tone="clear">In use</Tag>}
                </span>
                <span className={styles['soft']}>
                  {account.broker === '' ? 'No broker' : account.broker} · {account.startingEquity.amount > 0 ? <Money value={account.startingEquity} /> : 'starting equity not stated'} · {account.zone.replaceAll('_', ' ')}
                </span>
              </div>
              {account.id !== current && (
                <Button size="sm" onClick={() => void report(call('account.select', { accountId: account.id }), 'The account was not changed')} aria-label={`Use ${account.name}`}>
                  Use
                </Button>
              )}
              <IconButton size="sm" label={`Edit ${account.name}`} icon={Pencil} onClick={() => setEditedAccount(account)} />
            </li>
          ))}
        </ul>
        <div>
          <Button size="sm" icon={Plus} onClick={() => setEditedAccount('new')}>
            New account
          </Button>
        </div>
      </Section>

      <Section title="Instruments" note="Those you trade, the default first.">
        <ul aria-label="Instruments watched" className={styles['rows']}>
          {watched.map((symbol, index) => {
            const instrument = instruments.find((entry) => entry.symbol === symbol);
            return (
              <li key={symbol} className={styles['row']}>
                <div className={styles['row-text']}>
                  <span className={styles['row-title']}>
                    {symbol} {index === 0 && <Tag>Default</Tag>}
                  </span>
                  <span className={styles['soft']}>{instrument === undefined ? 'unknown instrument' : `${instrument.name} · tick ${instrument.tickSize} · ${instrument.pointValue} ${instrument.currency} a point`}</span>
                </div>
                {index > 0 && <IconButton size="sm" label={`Move ${symbol} up`} icon={ArrowUp} onClick={() => watch([...watched.slice(0, index - 1), symbol, watched[index - 1] ?? symbol, ...watched.slice(index + 1)])} />}
                {instrument !== undefined && <IconButton size="sm" label={`Edit ${symbol}`} icon={Pencil} onClick={() => setEditedInstrument(instrument)} />}
                <IconButton size="sm" label={`Stop watching ${symbol}`} icon={X} disabled={watched.length === 1} onClick={() => watch(watched.filter((entry) => entry !== symbol))} />
              </li>
            );
          })}
        </ul>
        <Combobox
          // Chosen means added: the field is empty again for the next.
          key={watched.join(' ')}
          label="Add an instrument"
          value={null}
          placeholder="Symbol or name"
          empty="Not in the catalogue. Make it with New instrument."
          options={others}
          onChange={(symbol) => watch([...watched, symbol])}
        />
        <div>
          <Button size="sm" icon={Plus} onClick={() => setEditedInstrument('new')}>
            New instrument
          </Button>
        </div>
      </Section>

      <Section title="Setups" note="One per line, as the ticket offers them.">
        <SavedText label="Setups" value={setups.join('\n')} rows={Math.min(8, Math.max(3, setups.length + 1))} maxLength={2600} onSave={(text) => saveSettings({ setups: readLines(text, 60, 40) })} />
      </Section>

      {editedAccount !== null && <AccountDialog account={editedAccount === 'new' ? null : editedAccount} onClose={() => setEditedAccount(null)} />}
      {editedInstrument !== null && <InstrumentDialog instrument={editedInstrument === 'new' ? null : editedInstrument} onClose={() => setEditedInstrument(null)} />}
    </>
  );
}
