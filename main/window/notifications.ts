import { Notification } from 'electron';
import type { Notice } from './notices.ts';

/**
 * Shows notices through the operating system, without sound: a companion does not startle somebody who is in a trade.
 * @param clicked called when the trader clicks one
 */
export function createNotifier(icon: string, clicked: (notice: Notice) => void): (notice: Notice) => void {
  /** Held until they close: a notification that is garbage-collected does nothing when clicked. */
  const shown = new Set<Notification>();
  return (notice) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body, icon, silent: true });
    shown.add(notification);
    notification.on('close', () => shown.delete(notification));
    notification.on('failed', () => shown.delete(notification));
    notification.on('click', () => {
      shown.delete(notification);
      clicked(notice);
    });
    notification.show();
  };
}
