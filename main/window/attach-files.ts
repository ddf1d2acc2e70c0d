/** Asks for picture files and hands their bytes on; the page names no path and sees none. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import type { CallOutput } from '../../preload/contract/calls.ts';
import { PICTURE_MAX_BYTES, type Attachment } from '../../preload/contract/notebook.ts';
import { JournalError } from '../journal/errors.ts';

/** @param attach throws JournalError for what it refuses */
export async function attachFiles(window: BrowserWindow, attach: (picture: { fileName: string; bytes: Uint8Array }) => Attachment): Promise<CallOutput<'notebook.attach.files'>> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Attach pictures',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Pictures', extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif'] }],
  });
  const result: CallOutput<'notebook.attach.files'> = { attached: [], refused: [] };
  if (canceled) return result;
  for (const path of filePaths) {
    const fileName = basename(path).slice(0, 200);
    try {
      result.attached.push(attach({ fileName, bytes: await readAtMost(path) }));
    } catch (error) {
      const reason = error instanceof JournalError ? error.message : 'The file could not be read.';
      result.refused.push({ fileName, reason });
    }
  }
  return result;
}

/** Reads no more than one byte beyond the limit, however large the file is. */
async function readAtMost(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > PICTURE_MAX_BYTES) throw new JournalError('refused', `This picture is larger than ${PICTURE_MAX_BYTES / 1024 / 1024} MB: save it smaller, or as JPEG.`);
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
