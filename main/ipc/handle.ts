/** The only importer of ipcMain. Every call of the contract goes through the same wrapper; there is no other door. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { calls, type CallInput, type CallName, type CallOutput } from '../../preload/contract/calls.ts';
import { answer, type Channel, type FaultReporter } from './answer.ts';
import { isTrusted } from './sender.ts';

export type Handlers = { readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

export interface Door {
  /** Holdfast's own windows; a message from anything else is refused. */
  readonly windows: () => readonly BrowserWindow[];
  /** The development server's origin; null in every built app. */
  readonly developmentOrigin: string | null;
  readonly report: FaultReporter;
  /** Resolves when the journal may be written again; null when it may be. Every call waits for it, and nothing else does. */
  readonly quiet: () => Promise<void> | null;
}

/** Opens a channel for each handler given. Every call of the contract has to be opened once before the window loads. */
export function handleCalls<N extends CallName>(handlers: Pick<Handlers, N>, door: Door): void {
  for (const name of Object.keys(handlers) as N[]) {
    const { [name]: handler } = handlers;
    const patient = async (input: CallInput<N>): Promise<CallOutput<N>> => {
      for (let wait = door.quiet(); wait !== null; wait = door.quiet()) await wait;
      return handler(input);
    };
    const channel = { name, ...calls[name], handler: patient } as unknown as Channel<(typeof calls)[CallName]['input'], (typeof calls)[CallName]['output']>;
    ipcMain.handle(`call:${name}`, (event, raw: unknown) => answer(channel, trusted(event, door), raw, door.report));
  }
}

function trusted(event: IpcMainInvokeEvent, door: Door): boolean {
  const frame = event.senderFrame;
  return isTrusted(
    {
      frameUrl: frame?.url ?? null,
      isTopFrame: frame !== null && frame === event.sender.mainFrame,
      isOwnWindow: door.windows().some((window) => !window.isDestroyed() && window.webContents === event.sender),
    },
    door.developmentOrigin,
  );
}
