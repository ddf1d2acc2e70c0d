import { ListFilter, Search, X } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { DateField } from './date-field.tsx';
import styles from './filter-bar.module.css';
import { IconButton } from './icon-button.tsx';
import { Kbd } from './kbd.tsx';
import { useKeys } from './use-keys.ts';

export interface FilterBarProps {
  search: string;
  onSearch: (text: string) => void;
  /** The accessible name of the search field. */
  searchLabel: string;
  /** The filter that is always in view. */
  primary: ReactNode;
  /** Session dates, both included; empty for no limit. */
  from: string;
  to: string;
  onDates: (from: string, to: string) => void;
  /** How many of the folded-away filters are set. */
  active: number;
  onClear: () => void;
  /** The other filters. */
  children: ReactNode;
}

/** Search and filters above a list. `/` searches, `f` folds the filters out. */
export function FilterBar({ search, onSearch, searchLabel, primary, from, to, onDates, active, onClear, children }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useKeys({ '/': () => field.current?.focus(), F: () => setOpen((was) => !was) });
  return (
    <div className={styles['bar']} role="search">
      <div className={styles['line']}>
        <label className={styles['search']}>
          <Search size={14} aria-hidden="true" />
          <input
            ref={field}
            type="search"
            aria-label={searchLabel}
            aria-keyshortcuts="/"
            placeholder="Search"
            value={search}
            onChange={(event) => onSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              if (search === '') event.currentTarget.blur();
              else onSearch('');
            }}
          />
          {search === '' ? <Kbd keys="/" /> : <IconButton size="sm" label="Clear search" icon={X} onClick={() => onSearch('')} />}
        </label>
        <Button variant="ghost" icon={ListFilter} aria-expanded={open} onClick={() => setOpen((was) => !was)} keys="F">
          {active === 0 ? 'Filter' : `Filter (${active})`}
        </Button>
      </div>
      {primary}
      {open && (
        <div id={id} className={styles['more']}>
          {children}
          <div className={styles['dates']}>
            <DateField label="From" value={from} onChange={(date) => onDates(date, to)} />
            <DateField label="To" value={to} onChange={(date) => onDates(from, date)} />
          </div>
          {(active > 0 || search !== '') && (
            <Button size="sm" variant="ghost" onClick={onClear}>
              Clear filters
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
