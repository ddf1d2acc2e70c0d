/** Asks the trader for places on this machine, in the system's own dialogs. */
import { dialog, type BrowserWindow } from 'electron';
import type { Asking } from '../backups/service.ts';

export function createFileQuestions(window: BrowserWindow): Asking {
  const open = async (title: string, kind: 'openDirectory' | 'openFile'): Promise<string | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: [kind, 'createDirectory'] });
    return canceled ? null : (filePaths[0] ?? null);
  };
  return {
    folder: (title) => open(title, 'openDirectory'),
    file: (title) => open(title, 'openFile'),
    async target(suggestedName) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
