/** A session's day: its figures, the daily note, names and pictures, its trades, and the tickets that became none. */
import type { ReactNode } from 'react';
import type { DayPage, TradeLine } from '../../../preload/contract/notebook.ts';
import { Money, RMultiple } from '../../components/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatClock } from '../../format/display.ts';
import { DailyNote } from './daily-note.tsx';
import styles from './journal.module.css';
import { LabelsField } from './labels-field.tsx';
import { Pictures } from './pictures.tsx';
import { TradeRow } from './rows.tsx';
import { useAttach } from './use-attach.ts';

const doneWith = { 'block': 'blocked', 'walk-away': 'walked away', 'cancel': 'cancelled', 'caution': 'not taken', 'clear': 'not taken', 'override': 'overridden' } as const;

export function DayDetail({ accountId, page, zone, onOpenTrade }: { accountId: string; page: DayPage; zone: string; onOpenTrade: (trade: TradeLine) => void }) {
  const { day } = page;
  const subject = { kind: 'day', accountId, date: day.date } as const;
  const attaching = useAttach(subject);
  return (
    <div className={styles['detail']} {...attaching.drop}>
      <dl className={styles['figures']}>
        <Figure name="Net P&L">{day.netPnl === null ? 'none' : <Money value={day.netPnl} pnl />}</Figure>
        <Figure name="R">{day.closed === 0 ? 'none' : <RMultiple value={day.r} />}{day.rSample > 0 && day.rSample < day.closed && <span className={styles['soft']}> n = {day.rSample}</span>}</Figure>
        <Figure name="Trades">{`${day.closed}${day.open > 0 ? ` and ${day.open} open` : ''}`}</Figure>
        <Figure name="Won / lost">{`${day.wins} / ${day.losses}`}</Figure>
        <Figure name="Bypasses">{day.bypasses}</Figure>
        <Figure name="Prepared">{page.prepared === null ? 'no session' : page.prepared ? 'yes' : 'not to the end'}</Figure>
      </dl>
      {page.goal !== null && (
        <p>
          <span className={styles['soft']}>Process goal:</span> {page.goal}
        </p>
      )}
      {(day.otherCurrency > 0 || day.costsUnknown > 0) && (
        <Notice title="These figures are not of everything" role="note">
          {day.costsUnknown > 0 && `Of ${day.costsUnknown === 1 ? 'one trade' : `${day.costsUnknown} trades`} not all costs are known; the net P&L is before those. `}
          {day.otherCurrency > 0 && `${day.otherCurrency === 1 ? 'One trade' : `${day.otherCurrency} trades`} in another currency ${day.otherCurrency === 1 ? 'is' : 'are'} left out.`}
        </Notice>
      )}
      <DailyNote accountId={accountId} date={day.date} page={page} zone={zone} />
      <div className={styles['two']}>
        <LabelsField subject={subject} kind="tag" labels={page.labels} />
        <LabelsField subject={subject} kind="mistake" labels={page.labels} />
      </div>
      <Pictures attachments={page.attachments} attaching={attaching} />
      <section aria-label="Trades of the day" className={styles['section']}>
        <h3>Trades</h3>
        {page.trades.length === 0 ? (
          <p className={styles['soft']}>No trade on this day.</p>
        ) : (
          <ul className={styles['lines']}>
            {page.trades.map((trade) => (
              <li key={trade.id}>
                <button type="button" className={styles['line']} onClick={() => onOpenTrade(trade)}>
                  <TradeRow trade={trade} zone={zone} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {page.trades.length < day.closed + day.open && <p className={styles['soft']}>The latest {page.trades.length} of {day.closed + day.open}; the others are in the list of trades.</p>}
      </section>
      {page.notTaken.length > 0 && (
        <section aria-label="Tickets not taken" className={styles['section']}>
          <h3>Tickets not taken</h3>
          <ul className={styles['tickets']}>
            {page.notTaken.map((ticket) => (
              <li key={ticket.ticketId}>
                <span>
                  {formatClock(ticket.at, zone)} {ticket.symbol} {ticket.side} · {doneWith[ticket.kind]}
                </span>
                {ticket.note !== '' && <span className={styles['quote']}>{ticket.note}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
