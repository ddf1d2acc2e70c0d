import { ChartLine, FileInput, Filter, TrendingDown, TrendingUp } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { Button } from '../../components/button.tsx';
import { RMultiple, Money } from '../../components/figures.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { MasterDetail } from '../../components/master-detail.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { RowList } from '../../components/row-list.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { Tag } from '../../components/tag.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { byDate, type Grouped } from '../../format/by-date.ts';
import { formatCount, formatMeanPrice, formatMoment, formatSessionDate, formatSince } from '../../format/display.ts';
import { notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { TradeDetail } from './trade-detail.tsx';
import { anyTrade, markLabels, matches, narrows, type TradeFilter, type TradeMark } from './trade-filter.ts';
import styles from './trades.module.css';
import { useTradePages } from './use-trade-pages.ts';

type Item = Grouped<TradeView>;
const keyOf = (item: Item): string => ('row' in item ? item.row.id : item.date);
const heightOf = (item: Item): number => ('row' in item ? 54 : 32);
const isHeading = (item: Item): boolean => !('row' in item);

/** Open and closed trades: the list, and one of them in full. */
export function TradesScreen() {
  const [filter, setFilter] = useState<TradeFilter>(anyTrade);
  const [openId, setOpenId] = useState<string | null>(null);
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const instruments = useAppState((state) => state.instruments);
  const year = useAppState((state) => state.session?.date.slice(0, 4) ?? '');
  const pages = useTradePages(filter.status, filter.from, filter.to);
  const detail = useLoaded('trade.get', openId === null ? null : { tradeId: openId });
  const { trades, complete, loadMore } = pages;

  const shown = useMemo(() => (trades ?? []).filter((trade) => matches(trade, filter)), [trades, filter]);
  const items = useMemo(() => byDate(shown, year), [shown, year]);
  // Words and marks are looked for here, so the whole list has to be here.
  useEffect(() => {
    if (narrows(filter) && !complete) loadMore();
  }, [filter, complete, loadMore, trades]);

  const change = (next: Partial<TradeFilter>): void => setFilter((held) => ({ ...held, ...next }));
  // The import that brought it was undone.
  const gone = detail.error?.code === 'not-found';
  useEffect(() => {
    if (gone) setOpenId(null);
  }, [gone]);
  const opened = openId === null ? null : (detail.value ?? shown.find((trade) => trade.id === openId) ?? null);
  const priceDecimals = (of: { readonly symbol: string }): number | null => instruments.find((entry) => entry.symbol === of.symbol)?.priceDecimals ?? null;
  const filtered = narrows(filter) || filter.from !== '' || filter.to !== '' || filter.status !== 'all';

  return (
    <MasterDetail
      title="Trades"
      hint="Choose a trade to see it in full"
      onClose={() => setOpenId(null)}
      tools={
        <>
          {trades !== null && <span className={styles['count']}>{narrows(filter) ? `${formatCount(shown.length)} of ${formatCount(pages.total)}` : formatCount(pages.total)}<VisuallyHidden> trades</VisuallyHidden></span>}
          <Button size="sm" variant="ghost" icon={FileInput} onClick={() => void openWindow('import.open')} aria-label="Import trades">
            Import
          </Button>
          <Button size="sm" variant="ghost" icon={ChartLine} onClick={() => void openWindow('analytics.open')}>
            Analytics
          </Button>
        </>
      }
      detail={
        opened === null
          ? null
          : {
              key: opened.id,
              title: `${opened.symbol} ${opened.side} ${opened.quantity}`,
              tools: opened.status === 'open' ? <Tag tone="accent">Open</Tag> : <Tag>Closed</Tag>,
              content: <TradeDetail key={opened.id} trade={opened} onChanged={detail.reload} />,
            }
      }
    >
      <FilterBar
        search={filter.text}
        onSearch={(text) => change({ text })}
        searchLabel="Search trades"
        from={filter.from}
        to={filter.to}
        onDates={(from, to) => change({ from, to })}
        active={Number(filter.mark !== 'any') + Number(filter.from !== '' || filter.to !== '')}
        onClear={() => setFilter(anyTrade)}
        primary={
          <RadioGroup
            label="Status"
            hideLabel
            value={filter.status}
            onChange={(status) => change({ status })}
            choices={[{ value: 'all', label: 'All' }, { value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }]}
          />
        }
      >
        <Select<TradeMark> label="Show" value={filter.mark} onChange={(mark) => change({ mark })} options={(Object.keys(markLabels) as TradeMark[]).map((value) => ({ value, label: markLabels[value] }))} />
      </FilterBar>
      {filter.status !== 'closed' && <LeftOpen zone={zone} decimalsOf={priceDecimals} />}
      {pages.error !== null && trades === null ? (
        <ErrorState title="The trades could not be read" actions={<Button onClick={pages.reload}>Try again</Button>}>
          {pages.error.message}
        </ErrorState>
      ) : trades !== null && items.length === 0 ? (
        filtered ? (
          <EmptyState icon={Filter} title="No trade fits" actions={<Button onClick={() => setFilter(anyTrade)}>Clear filters</Button>}>
            {complete ? 'Nothing in the journal matches these filters.' : 'Still looking through older trades.'}
          </EmptyState>
        ) : (
          <EmptyState title="No trades yet" actions={<Button onClick={() => useApp.getState().openScreen('ticket')}>Write a ticket</Button>}>
            A ticket that you take becomes an open trade, and waits here to be closed.
          </EmptyState>
        )
      ) : (
        <RowList
          label="Trades"
          items={items}
          keyOf={keyOf}
          heightOf={heightOf}
          isHeading={isHeading}
          openKey={openId}
          onEnd={loadMore}
          onOpen={(item) => 'row' in item && setOpenId(item.row.id)}
          render={(item) => ('row' in item ? <TradeRow trade={item.row} clock={formatSince(item.row.entryAt, item.row.exitAt, zone)} entry={formatMeanPrice(item.row.entryPrice, priceDecimals(item.row))} /> : <h2>{item.heading}</h2>)}
        />
      )}
    </MasterDetail>
  );
}

async function openWindow(name: 'analytics.open' | 'import.open'): Promise<void> {
  const opened = await call(name);
  if (!opened.ok) notifyError(opened.error, 'The window did not open');
}

/** What imported files leave open: what closes it comes with a later file, and makes a trade of it. */
function LeftOpen({ zone, decimalsOf }: { zone: string; decimalsOf: (of: { readonly symbol: string }) => number | null }) {
  const { value } = useLoaded('trade.positions', undefined);
  if (value === null || value.length === 0) return null;
  return (
    <section aria-label="Left open by imports" className={styles['left-open']}>
      <h2>Left open by imports</h2>
      <ul>
        {value.map((position) => (
          <li key={`${position.brokerAccount} ${position.symbol} ${position.entryAt}`}>
            <span className={styles['title']}>
              {position.symbol} <span className={styles['soft']}>{position.side}</span> {position.quantity} <span className={styles['soft']}>at {formatMeanPrice(position.entryPrice, decimalsOf(position))}</span>
            </span>{' '}
            <span className={styles['sub']}>{['since ' + formatMoment(position.entryAt, zone), position.brokerAccount].filter(Boolean).join(' · ')}</span>
            {position.stated !== null && <span className={styles['missing']}>{`The platform says ${statedText(position.stated)}: fills in between are missing. Import their file too; until then the trades after them are part of this one.`}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function statedText(position: string): string {
  return position === '0' ? 'flat' : position.startsWith('-') ? `short ${position.slice(1)}` : `long ${position}`;
}

/** Its text is its name: "MES long 2 at 6012.25, Fri 20 Nov 10:25, 15-minute pullback …". */
function TradeRow({ trade, clock, entry }: { trade: TradeView; clock: string; entry: string }) {
  const Icon = trade.side === 'long' ? TrendingUp : TrendingDown;
  return (
    <span className={styles['row']}>
      <Icon size={15} aria-hidden="true" className={styles['side']} />
      <span className={styles['what']}>
        <span className={styles['title']}>
          <span>
            {trade.symbol} <span className={styles['soft']}>{trade.side}</span> {trade.quantity} <span className={styles['soft']}>at {entry}</span>
          </span>{' '}
          {trade.ticketId === null && <Tag tone="caution">Bypass</Tag>} {trade.overridden && <Tag tone="block">Overridden</Tag>}
        </span>{' '}
        <span className={styles['sub']}>
          <VisuallyHidden>{formatSessionDate(trade.sessionDate)} </VisuallyHidden>
          {[clock, trade.setup].filter(Boolean).join(' · ')}
        </span>
      </span>{' '}
      {trade.status === 'open' ? (
        <span className={styles['result']}>
          <Tag tone="accent">Open</Tag>{' '}
          <span className={styles['sub']}>
            {trade.openQuantity} of {trade.quantity}
          </span>
        </span>
      ) : (
        <span className={styles['result']}>
          <span className={styles['r']}>
            <VisuallyHidden>closed, R </VisuallyHidden>
            <RMultiple value={trade.r} />
          </span>{' '}
          <span className={styles['sub']}>
            <Money value={trade.netPnl ?? trade.grossPnl} pnl />
            {trade.netPnl === null && ' gross'}
          </span>
        </span>
      )}
    </span>
  );
}
