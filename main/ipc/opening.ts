/** The page may be there before the desk: its bridge asks whether the desk stands, and asks nothing else until it does. */
import { ipcMain } from 'electron';

/** Answers when `stands` does, without a word more, and with its fault when it fails. */
export function answerOpening(stands: Promise<unknown>): void {
  ipcMain.handle('opening', async () => void (await stands));
}
