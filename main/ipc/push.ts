/** Sends pushes of the contract to Holdfast's windows, parsed on the way out like every answer. */
import type { BrowserWindow } from 'electron';
import { pushes, type PushName, type PushPayload } from '../../preload/contract/calls.ts';

export type Push = <N extends PushName>(name: N, payload: PushPayload<N>) => void;

export function createPush(windows: () => readonly BrowserWindow[]): Push {
  return (name, payload) => {
    const parsed = pushes[name].parse(payload);
    for (const window of windows()) {
      if (!window.isDestroyed()) window.webContents.send(`push:${name}`, parsed);
    }
  };
}
