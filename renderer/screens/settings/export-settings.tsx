import { FileJson, Table2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { call, subscribe } from '../../ipc.ts';
import { megabytes } from '../../app/restore-dialog.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

/** The whole journal for other programs, and for other computers. */
export function ExportSettings() {
  const [running, setRunning] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => subscribe('backup.progress', ({ done, total }) => setShare(total === 0 ? null : Math.min(1, done / total))), []);

  const write = async (form: 'json' | 'csv'): Promise<void> => {
    setRunning(true);
    setShare(null);
    const result = await call('journal.export', { form });
    setRunning(false);
    if (!result.ok) notifyError(result.error, 'No export was written');
    else if (result.value !== null) notify('success', 'Export written', `${result.value.rows.toLocaleString('en')} rows of ${result.value.tables} tables, ${megabytes(result.value.bytes)}: ${result.value.path}`);
  };

  return (
    <Section title="Export" note="Everything in the journal, readable by other programs and by another Holdfast. It is not encrypted.">
      <div className={styles['buttons']}>
        <Button icon={FileJson} disabled={running} onClick={() => void write('json')}>
          Export as JSON
        </Button>
        <Button icon={Table2} disabled={running} onClick={() => void write('csv')}>
          Export as CSV
        </Button>
      </div>
      {running && (
        <div className={styles['buttons']}>
          <p role="status">Exporting{share === null ? '' : `, ${Math.round(share * 100)} %`}…</p>
          <Button size="sm" variant="ghost" icon={X} onClick={() => void call('backup.cancel')}>
            Cancel
          </Button>
        </div>
      )}
    </Section>
  );
}
