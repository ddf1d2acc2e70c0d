/** A trade as the journal tells it: names, setup and pictures above what the desk shows of it. */
import { BookOpen } from 'lucide-react';
import { useState } from 'react';
import type { Setup, TradePage } from '../../../preload/contract/notebook.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { TradeDetail } from '../../screens/trades/trade-detail.tsx';
import { useLoaded } from '../../store/use-loaded.ts';
import { Criteria } from './criteria.tsx';
import styles from './journal.module.css';
import { LabelsField } from './labels-field.tsx';
import { Pictures } from './pictures.tsx';
import { useAttach } from './use-attach.ts';

const NONE = '\u0000none';

export function TradeJournal({ page, onChanged }: { page: TradePage; onChanged: () => void }) {
  const subject = { kind: 'trade', tradeId: page.trade.id } as const;
  const attaching = useAttach(subject);
  return (
    <div className={styles['detail']} {...attaching.drop}>
      <div className={styles['three']}>
        <SetupField page={page} />
        <LabelsField subject={subject} kind="tag" labels={page.labels} />
        <LabelsField subject={subject} kind="mistake" labels={page.labels} />
      </div>
      {page.setup !== null && <SetupSheet setup={page.setup} />}
      <Criteria page={page} />
      <Pictures attachments={page.attachments} attaching={attaching} />
      <TradeDetail key={page.trade.id} trade={page.trade} onChanged={onChanged} />
    </div>
  );
}

/** The setup, which the ticket states or the trader says afterwards. */
function SetupField({ page }: { page: TradePage }) {
  const setups = useLoaded('notebook.setups', undefined).value ?? [];
  const { trade, setupSealed } = page;
  const choose = async (name: string): Promise<void> => {
    const result = await call('notebook.setup.choose', { tradeId: trade.id, name: name === NONE ? null : name });
    if (!result.ok) notifyError(result.error);
  };
  if (setupSealed) {
    return (
      <dl className={styles['stated']}>
        <dt>Setup</dt>
        <dd>
          {trade.setup}
          <span className={styles['soft']}> · as its ticket states</span>
        </dd>
      </dl>
    );
  }
  const names = [...new Set([...setups.filter(({ retired }) => !retired).map(({ name }) => name), ...(trade.setup === null ? [] : [trade.setup])])];
  return (
    <Select
      label="Setup"
      value={trade.setup ?? NONE}
      onChange={(name) => void choose(name)}
      options={[{ value: NONE, label: 'None stated' }, ...names.map((name) => ({ value: name, label: name }))]}
      hint={names.length === 0 ? 'The playbook is empty' : undefined}
    />
  );
}

/** What the playbook says of the setup, folded away until it is asked for. */
function SetupSheet({ setup }: { setup: Setup }) {
  const [open, setOpen] = useState(false);
  if (setup.description === '' && setup.example === '') return null;
  return (
    <div className={styles['sheet']}>
      <Button size="sm" variant="ghost" icon={BookOpen} aria-expanded={open} onClick={() => setOpen((was) => !was)}>
        {`Playbook: ${setup.name}`}
      </Button>
      {open && (
        <div className={styles['sheet-text']}>
          {setup.description !== '' && <p>{setup.description}</p>}
          {setup.example !== '' && (
            <p>
              <span className={styles['soft']}>Example:</span> {setup.example}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
