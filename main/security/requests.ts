import { APP_ORIGIN } from '../ipc/sender.ts';

/** Whether anything that runs in a window may ask for this address; the developer tools are pages too. */
export function mayRequest(address: string, isPackaged: boolean): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.protocol === 'devtools:') return !isPackaged;
  return `${url.protocol}//${url.host}` === APP_ORIGIN;
}
