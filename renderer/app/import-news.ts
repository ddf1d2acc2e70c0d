/** Says in the desk's own window what a watched folder brought: the trader may have no other one open. */
import type { WatchNotice, WatchState } from '../../preload/contract/imports.ts';
import { notify, notifyError, notifyUntilSeen } from '../components/toast.tsx';
import { whatStays } from '../format/undone-import.ts';
import { call, subscribe } from '../ipc.ts';

const titles: Readonly<Record<WatchNotice['kind'], string>> = { 'imported': 'Fills were imported', 'needs-answer': 'A file needs your answer', 'refused': 'A file could not be imported' };

/** @returns the function that stops */
export function followImports(): () => void {
  let known: ReadonlySet<string> | null = null;
  const hear = ({ notices }: WatchState): void => {
    const [newest] = notices;
    const isNews = known !== null && newest !== undefined && !known.has(newest.id);
    known = new Set(notices.map(({ id }) => id));
    if (isNews) say(newest);
  };
  void call('import.watch').then((answer) => {
    // What is told meanwhile is newer than this answer.
    if (answer.ok && known === null) hear(answer.value);
  });
  return subscribe('import.watched', hear);
}

function say({ kind, fileName, text, importId }: WatchNotice): void {
  const action = importId === null ? { label: 'Look at it', run: () => void show() } : { label: 'Undo', run: () => void undo(importId, fileName) };
  notifyUntilSeen('watched folder', titles[kind], `${fileName}: ${text}`, action);
}

async function show(): Promise<void> {
  const opened = await call('import.open');
  if (!opened.ok) notifyError(opened.error, 'The window did not open');
}

async function undo(importId: number, fileName: string): Promise<void> {
  const answer = await call('import.undo', { importId });
  if (answer.ok) notify('success', 'The import is undone', whatStays(answer.value, fileName));
  else notifyError(answer.error, 'The import was not undone');
}
