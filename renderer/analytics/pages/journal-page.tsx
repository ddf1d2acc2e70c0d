/** The journal in words and pictures: days and trades in a list, what was written found by search, one of them in full. */
import { Filter, NotebookPen, Search } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { DayLine, NotebookFilter, SearchHit, TradeLine } from '../../../preload/contract/notebook.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { MasterDetail } from '../../components/master-detail.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { RowList } from '../../components/row-list.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { Tag } from '../../components/tag.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { Waiting } from '../../components/waiting.tsx';
import { byDate, type Grouped } from '../../format/by-date.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { useAppState } from '../../store/use-state.ts';
import { DayDetail } from '../journal/day-detail.tsx';
import styles from '../journal/journal.module.css';
import { DayRow, fullDate, HitRow, TradeRow } from '../journal/rows.tsx';
import { TradeJournal } from '../journal/trade-journal.tsx';
import { useLines } from '../journal/use-lines.ts';
import type { PageProps } from '../pages.tsx';

type Mode = 'days' | 'trades';
type Opened = { readonly kind: 'day'; readonly date: string } | { readonly kind: 'trade'; readonly id: string; readonly name: string } | { readonly kind: 'setup'; readonly id: string; readonly name: string };

const DAYS_PAGE = 30;
const TRADES_PAGE = 100;
const HITS = 50;
const ANY = '\u0000any';

const today = (state: { now: number; session: { date: string } | null }): string => state.session?.date ?? new Date(state.now).toISOString().slice(0, 10);

export function JournalPage({ filter }: PageProps) {
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const now = useAppState(today);
  const [mode, setMode] = useState<Mode>('days');
  const [typed, setTyped] = useState('');
  const [labelId, setLabelId] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const searched = useDeferredValue(typed.trim());
  const wanted: NotebookFilter = { ...filter, labelId };
  const detail = useDetail(filter.accountId, zone, opened, setOpened);

  return (
    <div className={styles['page']}>
      <MasterDetail
        title="Journal"
        hint="Choose a day or a trade to read it and to write"
        onClose={() => setOpened(null)}
        tools={
          <Button size="sm" icon={NotebookPen} onClick={() => setOpened({ kind: 'day', date: now })}>
            Write today’s note
          </Button>
        }
        detail={detail}
      >
        <ListHead typed={typed} onType={setTyped} mode={mode} onMode={setMode} labelId={labelId} onLabel={setLabelId} />
        {searched !== '' ? (
          <Hits accountId={filter.accountId} text={searched} zone={zone} opened={opened} onOpen={setOpened} />
        ) : mode === 'days' ? (
          <Days filter={wanted} opened={opened} onOpen={setOpened} />
        ) : (
          <Trades filter={wanted} zone={zone} opened={opened} onOpen={setOpened} />
        )}
      </MasterDetail>
    </div>
  );
}

// ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface ListHeadProps {
  typed: string;
  onType: (text: string) => void;
  mode: Mode;
  onMode: (mode: Mode) => void;
  labelId: string | null;
  onLabel: (id: string | null) => void;
}

function ListHead({ typed, onType, mode, onMode, labelId, onLabel }: ListHeadProps) {
  const labels = useLoaded('notebook.labels', undefined).value ?? [];
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  return (
    <div className={styles['head']} role="search" aria-label="Search the journal">
      <label className={styles['search']}>
        <Search size={14} aria-hidden="true" />
        <input
          ref={field}
          type="search"
          aria-label="Search everything written"
          aria-keyshortcuts="/"
          placeholder="Search notes, lessons, tags, captions …"
          maxLength={500}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (typed === '') event.currentTarget.blur();
            else onType('');
          }}
        />
      </label>
      {typed.trim() === '' && (
        <div className={styles['choices']}>
          <RadioGroup label="Show" hideLabel value={mode} onChange={onMode} choices={[{ value: 'days', label: 'Days' }, { value: 'trades', label: 'Trades' }]} />
          {labels.length > 0 && (
            <Select
              label="Tag or mistake"
              value={labelId ?? ANY}
              onChange={(id) => onLabel(id === ANY ? null : id)}
              options={[{ value: ANY, label: 'Every tag and mistake' }, ...labels.map((label) => ({ value: label.id, label: label.name, note: `${label.kind === 'tag' ? 'Tag' : 'Mistake'}, ${label.uses}` }))]}
            />
          )}
        </div>
      )}
    </div>
  );
}

