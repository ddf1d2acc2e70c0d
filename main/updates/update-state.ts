/** Where an update stands. Pure: what the updater reports comes in, what the trader sees and what may be done comes out. */

export type UpdateState =
  | { readonly status: 'disabled'; readonly reason: string }
  | { readonly status: 'idle' }
  | { readonly status: 'checking' }
  | { readonly status: 'available'; readonly version: string }
  | { readonly status: 'downloading'; readonly version: string; /** Whole per cent. */ readonly percent: number }
  | { readonly status: 'ready'; readonly version: string }
  | { readonly status: 'error'; readonly message: string };

export type UpdateEvent =
  | { readonly type: 'check' }
  | { readonly type: 'none' }
  | { readonly type: 'found'; readonly version: string }
  | { readonly type: 'progress'; readonly percent: number }
  | { readonly type: 'downloaded'; readonly version: string }
  | { readonly type: 'failed'; readonly message: string };

/** @param feed whether the build names a place that updates come from */
export function initialState({ isPackaged, feed }: { readonly isPackaged: boolean; readonly feed: boolean }): UpdateState {
  if (!isPackaged) return { status: 'disabled', reason: 'This Holdfast runs from its source code; only an installed one updates itself.' };
  if (!feed) return { status: 'disabled', reason: 'This build of Holdfast names no place that updates come from.' };
  return { status: 'idle' };
}

/** An event that does not fit the state changes nothing: reports of an older check may arrive late. */
export function next(state: UpdateState, event: UpdateEvent): UpdateState {
  if (state.status === 'disabled') return state;
  switch (event.type) {
    case 'check':
      return mayCheck(state) ? { status: 'checking' } : state;
    case 'none':
      return state.status === 'checking' ? { status: 'idle' } : state;
    case 'found':
      return state.status === 'checking' ? { status: 'available', version: event.version } : state;
    case 'progress':
      return state.status === 'available' || state.status === 'downloading'
        ? { status: 'downloading', version: state.version, percent: Math.min(100, Math.max(0, Math.floor(event.percent))) }
        : state;
    case 'downloaded':
      return { status: 'ready', version: event.version };
    case 'failed':
      // What has been downloaded stays good, whatever a later check runs into.
      return state.status === 'ready' ? state : { status: 'error', message: event.message };
  }
}

/** The state as one sentence for a person. */
export function updateText(state: UpdateState): string {
  switch (state.status) {
    case 'disabled':
      return state.reason;
    case 'idle':
      return 'Holdfast is up to date.';
    case 'checking':
      return 'Looking for an update.';
    case 'available':
      return `Version ${state.version} is there and will be fetched.`;
    case 'downloading':
      return `Version ${state.version} is being fetched: ${state.percent} %.`;
    case 'ready':
      return `Version ${state.version} is ready. It is installed when you quit.`;
    case 'error':
      return state.message;
  }
}

export function mayCheck({ status }: UpdateState): boolean {
  return status === 'idle' || status === 'error';
}

/** A restart never comes between a trader and a ticket: one that waits for a decision, or a trade that is on. */
export function mayRestart(
  { status }: UpdateState,
  { ticketsWaiting, tradesOpen }: { readonly ticketsWaiting: number; readonly tradesOpen: number },
): boolean {
  return status === 'ready' && ticketsWaiting === 0 && tradesOpen === 0;
}
