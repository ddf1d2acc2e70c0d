import { useState } from 'react';
import type { RulesView } from '../../../preload/contract/rules.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Select } from '../../components/select.tsx';
import { ErrorState } from '../../components/state-message.tsx';
import { Tag } from '../../components/tag.tsx';
import { notifyError } from '../../components/toast.tsx';
import { formatMoment, formatSessionDate } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { useAppState } from '../../store/use-state.ts';
import { ChangeList } from './change-list.tsx';
import { baseOf, draftOf, type RulesDraft } from './rules-draft.ts';
import styles from './rules.module.css';

type Version = RulesView['versions'][number];

/** Every version of the rules, what differs between any two, and a way back to an older one. */
export function VersionsDialog({ open, view, onClose, onRestore }: { open: boolean; view: RulesView; onClose: () => void; onRestore: (draft: RulesDraft) => void }) {
  const { versions } = view;
  const newest = view.pending?.hash ?? view.current.hash;
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const last = to ?? newest;
  const first = from ?? versions[versions.findIndex((version) => version.hash === last) + 1]?.hash ?? last;
  const diff = useLoaded('rules.diff', open && first !== last ? { from: first, to: last } : null);
  const options = versions.map((version) => ({ value: version.hash, label: `Version ${version.version}, ${version.name}` }));

  const restore = async (version: Version): Promise<void> => {
    const result = await call('rules.version', { hash: version.hash });
    if (!result.ok) return notifyError(result.error, 'This version could not be read');
    onRestore(draftOf(version.name, result.value, baseOf(view).hash));
    onClose();
  };

  return (
    <Dialog open={open} onClose={onClose} size="lg" title="Versions" description="Every saved version stays. A verdict names the one that judged it.">
      <div className={styles['dialog']}>
        <ul aria-label="Versions" className={styles['versions']}>
          {versions.map((version) => (
            <VersionRow key={version.hash} version={version} current={version.hash === view.current.hash} pending={version.hash === view.pending?.hash} onRestore={() => void restore(version)} onCompare={() => setFrom(version.hash)} />
          ))}
        </ul>
        {versions.length > 1 && (
          <section className={styles['dialog']} aria-label="Difference">
            <h3>Difference</h3>
            <div className={styles['pair']}>
              <Select label="From" value={first} onChange={setFrom} options={options} />
              <Select label="To" value={last} onChange={setTo} options={options} />
            </div>
            {first === last ? (
              <p className={styles['soft']}>Choose two versions.</p>
            ) : diff.error !== null && diff.value === null ? (
              <ErrorState title="The versions could not be compared" actions={<Button onClick={diff.reload}>Try again</Button>}>
                {diff.error.message}
              </ErrorState>
            ) : diff.value?.length === 0 ? (
              <p className={styles['soft']}>The same rules.</p>
            ) : (
              diff.value !== null && <ChangeList changes={diff.value} label="Difference" effects={false} />
            )}
          </section>
        )}
      </div>
    </Dialog>
  );
}

function VersionRow({ version, current, pending, onRestore, onCompare }: { version: Version; current: boolean; pending: boolean; onRestore: () => void; onCompare: () => void }) {
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const name = `${version.name}, version ${version.version}`;
  return (
    <li className={styles['version']}>
      <div className={styles['version-text']}>
        <span className={styles['version-name']}>
          {name}
          {current && <Tag tone="clear">In force</Tag>}
          {pending && <Tag tone="accent">Next session</Tag>}
        </span>
        <span className={styles['sub']}>
          {version.rules} {version.rules === 1 ? 'rule' : 'rules'} · saved {formatMoment(version.createdAt, zone)}
          {version.activeFrom !== null && ` · from ${formatSessionDate(version.activeFrom)}`}
        </span>
      </div>
      {!current && !pending && (
        <div className={styles['version-actions']}>
          <Button size="sm" variant="ghost" onClick={onCompare} aria-label={`Compare: ${name}`}>
            Compare
          </Button>
          <Button size="sm" variant="ghost" onClick={onRestore} aria-label={`Edit from here: ${name}`}>
            Edit from here
          </Button>
        </div>
      )}
    </li>
  );
}
