/** Asks the trader for a file of price bars; the page names no path and sees none. */
import { dialog, type BrowserWindow } from 'electron';
import { sourceFromFile, type ImportSource } from '../imports/containers/source.ts';
import { JournalError } from '../journal/errors.ts';

/** @returns null when nothing was chosen */
export async function askForBars(window: BrowserWindow): Promise<ImportSource | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: 'Choose a file of bars', properties: ['openFile'], filters: [{ name: 'Bars as CSV', extensions: ['csv', 'txt'] }, { name: 'All files', extensions: ['*'] }] });
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  try {
    return await sourceFromFile(path);
  } catch (error) {
    throw new JournalError('unavailable', 'The file could not be read. It may have been moved, or another program keeps it.', { cause: error, retry: true });
  }
}
