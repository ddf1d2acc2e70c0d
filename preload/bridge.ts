/**
 * Puts `window.holdfast` into the page: the calls and pushes of the contract and nothing else.
 * Only the contract's types come in here. The schemas stay in the main process, which parses every payload both ways;
 * carrying them in the preload would cost start-up time and guard nothing, since the page could skip them.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { CallInput, CallName, CallOutput, PushName, PushPayload } from './contract/calls.ts';
import type { Result } from './contract/result.ts';

export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Listens to a push; the returned function stops it. */
  on<N extends PushName>(name: N, listener: (payload: PushPayload<N>) => void): () => void;
}

/** Settles when the desk behind the page stands: the page is often there first. */
const opening = ipcRenderer.invoke('opening');

const bridge: Bridge = {
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    try {
      await opening;
    } catch {
      return { ok: false, error: { code: 'unavailable', message: 'Something went wrong inside Holdfast while it started; its log, in the data folder, says what. Close Holdfast and start it again.' } };
    }
    try {
      return (await ipcRenderer.invoke(`call:${String(name)}`, input)) as Result<CallOutput<N>>;
    } catch (error) {
      // A function or a promise somewhere inside: nothing that another process could be sent.
      if (error instanceof Error && error.message.includes('could not be cloned')) return { ok: false, error: { code: 'invalid-input', message: 'The message could not be sent: it holds something that is no plain value.' } };
      return { ok: false, error: { code: 'unavailable', message: 'This build of Holdfast has no such call.' } };
    }
  },
  on<N extends PushName>(name: N, listener: (payload: PushPayload<N>) => void) {
    const channel = `push:${String(name)}`;
    const forward = (_event: IpcRendererEvent, payload: PushPayload<N>) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('holdfast', bridge);
