/**
 * The window's only door to the main process. Everything typed by the contract; nothing else may touch `window.holdfast`.
 */
import type { CallInput, CallName, CallOutput, PushName, PushPayload } from '../preload/contract/calls.ts';
import type { Result } from '../preload/contract/result.ts';

/** What the preload script puts on the window. */
export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Returns the function that stops listening. */
  on<N extends PushName>(push: N, listener: (payload: PushPayload<N>) => void): () => void;
}

declare global {
  interface Window {
    holdfast?: Bridge;
  }
}

const absent: Result<never> = {
  ok: false,
  error: { code: 'unavailable', message: 'This page is not running inside Holdfast. Start the Holdfast app instead.' },
};

type CallArguments<N extends CallName> = undefined extends CallInput<N> ? [name: N] : [name: N, input: CallInput<N>];

/** Calls the main process. Always resolves: failures come back as `{ ok: false, error }`, with a message a person can act on. */
export async function call<N extends CallName>(...[name, input]: CallArguments<N>): Promise<Result<CallOutput<N>>> {
  const bridge = window.holdfast;
  if (bridge === undefined) return absent;
  try {
    return await bridge.call(name, input as CallInput<N>);
  } catch {
    return { ok: false, error: { code: 'internal', message: 'Holdfast did not answer. Try again; if it stays silent, restart the app.', retry: true } };
  }
}

/** Listens to a push from the main process; returns the function that stops listening. */
export function subscribe<N extends PushName>(push: N, listener: (payload: PushPayload<N>) => void): () => void {
  return window.holdfast?.on(push, listener) ?? (() => undefined);
}