interface ListProps {
  opened: Opened | null;
  onOpen: (opened: Opened) => void;
}

const dateOf = (day: DayLine): string => day.date;
const idOf = (trade: TradeLine): string => trade.id;

async function askDays(question: string, cursor: string | null): Promise<Result<{ rows: DayLine[]; next: string | null }>> {
  const result = await call('notebook.days', { filter: JSON.parse(question) as NotebookFilter, cursor, limit: DAYS_PAGE });
  return result.ok ? { ok: true, value: { rows: result.value.days, next: result.value.nextCursor } } : result;
}

async function askTrades(question: string, cursor: string | null): Promise<Result<{ rows: TradeLine[]; next: string | null }>> {
  const result = await call('notebook.trades', { filter: JSON.parse(question) as NotebookFilter, cursor, limit: TRADES_PAGE });
  return result.ok ? { ok: true, value: { rows: result.value.trades, next: result.value.nextCursor } } : result;
}

const dayHeight = (): number => 54;

function Days({ filter, opened, onOpen }: ListProps & { filter: NotebookFilter }) {
  const { rows, error, loadMore, reload } = useLines(JSON.stringify(filter), dateOf, askDays);
  if (rows === null) return error === null ? <Waiting /> : <Unread message={error.message} onRetry={reload} />;
  if (rows.length === 0) return <NothingHere filter={filter} />;
  return <RowList label="Days" items={rows} keyOf={dateOf} heightOf={dayHeight} openKey={opened?.kind === 'day' ? opened.date : null} onEnd={loadMore} onOpen={({ date }) => onOpen({ kind: 'day', date })} render={(day) => <DayRow day={day} />} />;
}

type TradeItem = Grouped<TradeLine>;
const tradeKey = (item: TradeItem): string => ('row' in item ? item.row.id : item.date);
const tradeHeight = (item: TradeItem): number => ('row' in item ? 54 : 32);
const isDate = (item: TradeItem): boolean => !('row' in item);

function Trades({ filter, zone, opened, onOpen }: ListProps & { filter: NotebookFilter; zone: string }) {
  const { rows, error, loadMore, reload } = useLines(JSON.stringify(filter), idOf, askTrades);
  const items = useMemo(() => byDate(rows ?? [], ''), [rows]);
  if (rows === null) return error === null ? <Waiting /> : <Unread message={error.message} onRetry={reload} />;
  if (rows.length === 0) return <NothingHere filter={filter} />;
  return (
    <RowList
      label="Trades"
      items={items}
      keyOf={tradeKey}
      heightOf={tradeHeight}
      isHeading={isDate}
      openKey={opened?.kind === 'trade' ? opened.id : null}
      onEnd={loadMore}
      onOpen={(item) => 'row' in item && onOpen(tradeOpened(item.row))}
      render={(item) => ('row' in item ? <TradeRow trade={item.row} zone={zone} /> : <h2>{fullDate(item.date)}</h2>)}
    />
  );
}

const hitKey = (hit: SearchHit): string => (hit.kind === 'trade' ? hit.trade.id : hit.kind === 'day' ? hit.date : hit.id);
const hitHeight = (): number => 72;

function Hits({ accountId, text, zone, opened, onOpen }: ListProps & { accountId: string; text: string; zone: string }) {
  const { value: fresh, error, reload } = useLoaded('notebook.search', { accountId, text, limit: HITS });
  // What was found last stays in view until the next answer, so that typing does not flicker.
  const [value, setValue] = useState(fresh);
  if (fresh !== null && fresh !== value) setValue(fresh);
  const openKey = opened === null ? null : opened.kind === 'day' ? opened.date : opened.id;
  if (value === null) return error === null ? <Waiting /> : <Unread message={error.message} onRetry={reload} />;
  const count = value.hits.length;
  return (
    <>
      <p className={styles['found']} role="status">
        {count === 0 ? 'Nothing found' : value.order === 'newest' ? `The newest ${count} of very many: one more word narrows them` : value.more ? `The best ${count}` : count === 1 ? '1 found' : `${count} found`}
      </p>
      {count === 0 ? (
        <EmptyState icon={Search} title="Nothing found">
          Words are found whole or by their beginning: notes, lessons, daily notes, tags, mistakes, setups, captions and what was written on tickets.
          {value.symbols.length > 0 && ` Trades in ${value.symbols.join(', ')} are in the list: choose the instrument above.`}
        </EmptyState>
      ) : (
        <RowList
          label="Found"
          items={value.hits}
          keyOf={hitKey}
          heightOf={hitHeight}
          openKey={openKey}
          onOpen={(hit) => onOpen(hit.kind === 'trade' ? tradeOpened(hit.trade) : hit.kind === 'day' ? { kind: 'day', date: hit.date } : { kind: 'setup', id: hit.id, name: hit.name })}
          render={(hit) => <HitRow hit={hit} zone={zone} />}
        />
      )}
    </>
  );
}

