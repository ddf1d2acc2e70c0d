import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import { trayTexts, type TrayLine, type TrayStatus } from './tray-menu.ts';

export interface TrayIcon {
  show(status: TrayStatus): void;
  remove(): void;
}

/**
 * @param pictures folder with the built pictures (`tray.png` and its kin)
 * @param act does what a line of the menu offers
 */
export function createTray(pictures: string, act: (action: NonNullable<TrayLine['action']>) => void): TrayIcon {
  // macOS tints a picture of that name to suit its menu bar.
  const picture = nativeImage.createFromPath(join(pictures, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'));
  const tray = new Tray(picture);
  // On macOS and most Linux desktops a click opens the menu; on Windows one expects the window.
  if (process.platform === 'win32') tray.on('click', () => act('open'));

  let shown = '';
  return {
    show(status) {
      const { tooltip, menu } = trayTexts(status);
      // Setting the menu closes it under the trader's pointer, so only when it says something new.
      const said = JSON.stringify({ tooltip, menu });
      if (said === shown) return;
      shown = said;
      tray.setToolTip(tooltip);
      const item = ({ label, action }: TrayLine): MenuItemConstructorOptions =>
        action === null ? { label, enabled: false } : { label, click: () => act(action) };
      tray.setContextMenu(
        Menu.buildFromTemplate(
          menu.flatMap((group, index) => [...(index > 0 ? [{ type: 'separator' } as const] : []), ...group.map(item)]),
        ),
      );
    },
    remove: () => tray.destroy(),
  };
}
