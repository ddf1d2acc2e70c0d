/** The one subscriber: reads the snapshot, then follows the pushes by revision. */
import { call, subscribe } from '../ipc.ts';
import { useApp } from './store.ts';

/** Starts following the main process; returns the function that stops. */
export function startSubscriber(): () => void {
  let fetching = false;
  const fetchState = async (): Promise<void> => {
    if (fetching) return;
    fetching = true;
    const result = await call('app.state');
    fetching = false;
    if (result.ok) useApp.getState().receiveState(result.value);
    else useApp.getState().failStart(result.error);
  };

  const stops = [
    subscribe('state', (state) => useApp.getState().receiveState(state)),
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
