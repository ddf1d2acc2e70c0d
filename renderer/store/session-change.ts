/** Says that another session has begun: overnight, after sleep, while the window stood open. */
import { notifyUntilSeen } from '../components/toast.tsx';
import { formatSessionDate } from '../format/display.ts';
import { useApp } from './store.ts';

/** Starts looking; returns the function that stops. */
export function followSessions(): () => void {
  return useApp.subscribe(({ state }, { state: before }) => {
    if (state === before || state === null || before === null) return;
    // Another account or the demo has days of its own.
    if (state.profile !== before.profile || state.account?.id !== before.account?.id) return;
    if (state.session === null || before.session === null || state.session.date <= before.session.date) return;
    notifyUntilSeen('session', `A new session: ${formatSessionDate(state.session.date)}`, 'The one before is over, with its counts and its brakes. Rule changes that waited for this session are in force.');
  });
}
