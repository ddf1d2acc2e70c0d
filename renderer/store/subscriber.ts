/** The one subscriber: reads the snapshot, then follows the pushes by revision. */
import type { AppState } from '../../preload/contract/state.ts';
import { call, subscribe } from '../ipc.ts';
import { followBrand } from './brand-follower.ts';
import { followSessions } from './session-change.ts';
import { keepDraft } from './ticket-draft.ts';
import { useApp } from './store.ts';

/** Takes a state, asked for or pushed. The day begins with preparing, whichever of the two comes first; a prepared session begins with the ticket. */
function receive(state: AppState): void {
  const store = useApp.getState();
  const first = store.state === null;
  store.receiveState(state);
  if (first) store.openScreen(state.session?.prepared === false && state.session.waiting.length === 0 ? 'prepare' : 'ticket');
}

let fetching = false;

/** Reads the snapshot afresh; the main process looks again at a journal that it could not open. */
export async function fetchState(): Promise<void> {
  if (fetching) return;
  fetching = true;
  const result = await call('app.state');
  fetching = false;
  if (result.ok) receive(result.value);
  else useApp.getState().failStart(result.error);
}

/** Starts following the main process; returns the function that stops. */
export function startSubscriber(): () => void {
  const stops = [
    keepDraft(),
    followBrand(),
    followSessions(),
    subscribe('state', receive),
    subscribe('tick', (tick) => {
      const store = useApp.getState();
      store.receiveTime(tick.now);
      // A tick that knows a newer revision means that a push was lost: read again.
      if (store.state !== null && tick.revision > store.state.revision) void fetchState();
    }),
    subscribe('navigate', ({ to }) => {
      const store = useApp.getState();
      const unprepared = store.state?.session !== null && store.state?.session.prepared === false;
      const target = { ticket: 'ticket', rehab: 'prepare', settings: 'settings', home: unprepared ? 'prepare' : 'ticket' } as const;
      store.openScreen(target[to]);
    }),
  ];
  void fetchState();
  return () => {
    for (const stop of stops) stop();
  };
}
