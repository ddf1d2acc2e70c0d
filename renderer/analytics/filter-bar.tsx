import { useEffect, useState } from 'react';
import type { Choices, ReportFilter } from '../../preload/contract/analytics.ts';
import { DateField } from '../components/date-field.tsx';
import { Select } from '../components/select.tsx';
import { call } from '../ipc.ts';
import { useAppState } from '../store/use-state.ts';
import styles from './filter-bar.module.css';
import { dateOrNull, isBackwards, spans, spanStart, wholeAccount, type Span } from './filter.ts';

const EVERY = '\u0000every';

export interface FilterBarProps {
  filter: ReportFilter;
  onChange: (filter: ReportFilter) => void;
  /** Leaves the dates out, for a page that has its own. */
  dates: boolean;
}

/** Account, dates, instrument and setup, above every report. */
export function FilterBar({ filter, onChange, dates }: FilterBarProps) {
  const accounts = useAppState((state) => state.accounts);
  const today = useAppState((state) => state.session?.date ?? new Date(state.now).toISOString().slice(0, 10));
  const revision = useAppState((state) => state.revision);
  const [choices, setChoices] = useState<Choices | null>(null);
  const [span, setSpan] = useState<Span>(filter.from === null && filter.to === null ? 'all' : 'own');

  useEffect(() => {
    let here = true;
    void call('analytics.choices', { accountId: filter.accountId }).then((result) => here && result.ok && setChoices(result.value));
    return () => {
      here = false;
    };
  }, [filter.accountId, revision]);

  const chooseSpan = (next: Span): void => {
    setSpan(next);
    if (next === 'own') onChange({ ...filter, from: filter.from ?? choices?.firstSession ?? null, to: filter.to ?? choices?.lastSession ?? null });
    else onChange({ ...filter, from: spanStart(next, today), to: null });
  };
  const named = (every: string, values: readonly string[], current: string | null): { value: string; label: string }[] => [
    { value: EVERY, label: every },
    ...[...new Set([...values, ...(current === null ? [] : [current])])].map((value) => ({ value, label: value })),
  ];

  return (
    <div className={styles['bar']} role="search" aria-label="Filters">
      {accounts.length > 1 && (
        <Select
          label="Account"
          value={filter.accountId}
          onChange={(accountId) => {
            setSpan('all');
            onChange(wholeAccount(accountId));
          }}
          options={accounts.map((account) => ({ value: account.id, label: account.name, note: account.broker }))}
        />
      )}
      {dates && <Select label="Sessions" value={span} onChange={chooseSpan} options={spans} />}
      {dates && span === 'own' && (
        <>
          <DateField label="From" value={filter.from ?? ''} onChange={(from) => onChange({ ...filter, from: dateOrNull(from) })} />
          <DateField label="To" value={filter.to ?? ''} error={isBackwards(filter) ? 'Before the first date' : null} onChange={(to) => onChange({ ...filter, to: dateOrNull(to) })} />
        </>
      )}
      <Select label="Instrument" value={filter.symbol ?? EVERY} onChange={(symbol) => onChange({ ...filter, symbol: symbol === EVERY ? null : symbol })} options={named('Every instrument', choices?.symbols ?? [], filter.symbol)} />
      <Select label="Setup" value={filter.setup ?? EVERY} onChange={(setup) => onChange({ ...filter, setup: setup === EVERY ? null : setup })} options={named('Every setup', choices?.setups ?? [], filter.setup)} />
    </div>
  );
}
