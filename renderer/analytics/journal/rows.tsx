/** The rows of the journal's lists. The text of a row is its name for a screen reader. */
import { Image, NotebookPen, TrendingDown, TrendingUp } from 'lucide-react';
import type { DayLine, Label, SearchHit, TradeLine } from '../../../preload/contract/notebook.ts';
import { Money, RMultiple } from '../../components/figures.tsx';
import { Tag } from '../../components/tag.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { formatMoment, formatSessionDate, formatSince } from '../../format/display.ts';
import styles from './journal.module.css';

/** "Fri 20 Nov 2026". */
export function fullDate(date: string): string {
  return `${formatSessionDate(date)} ${date.slice(0, 4)}`;
}

function Marks({ written, pictures, labels }: { written: boolean; pictures: number; labels: readonly Label[] }) {
  return (
    <span className={styles['marks']}>
      {written && (
        <span title="Written">
          <NotebookPen size={12} aria-hidden="true" />
          <VisuallyHidden>written, </VisuallyHidden>
        </span>
      )}
      {pictures > 0 && (
        <span title={pictures === 1 ? '1 picture' : `${pictures} pictures`}>
          <Image size={12} aria-hidden="true" />
          {pictures}
          <VisuallyHidden>{pictures === 1 ? ' picture, ' : ' pictures, '}</VisuallyHidden>
        </span>
      )}
      {labels.slice(0, 3).map((label) => (
        <span key={label.id} className={styles['mark']}>
          {label.kind === 'mistake' && <VisuallyHidden>mistake: </VisuallyHidden>}
          {label.name}
        </span>
      ))}
      {labels.length > 3 && <span>+{labels.length - 3}</span>}
    </span>
  );
}

export function DayRow({ day }: { day: DayLine }) {
  const parts = [day.closed === 0 ? (day.open === 0 ? 'no trade' : null) : day.closed === 1 ? '1 trade' : `${day.closed} trades`, day.open > 0 ? `${day.open} open` : null, day.bypasses === 0 ? null : day.bypasses === 1 ? '1 bypass' : `${day.bypasses} bypasses`];
  return (
    <span className={styles['row']}>
      <span className={styles['what']}>
        <span className={styles['name']}>{fullDate(day.date)}</span>{' '}
        <span className={styles['sub']}>
          <span>{parts.filter((part) => part !== null).join(' · ')}</span> <Marks {...day} />
        </span>
      </span>{' '}
      {day.netPnl !== null && (
        <span className={styles['result']}>
          <span className={styles['strong']}>
            <Money value={day.netPnl} pnl />
          </span>{' '}
          <span className={styles['sub']}>{day.r !== null && <RMultiple value={day.r} />}</span>
        </span>
      )}
    </span>
  );
}

export function TradeRow({ trade, zone, date = false }: { trade: TradeLine; zone: string; date?: boolean | undefined }) {
  const Icon = trade.side === 'long' ? TrendingUp : TrendingDown;
  return (
    <span className={styles['row']}>
      <Icon size={15} aria-hidden="true" className={styles['side']} />
      <span className={styles['what']}>
        <span className={styles['name']}>
          {trade.symbol} <span className={styles['soft']}>{trade.side}</span> {trade.quantity} {trade.ticketId === null && <Tag tone="caution">Bypass</Tag>} {trade.overridden && <Tag tone="block">Overridden</Tag>}
        </span>{' '}
        <span className={styles['sub']}>
          <span>{[date ? formatMoment(trade.entryAt, zone) : formatSince(trade.entryAt, trade.exitAt, zone), trade.setup].filter((part) => part !== null).join(' · ')}</span> <Marks {...trade} />
        </span>
      </span>{' '}
      {trade.status === 'open' ? (
        <span className={styles['result']}>
          <Tag tone="accent">Open</Tag>
        </span>
      ) : (
        <span className={styles['result']}>
          <span className={styles['strong']}>
            <VisuallyHidden>R </VisuallyHidden>
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

/** What was found and where: the thing itself, and the words around the hit. */
export function HitRow({ hit, zone }: { hit: SearchHit; zone: string }) {
  const name =
    hit.kind === 'day'
      ? fullDate(hit.date)
      : hit.kind === 'setup'
        ? hit.name
        : `${hit.trade.symbol} ${hit.trade.side} ${hit.trade.quantity} · ${formatMoment(hit.trade.entryAt, zone)}`;
  return (
    <span className={styles['row']}>
      <span className={styles['what']}>
        <span className={styles['name']}>
          {name} {hit.kind !== 'trade' && <Tag>{hit.kind === 'day' ? 'Day' : 'Setup'}</Tag>}
        </span>{' '}
        <span className={styles['snippet']}>
          {hit.snippet.map((part, index) => (part.hit ? <mark key={`${index} ${part.text}`}>{part.text}</mark> : part.text))}
        </span>
      </span>{' '}
      {hit.kind === 'trade' && (
        <span className={styles['result']}>
          <span className={styles['strong']}>
            <RMultiple value={hit.trade.r} />
          </span>
        </span>
      )}
    </span>
  );
}
