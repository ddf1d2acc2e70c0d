import { Play, Save, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Report, SavedReplay } from '../../../preload/contract/analytics.ts';
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { formatInstant } from '../format-cell.ts';
import type { PageProps } from '../pages.tsx';
import { ProposalEditor } from '../proposal-editor.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';
import styles from './replay-page.module.css';

type Content = CallInput<'analytics.replay'>['proposed'];

const sides = resultBars<ReportRow<'replay', 'sides'>>({ label: (row) => row.side ?? '', sample: (row) => row.rSample, value: (row) => toNumber(row.sumR), tick: () => rTick });

export function ReplayPage({ filter }: PageProps) {
  const rules = useLoaded('rules.get', undefined);
  const saved = useLoaded('analytics.replay.list', { accountId: filter.accountId });
  const [proposed, setProposed] = useState<Content | null>(null);
  const [shown, setShown] = useState<SavedReplay | null>(null);
  const asked = useReport('analytics.replay', proposed === null ? null : { filter, proposed });

  const run = (content: Content): void => {
    setShown(null);
    setProposed(content);
    asked.retry();
  };
  const open = async (id: string): Promise<void> => {
    const result = await call('analytics.replay.get', { id });
    if (!result.ok) return notifyError(result.error);
    setProposed(null);
    setShown(result.value);
  };
  const remove = async (id: string): Promise<void> => {
    const result = await call('analytics.replay.delete', { id });
    if (!result.ok) return notifyError(result.error);
    if (shown?.id === id) setShown(null);
    saved.reload();
  };

  if (rules.value === null) return rules.error === null ? <Waiting /> : <ErrorState title="The rules cannot be read">{rules.error.message}</ErrorState>;
  return (
    <>
      <ProposalEditor rules={rules.value} onRun={run} />
      {saved.value !== null && saved.value.length > 0 && <SavedList saved={saved.value} zone={asked.report?.zone ?? shown?.result.zone ?? 'UTC'} openId={shown?.id ?? null} onOpen={(id) => void open(id)} onRemove={(id) => void remove(id)} />}
      {shown !== null && (
        <>
          <Notice title={shown.name}>{`Saved ${formatInstant(shown.savedAt, shown.result.zone)}. It shows what came out then; run it again to read today’s journal.`}</Notice>
          <Result report={shown.result} />
        </>
      )}
      {proposed !== null && (
        <ReportPage asked={asked}>
          {(report) => (
            <>
              <SaveReplay content={proposed} result={report} onSaved={saved.reload} />
              <Result report={report} />
            </>
          )}
        </ReportPage>
      )}
    </>
  );
}

function Result({ report }: { report: Report<'replay'> }) {
  return (
    <>
      <Exhibit report={report} table="sides" opens="table" chart={{ option: sides, draws: 'sumR', say: ['side', 'trades', 'blocked', 'sumR', 'rSample', 'netPnl'], height: 220 }} />
      <Exhibit report={report} table="rules" />
      <Exhibit report={report} table="blocked" />
    </>
  );
}

function SaveReplay({ content, result, onSaved }: { content: Content; result: Report<'replay'>; onSaved: () => void }) {
  const [name, setName] = useState('');
  const save = useCallback(async () => {
    const answer = await call('analytics.replay.save', { name: name.trim(), content, result });
    if (!answer.ok) return notifyError(answer.error);
    notify('success', `Saved as “${answer.value.name}”.`);
    setName('');
    onSaved();
  }, [name, content, result, onSaved]);
  return (
    <form
      className={styles['save']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label="Save this replay as" value={name} onChange={setName} maxLength={120} placeholder="Five tickets, two losses and out" />
      <Button type="submit" icon={Save} disabled={name.trim() === ''}>
        Save report
      </Button>
    </form>
  );
}

interface SavedListProps {
  saved: CallOutput<'analytics.replay.list'>;
  zone: string;
  openId: string | null;
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
}

function SavedList({ saved, zone, openId, onOpen, onRemove }: SavedListProps) {
  return (
    <section aria-label="Saved replays" className={styles['saved']}>
      <h2>Saved replays</h2>
      <ul>
        {saved.map((entry) => (
          <li key={entry.id}>
            <Button size="sm" variant="ghost" icon={Play} onClick={() => onOpen(entry.id)} aria-pressed={entry.id === openId}>
              {entry.name}
            </Button>
            <span>{formatInstant(entry.savedAt, zone)}</span>
            <IconButton size="sm" label={`Delete ${entry.name}`} icon={Trash2} onClick={() => onRemove(entry.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
