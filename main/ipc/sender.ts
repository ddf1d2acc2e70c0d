/** Who may speak on the channels: Holdfast's own top frame in Holdfast's own window, and nobody else. */

export interface Sender {
  /** The URL of the frame that sent the message; null when the frame is gone. */
  readonly frameUrl: string | null;
  readonly isTopFrame: boolean;
  /** True when the message came from a web contents that Holdfast opened itself. */
  readonly isOwnWindow: boolean;
}

export const APP_ORIGIN = 'app://holdfast';

/** The origin is compared after parsing: "app://holdfast.evil" and "app://holdfast@evil" begin alike and are not alike. */
export function isTrusted(sender: Sender, developmentOrigin: string | null): boolean {
  if (!sender.isOwnWindow || !sender.isTopFrame || sender.frameUrl === null) return false;
  let url: URL;
  try {
    url = new URL(sender.frameUrl);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  const origin = `${url.protocol}//${url.host}`;
  return origin === APP_ORIGIN || (developmentOrigin !== null && origin === developmentOrigin);
}
