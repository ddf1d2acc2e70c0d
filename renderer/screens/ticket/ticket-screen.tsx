/** The ticket: typed, sealed, and decided on. */
import { useApp } from '../../store/store.ts';
import { EmptyState } from '../../components/state-message.tsx';
import { useAppState } from '../../store/use-state.ts';
import { Decision } from './decision.tsx';
import { TicketEntry } from './ticket-entry.tsx';
import { WalkedAway } from './walked-away.tsx';

export function TicketScreen() {
  const pending = useApp((store) => store.pending);
  const lastEnd = useApp((store) => store.lastEnd);
  const account = useAppState((state) => state.account);
  const symbol = useApp((store) => store.form.symbol);
  const traded = useAppState((state) => state.instruments.find((entry) => entry.symbol === (symbol ?? state.watched[0])) ?? state.instruments[0]);
  if (pending !== null) return <Decision key={pending.view.id} pending={pending} />;
  if (lastEnd?.kind === 'walked-away') return <WalkedAway view={lastEnd.view} />;
  if (account === null || traded === undefined) return <EmptyState title="No account yet">Add an account and an instrument in Settings, then state the first ticket here.</EmptyState>;
  return <TicketEntry accountId={account.id} traded={traded} />;
}
