import type { UndoneImport } from '../../preload/contract/imports.ts';

/** What an undo left in the journal of the file: a fill is there as long as one import has it. */
export function whatStays({ stay }: UndoneImport, fileName: string): string {
  if (stay === 'none') return `What ${fileName} brought is out of the journal.`;
  const which = stay === 'all' ? 'All of its fills' : 'The others';
  return `What only ${fileName} brought is out of the journal. ${which} came with another import as well, and stay until that is undone, too.`;
}
