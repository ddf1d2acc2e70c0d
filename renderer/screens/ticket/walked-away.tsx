/** The best moment of the product: the trade that was not taken. */
import { Anchor } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { TicketView } from '../../../preload/contract/tickets.ts';
import { Button } from '../../components/button.tsx';
import { formatMoney } from '../../format/display.ts';
import { ticketTitle } from '../../format/ticket-text.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import { startNewTicket } from './new-ticket.ts';
import styles from './walked-away.module.css';

const ordinals = ['', 'The first time today', 'The second time today', 'The third time today'];

/** How often this session's trader walked away, this time included; null until it is known. */
function useTimesToday(date: string): number | null {
  const [times, setTimes] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    void call('log.query', { kinds: ['walk-away'], ruleKind: null, text: '', from: date, to: date, cursor: null, limit: 1 }).then((result) => {
      if (!gone && result.ok) setTimes(result.value.total);
    });
    return () => {
      gone = true;
    };
  }, [date]);
  return times;
}

export function WalkedAway({ view }: { view: TicketView }) {
  const decimals = useAppState((state) => state.instruments.find(({ symbol }) => symbol === view.ticket.symbol)?.priceDecimals ?? 2);
  const tickets = useAppState((state) => state.session?.ticketsLeft.left ?? null);
  const goal = useAppState((state) => {
    const content = state.session?.steps.visualization?.content;
    return content?.step === 'visualization' ? content.goal : null;
  });
  const openScreen = useApp((store) => store.openScreen);
  const times = useTimesToday(view.sessionDate);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  return (
    <section aria-label="Walked away" className={styles['page']}>
      <div className={styles['emblem']} aria-hidden="true">
        <span className={styles['wave']} />
        <span className={styles['wave']} />
        <span className={styles['disc']}>
          <Anchor size={30} strokeWidth={1.6} />
        </span>
      </div>
      <h1 ref={heading} tabIndex={-1} className={styles['title']}>
        You held fast
      </h1>
      <p className={styles['what']}>{ticketTitle(view.ticket, decimals)} stays untaken.</p>
      <dl className={styles['kept']}>
        {view.stopAmount !== null && (
          <div>
            <dt>Not put at risk</dt>
            <dd>{formatMoney(view.stopAmount)}</dd>
          </div>
        )}
        {tickets !== null && (
          <div>
            <dt>Tickets still yours</dt>
            <dd>{tickets}</dd>
          </div>
        )}
      </dl>
      {times !== null && times > 0 && <p className={styles['times']}>{ordinals[times] ?? `${times} times today`}.</p>}
      {goal !== null && (
        <figure className={styles['goal']}>
          <figcaption>Today’s goal</figcaption>
          <blockquote>{goal}</blockquote>
        </figure>
      )}
      <div className={styles['actions']}>
        <Button size="lg" variant="primary" keys="N" onClick={startNewTicket}>
          New ticket
        </Button>
        <Button size="lg" variant="ghost" onClick={() => openScreen('log')}>
          See the log
        </Button>
      </div>
    </section>
  );
}
