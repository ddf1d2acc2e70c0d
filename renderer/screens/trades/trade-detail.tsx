import { PencilLine, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { useReadingFocus } from '../../components/use-reading-focus.ts';
import { GradeBadge } from '../../components/verdict-badge.tsx';
import { COVERED, formatClock, formatDayClock, formatMeanPrice, formatMoment, formatMoney, formatPrice, formatStretch, isSameDay } from '../../format/display.ts';
import { useAppState, useSettings } from '../../store/use-state.ts';
import { TicketVerdict } from '../log/ticket-verdict.tsx';
import { AmendDialog } from './amend-dialog.tsx';
import { amendedField, amendedValue } from './amendment-text.ts';
import { OutcomeFigures } from './outcome-figures.tsx';
import { outcomeOf } from './outcome.ts';
import { TradeForm } from './trade-form.tsx';
import styles from './trades.module.css';

const provenanceWords = { typed: 'typed', imported: 'imported', bars: 'from bars' } as const;
/** Bars say what was surely reached, and no more. */
const excursionWords = { ...provenanceWords, bars: 'from bars: bounds, surely reached, perhaps surpassed' } as const;

/** The stop of a ticket goes without saying. */
const stopWords = { bracket: 'Stop$ of the broker’s own stop order', typed: 'Stop typed after the trade: this R is in no figure of R, and counted apart' } as const;

/** One trade in full: close it while it is open, complete and correct it afterwards. */
export function TradeDetail({ trade, onChanged }: { trade: TradeView; onChanged: () => void }) {
  const [verdictOpen, setVerdictOpen] = useState(false);
  const [amending, setAmending] = useState(false);
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const { hidePnl } = useSettings();
  const instrument = useAppState((state) => state.instruments.find((entry) => entry.symbol === trade.symbol));
  const decimals = instrument?.priceDecimals ?? 0;
  const price = (text: string | null): string => (text === null ? 'unknown' : formatPrice(text, decimals));
  const pointValue = instrument?.pointValue ?? '1';
  const oneDay = trade.fills.every((fill) => isSameDay(fill.at, trade.entryAt, zone));
  const fills = (action: 'entry' | 'exit'): number => trade.fills.filter((fill) => fill.action === action).length;
  const shown = (field: string, value: string): string => (hidePnl && (field === 'mfe' || field === 'mae') ? COVERED : amendedValue(field, value, trade.grossPnl.currency, decimals));
  // A ticket that states none says so; of a trade without a ticket nothing is known.
  const unstated = trade.ticketId === null ? 'unknown' : 'none';

  return (
    <div className={styles['detail']}>
      <div className={styles['marks']}>
        {trade.grade !== null && <GradeBadge grade={trade.grade} />}
        {trade.overridden && <Tag tone="block">Overridden</Tag>}
        {trade.ticketId === null && <Tag tone="caution">Bypass: no ticket</Tag>}
        <span className={styles['soft']}>
          {trade.exitAt === null ? formatMoment(trade.entryAt, zone) : formatStretch(trade.entryAt, trade.exitAt, zone)}
        </span>
        {trade.ticketId !== null && (
          <Button size="sm" variant="ghost" icon={ScrollText} onClick={() => setVerdictOpen(true)}>
            Verdict
          </Button>
        )}
      </div>

      <dl className={styles['facts']}>
        <Fact name={fills('entry') > 1 ? 'Average entry' : 'Entry'} value={formatMeanPrice(trade.entryPrice, instrument?.priceDecimals ?? null)} />
        <Fact name={fills('exit') > 1 ? 'Average exit' : 'Exit'} value={trade.exitPrice === null ? (trade.status === 'open' ? 'not yet' : 'unknown') : formatMeanPrice(trade.exitPrice, instrument?.priceDecimals ?? null)} />
        <Fact name="Initial stop" value={price(trade.initialStop)} />
        <Fact name="Targets" value={trade.targets.length === 0 ? unstated : trade.targets.map(price).join(' · ')} />
        <Fact name="Setup" value={trade.setup ?? unstated} />
        <Fact name="Felt" value={trade.emotion ?? unstated} />
      </dl>

      {trade.status === 'closed' && <Result trade={trade} pointValue={pointValue} />}

      <TradeForm key={`${trade.id} ${trade.status}`} trade={trade} pointValue={pointValue} tickSize={instrument?.tickSize} onChanged={onChanged} />

      <section className={styles['section']}>
        <h3>Fills</h3>
        <Table
          caption="Fills"
          rows={trade.fills}
          rowKey={(fill) => fill.id}
          columns={[
            { key: 'at', header: 'Time', cell: (fill) => (oneDay ? formatClock(fill.at, zone) : formatDayClock(fill.at, zone)) },
            { key: 'action', header: 'Fill', cell: (fill) => (fill.action === 'entry' ? 'Entry' : 'Exit') },
            { key: 'quantity', header: 'Quantity', numeric: true, cell: (fill) => fill.quantity },
            { key: 'price', header: 'Price', numeric: true, cell: (fill) => price(fill.price) },
            { key: 'fees', header: 'Fees', numeric: true, cell: (fill) => <Money value={fill.fees} /> },
            { key: 'source', header: 'Source', wideOnly: true, cell: (fill) => provenanceWords[fill.provenance] },
          ]}
        />
        {correctedFees(trade) !== null && <p className={styles['source']}>{correctedFees(trade)}</p>}
        {sourcesOf(trade.fills).map((source) => (
          <p key={source} className={styles['source']}>
            {source}
          </p>
        ))}
      </section>

      <section aria-label="Amendments" className={styles['section']}>
        <div className={styles['section-head']}>
          <h3>Amendments</h3>
          <Button size="sm" variant="ghost" icon={PencilLine} onClick={() => setAmending(true)}>
            Correct a value
          </Button>
        </div>
        {trade.amendments.length === 0 ? (
          <p className={styles['soft']}>None. A correction keeps the old value in the log, with your reason.</p>
        ) : (
          <ul className={styles['amendments']}>
            {trade.amendments.map((amendment) => (
              <li key={`${amendment.at} ${amendment.field}`}>
                <span>
                  {amendedField(amendment.field)} <s className={styles['soft']}>{shown(amendment.field, amendment.from)}</s> → {shown(amendment.field, amendment.to)}
                </span>
                <span className={styles['sub']}>
                  {amendment.why} · you, {formatMoment(amendment.at, zone)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>

      {trade.ticketId !== null && <TicketVerdict ticketId={verdictOpen ? trade.ticketId : null} onClose={() => setVerdictOpen(false)} />}
      <AmendDialog open={amending} trade={trade} decimals={decimals} onClose={() => setAmending(false)} onChanged={onChanged} />
    </div>
  );
}

/** What the fills say of their fees, where the trader said otherwise; null where nothing differs. */
function correctedFees({ fills, fees, amendments }: TradeView): string | null {
  const of = fills.reduce<number | null>((sum, fill) => (sum === null || fill.fees === null || fill.fees.currency !== fees?.currency ? null : sum + fill.fees.amount), 0);
  if (of === null || fees === null || of === fees.amount || !amendments.some(({ field }) => field === 'fees')) return null;
  return `The fills say ${formatMoney({ ...fees, amount: of })}; your correction to ${formatMoney(fees)} counts`;
}

/** "From fills.csv, lines 2, 3 and 7": where imported fills were read. */
function sourcesOf(fills: TradeView['fills']): string[] {
  const files = new Map<string, number[]>();
  for (const { source } of fills) if (source !== null) files.set(source.fileName, [...(files.get(source.fileName) ?? []), source.line]);
  return [...files].map(([fileName, lines]) => {
    const told = [...new Set(lines)].toSorted((a, b) => a - b).map((line) => line.toLocaleString('en'));
    return `From ${fileName}, ${told.length === 1 ? 'line' : 'lines'} ${lists.format(told)}`;
  });
}

const lists = new Intl.ListFormat('en-GB');

/** What came of it; a trade that was just closed is read on from here. */
function Result({ trade, pointValue }: { trade: TradeView; pointValue: string }) {
  const place = useReadingFocus<HTMLElement>();
  return (
    <section ref={place} tabIndex={-1} aria-label="Result" className={styles['section']}>
      <OutcomeFigures trade={trade} outcome={outcomeOf(trade, null, trade.mfe, trade.mae, pointValue)} mfe={trade.mfe} mae={trade.mae} recorded />
      {trade.stopProvenance !== null && trade.stopProvenance !== 'ticket' && <p className={styles['source']}>{stopWords[trade.stopProvenance]}</p>}
      {trade.excursionProvenance !== null && (trade.mfe !== null || trade.mae !== null) && <p className={styles['source']}>{[...(trade.mfe === null ? [] : ['MFE$']), ...(trade.mae === null ? [] : ['MAE$'])].join(' and ')} {excursionWords[trade.excursionProvenance]}</p>}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
