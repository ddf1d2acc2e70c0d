import { Hourglass } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { ticketTitle } from '../../format/ticket-text.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './waiting-strip.module.css';

/** Tickets that were put aside and still wait for a decision. */
export function WaitingStrip() {
  const waiting = useAppState((state) => state.session?.waiting);
  const readAt = useAppState((state) => state.now);
  const instruments = useAppState((state) => state.instruments);
  const { decideOn, openScreen } = useApp.getState();
  if (waiting === undefined || waiting.length === 0) return null;
  return (
    <ul aria-label="Waiting tickets" className={styles['strip']}>
      {waiting.map((view) => (
        <li key={view.id} className={styles['row']}>
          <Hourglass size={14} aria-hidden="true" />
          <span className={styles['title']}>{ticketTitle(view.ticket, instruments.find(({ symbol }) => symbol === view.ticket.symbol)?.priceDecimals ?? 2)}</span>
          <VerdictBadge outcome={view.verdict.outcome} size="sm" />
          {view.coolDownLeftMs > 0 && <Countdown leftMs={view.coolDownLeftMs} readAt={readAt} />}
          <Button
            size="sm"
            onClick={() => {
              decideOn({ view, readAt });
              openScreen('ticket');
            }}
          >
            Decide
          </Button>
        </li>
      ))}
    </ul>
  );
}
