/** Attaching pictures by paste, by drop and from files. */
import { useCallback, useEffect, useState, type DragEvent } from 'react';
import { PICTURE_MAX_BYTES, type Subject } from '../../../preload/contract/notebook.ts';
import { notify } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';

export interface Attaching {
  readonly busy: boolean;
  /** Pictures are held over the page. */
  readonly over: boolean;
  readonly choose: () => void;
  readonly drop: { onDragOver: (event: DragEvent) => void; onDragLeave: (event: DragEvent) => void; onDrop: (event: DragEvent) => void };
}

/** Listens to the whole page's paste while it is there. */
export function useAttach(subject: Subject): Attaching {
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const key = JSON.stringify(subject);

  const attach = useCallback(
    async (files: readonly File[]): Promise<void> => {
      setBusy(true);
      const refused: string[] = [];
      for (const file of files) {
        const reason = await attachOne(JSON.parse(key) as Subject, file);
        if (reason !== null) refused.push(files.length === 1 ? reason : `${nameOf(file)}: ${reason}`);
      }
      setBusy(false);
      if (refused.length > 0) notify('problem', refused.length === 1 ? 'The picture was not attached' : `${refused.length} pictures were not attached`, refused.join('\n'));
    },
    [key],
  );

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Text is the field's; a picture is the page's, wherever the cursor stands.
      if (files.length === 0 || (event.clipboardData?.getData('text/plain') ?? '') !== '') return;
      event.preventDefault();
      void attach(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [attach]);

  const choose = async (): Promise<void> => {
    setBusy(true);
    const result = await call('notebook.attach.files', { subject });
    setBusy(false);
    if (!result.ok) return notify('problem', 'The pictures were not attached', result.error.message);
    const { refused } = result.value;
    if (refused.length > 0) notify('problem', refused.length === 1 ? 'One picture was not attached' : `${refused.length} pictures were not attached`, refused.map(({ fileName, reason }) => `${fileName}: ${reason}`).join('\n'));
  };

  return {
    busy, over, choose: () => void choose(),
    drop: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        void attach(files);
      },
    },
  };
}

/** @returns why it was refused */
async function attachOne(subject: Subject, file: File): Promise<string | null> {
  if (file.size > PICTURE_MAX_BYTES) return `This picture is larger than ${PICTURE_MAX_BYTES / 1024 / 1024} MB: save it smaller, or as JPEG.`;
  try {
    const result = await call('notebook.attach', { subject, fileName: nameOf(file).slice(0, 200), bytes: new Uint8Array(await file.arrayBuffer()) });
    return result.ok ? null : result.error.message;
  } catch {
    return 'The file could not be read.';
  }
}

/** A pasted screenshot has no name worth showing. */
function nameOf(file: File): string {
  return file.name === '' || file.name === 'image.png' ? 'Screenshot' : file.name;
}
