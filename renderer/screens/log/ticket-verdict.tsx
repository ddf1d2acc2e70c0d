import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { formatSessionDate } from '../../format/display.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { FullVerdict } from './full-verdict.tsx';

/** The full verdict of a sealed ticket in a dialog; closed while the id is null. */
export function TicketVerdict({ ticketId, onClose }: { ticketId: string | null; onClose: () => void }) {
  const { value, error, reload } = useLoaded('ticket.get', ticketId === null ? null : { ticketId });
  return (
    <Dialog open={ticketId !== null} onClose={onClose} size="lg" title={value === null ? 'Verdict' : `Verdict: ${value.ticket.symbol}, ${formatSessionDate(value.sessionDate)}`}>
      {value !== null ? (
        <FullVerdict view={value} />
      ) : (
        error !== null && (
          <ErrorState title="The verdict could not be read" actions={<Button onClick={reload}>Try again</Button>}>
            {error.message}
          </ErrorState>
        )
      )}
    </Dialog>
  );
}
