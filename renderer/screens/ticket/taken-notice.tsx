import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { AlertDialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { GradeBadge, VerdictBadge } from '../../components/verdict-badge.tsx';
import { formatMoney } from '../../format/display.ts';
import { ticketExits, ticketTitle } from '../../format/ticket-text.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './taken-notice.module.css';

/** The line that confirms the last ticket, above the fresh form. */
export function TakenNotice() {
  const end = useApp((store) => store.lastEnd);
  const clearEnd = useApp((store) => store.clearEnd);
  const instruments = useAppState((state) => state.instruments);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  if (end === null || end.kind !== 'taken') return null;

  const { view } = end;
  const decimals = instruments.find(({ symbol }) => symbol === view.ticket.symbol)?.priceDecimals ?? 2;
  const details = [ticketExits(view.ticket, decimals), view.stopAmount === null ? '' : `risk ${formatMoney(view.stopAmount)}`].filter(Boolean).join(' · ');
  const cancel = async (): Promise<void> => {
    const result = await call('ticket.cancel', { ticketId: view.id, reason });
    setAsking(false);
    if (!result.ok) return notifyError(result.error, 'The ticket was not cancelled');
    clearEnd();
    notify('success', 'Ticket cancelled', 'It stays in the log with your reason.');
  };
  return (
    <div role="status" aria-label="Ticket taken" className={styles['taken']}>
      <div className={styles['line']}>
        <VerdictBadge outcome={view.verdict.outcome} size="sm" />
        <GradeBadge grade={view.verdict.grade} size="sm" />
        <span className={styles['actions']}>
          <Button size="sm" variant="ghost" onClick={() => setAsking(true)}>
            Not filled
          </Button>
          <IconButton size="sm" icon={X} label="Dismiss" onClick={clearEnd} />
        </span>
      </div>
      <div className={styles['title']}>
        {view.override === null ? 'Taken' : 'Taken with an override'}: {ticketTitle(view.ticket, decimals)}
      </div>
      <div className={styles['details']}>{details}</div>
      <AlertDialog
        open={asking}
        onCancel={() => setAsking(false)}
        onConfirm={() => void cancel()}
        title="Cancel this ticket?"
        description="For an order that was never filled. The ticket stays in the log as cancelled, with your reason."
        confirm="Cancel ticket"
        cancel="Keep it"
        confirmDisabled={reason.trim().length < 3}
      >
        <TextField label="Reason" value={reason} onChange={setReason} maxLength={500} placeholder="Price never came back" autoFocus />
      </AlertDialog>
    </div>
  );
}
