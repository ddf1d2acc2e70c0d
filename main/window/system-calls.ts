/** What the window may ask of the machine: show the data folder, save a file where the trader says, open a page from the list. */
import { writeFile } from 'node:fs/promises';
import { dialog, shell, type BrowserWindow } from 'electron';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import { JournalError } from '../journal/errors.ts';
import { createOpenLink } from '../security/external-links.ts';

export interface SystemCalls {
  openFolder(): Promise<void>;
  saveFile(input: CallInput<'file.save'>): Promise<CallOutput<'file.save'>>;
  openLink(url: string): Promise<void>;
}

/** Asks for a file to import. @returns its path; null when the trader chose none */
export async function askForImport(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import trades',
    properties: ['openFile'],
    filters: [{ name: 'Exports of brokers and platforms', extensions: ['csv', 'txt', 'tsv', 'xlsx', 'xml', 'htm', 'html'] }, { name: 'All files', extensions: ['*'] }],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a folder. @returns its path; null when the trader chose none */
export async function askForFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: 'Watch a folder', properties: ['openDirectory'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** @param origins pages that may be opened in the trader's own browser */
export function createSystemCalls(window: BrowserWindow, folder: string, origins: () => readonly string[]): SystemCalls {
  const open = createOpenLink(origins, (address) => shell.openExternal(address));
  return {
    async openFolder() {
      const problem = await shell.openPath(folder);
      if (problem !== '') throw new JournalError('unavailable', `The data folder could not be shown: ${problem}. It is ${folder}.`);
    },
    async saveFile({ suggestedName, content }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
      if (canceled || filePath === '') return { saved: false };
      try {
        await writeFile(filePath, content);
      } catch (error) {
        throw new JournalError('unavailable', `The file could not be written to ${filePath}. Choose another folder, or make room on the disk.`, { cause: error, retry: true });
      }
      return { saved: true };
    },
    async openLink(url) {
      if (!(await open(url))) throw new JournalError('refused', 'Holdfast does not open this address.', { field: 'url' });
    },
  };
}
