import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ImportRecord } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { AlertDialog } from '../../components/dialog.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { whatStays } from '../../format/undone-import.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { formatCount } from '../../format/display.ts';
import { formatInstant } from '../format-cell.ts';
import { Card } from './card.tsx';
import styles from './history.module.css';

/** Takes an import back as a whole. @returns whether it is gone */
export async function undoImport(importId: number, fileName: string): Promise<boolean> {
  const answer = await call('import.undo', { importId });
  if (answer.ok) notify('success', 'The import is undone', whatStays(answer.value, fileName));
  else notifyError(answer.error, 'The import was not undone');
  return answer.ok;
}

/** What was imported so far; each can be taken back as a whole. */
export function History({ zone }: { zone: string }) {
  const { value, error } = useLoaded('import.list', undefined);
  const [asking, setAsking] = useState<ImportRecord | null>(null);
  const [undoing, setUndoing] = useState<number | null>(null);
  const undo = async ({ id, fileName }: ImportRecord): Promise<void> => {
    setUndoing(id);
    await undoImport(id, fileName);
    setUndoing(null);
  };
  if (error !== null || value === null || value.length === 0) return null;
  return (
    <Card title="Imports so far">
      <Table
        caption="Every import, newest first"
        columns={[
          { key: 'file', header: 'File', cell: ({ fileName }) => <span className={styles['file']}>{fileName}</span> },
          { key: 'at', header: 'Imported', oneLine: true, cell: ({ at }) => formatInstant(at, zone) },
          { key: 'account', header: 'Account', cell: ({ accountName }) => accountName },
          { key: 'format', header: 'Format', cell: ({ format }) => format, wideOnly: true },
          { key: 'fills', header: 'Fills', numeric: true, cell: ({ fills }) => formatCount(fills) },
          { key: 'new', header: 'New', numeric: true, cell: ({ newFills }) => formatCount(newFills) },
          { key: 'refused', header: 'Refused', numeric: true, cell: ({ rejected }) => formatCount(rejected), wideOnly: true },
          {
            key: 'undo',
            header: 'Undo',
            cell: (record) =>
              record.undoneAt === null ? (
                <Button size="sm" variant="ghost" icon={Undo2} onClick={() => setAsking(record)} disabled={undoing !== null} focusableWhenDisabled aria-label={undoing === record.id ? `Undoing the import of ${record.fileName}` : `Undo the import of ${record.fileName}`} className={styles['undo']}>
                  {undoing === record.id ? 'Undoing…' : 'Undo'}
                </Button>
              ) : (
                <Tag>Undone</Tag>
              ),
          },
        ]}
        rows={value}
        rowKey={({ id }) => String(id)}
      />
      <AlertDialog
        open={asking !== null}
        onCancel={() => setAsking(null)}
        onConfirm={() => {
          if (asking !== null) void undo(asking);
          setAsking(null);
        }}
        title="Undo this import?"
        description={`${asking?.newFills === 1 ? `The fill that ${asking.fileName} brought leaves` : `The ${formatCount(asking?.newFills ?? 0)} fills that ${asking?.fileName ?? ''} brought leave`} the journal, and the trades made of them; those that another import brought as well stay until that is undone, too. What you wrote about those trades is kept for their return.`}
        confirm="Undo import"
        danger
      />
    </Card>
  );
}