function tradeOpened({ id, symbol, side, quantity }: TradeLine): Opened {
  return { kind: 'trade', id, name: `${symbol} ${side} ${quantity}` };
}

function Unread({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <ErrorState title="The journal could not be read" actions={<Button onClick={onRetry}>Try again</Button>}>
      {message}
    </ErrorState>
  );
}

function NothingHere({ filter }: { filter: NotebookFilter }) {
  const filtered = filter.from !== null || filter.to !== null || filter.symbol !== null || filter.setup !== null || filter.labelId !== null;
  return filtered ? (
    <EmptyState icon={Filter} title="Nothing fits">
      No day or trade matches the filters above.
    </EmptyState>
  ) : (
    <EmptyState icon={NotebookPen} title="The journal is empty">
      Take a ticket, import your broker’s file, or write today’s note: each makes a day of the journal.
    </EmptyState>
  );
}

// ── What is open ─────────────────────────────────────────────────────────────────────────────────────────────────

function useDetail(accountId: string, zone: string, opened: Opened | null, onOpen: (opened: Opened) => void) {
  const day = useLoaded('notebook.day', opened?.kind === 'day' ? { accountId, date: opened.date } : null);
  const trade = useLoaded('notebook.trade', opened?.kind === 'trade' ? { tradeId: opened.id } : null);
  const setups = useLoaded('notebook.setups', opened?.kind === 'setup' ? undefined : null);
  const openTrade = useCallback((line: TradeLine) => onOpen(tradeOpened(line)), [onOpen]);
  if (opened === null) return null;
  if (opened.kind === 'day') {
    const { value, error, reload } = day;
    const page = value?.day.date === opened.date ? value : null;
    return {
      key: opened.date,
      title: fullDate(opened.date),
      content: page === null ? error === null ? null : <Unread message={error.message} onRetry={reload} /> : <DayDetail key={opened.date} accountId={accountId} page={page} zone={zone} onOpenTrade={openTrade} />,
    };
  }
  if (opened.kind === 'trade') {
    const { value, error, reload } = trade;
    const page = value?.trade.id === opened.id ? value : null;
    return {
      key: opened.id,
      title: opened.name,
      tools: page === null ? undefined : (
        <>
          <Tag tone={page.trade.status === 'open' ? 'accent' : 'plain'}>{page.trade.status === 'open' ? 'Open' : 'Closed'}</Tag>
          <Button size="sm" variant="ghost" onClick={() => onOpen({ kind: 'day', date: page.trade.sessionDate })}>
            Its day
          </Button>
        </>
      ),
      content: page === null ? error === null ? null : <Unread message={error.message} onRetry={reload} /> : <TradeJournal key={opened.id} page={page} onChanged={reload} />,
    };
  }
  const setup = setups.value?.find(({ id }) => id === opened.id);
  return {
    key: opened.id,
    title: opened.name,
    content: setup === undefined ? null : (
      <div className={styles['detail']}>
        {setup.description !== '' && <p className={styles['text']}>{setup.description}</p>}
        {setup.criteria.length > 0 && (
          <ul aria-label="Criteria" className={styles['criteria']}>
            {setup.criteria.map((criterion) => (
              <li key={criterion}>{criterion}</li>
            ))}
          </ul>
        )}
        {setup.example !== '' && <p className={styles['text']}>{setup.example}</p>}
        <p className={styles['soft']}>It is changed on the Playbook page.</p>
      </div>
    ),
  };
}
