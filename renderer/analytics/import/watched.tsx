import { FolderPlus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ChosenFile, WatchNotice, WatchState } from '../../../preload/contract/imports.ts';
import type { AppState } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice, type NoticeTone } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { Tag } from '../../components/tag.tsx';
import { notifyError } from '../../components/toast.tsx';
import { ZONES } from '../../format/zones.ts';
import { call, subscribe } from '../../ipc.ts';
import { formatInstant } from '../format-cell.ts';
import { Card } from './card.tsx';
import { undoImport } from './history.tsx';
import styles from './watched.module.css';

/** The folders and what they brought; follows the main process. */
export function useWatched(): [state: WatchState, set: (state: WatchState) => void] {
  const [state, setState] = useState<WatchState>({ folders: [], notices: [] });
  useEffect(() => {
    let waits = true;
    void call('import.watch').then((answer) => waits && answer.ok && setState(answer.value));
    const stop = subscribe('import.watched', setState);
    return () => {
      waits = false;
      stop();
    };
  }, []);
  return [state, setState];
}

const looks: Readonly<Record<WatchNotice['kind'], { readonly tone: NoticeTone; readonly title: (name: string) => string }>> = {
  'imported': { tone: 'clear', title: (name) => `${name} was imported` },
  'needs-answer': { tone: 'caution', title: (name) => `${name} needs your answer` },
  'refused': { tone: 'problem', title: (name) => `${name} could not be imported` },
};

/** What watched folders brought: to be taken back, or answered. */
export function WatchNotices({ state, onState, onOpen, zone }: { state: WatchState; onState: (state: WatchState) => void; onOpen: (file: ChosenFile) => void; zone: string }) {
  const dismiss = async (id: string): Promise<void> => {
    const answer = await call('import.watch.dismiss', { id });
    if (answer.ok) onState(answer.value);
    else notifyError(answer.error);
  };
  return state.notices.map((notice) => {
    const { importId, file } = notice;
    return (
      <Notice
        key={notice.id}
        tone={looks[notice.kind].tone}
        title={looks[notice.kind].title(notice.fileName)}
        actions={
          <>
            {file !== null && (
              <Button size="sm" onClick={() => onOpen(file)}>
                Answer
              </Button>
            )}
            {importId !== null && (
              <Button size="sm" onClick={() => void undoImport(importId, notice.fileName)}>
                Undo this import
              </Button>
            )}
            <Button size="sm" variant="ghost" onClick={() => void dismiss(notice.id)} aria-label={`Dismiss the notice about ${notice.fileName}`}>
              Dismiss
            </Button>
          </>
        }
      >
        {`${notice.text} ${formatInstant(notice.at, zone)}`}
      </Notice>
    );
  });
}

const ANY = 'ask';
const zones = [{ value: ANY, label: 'As for the last file of the kind', note: 'Asked where there was none' }, ...ZONES];

/** The folders in which new files are imported by themselves. */
export function WatchedFolders({ state, onState, accounts, accountId }: { state: WatchState; onState: (state: WatchState) => void; accounts: AppState['accounts']; accountId: string }) {
  const [into, setInto] = useState(accountId);
  const [zone, setZone] = useState(ANY);
  const add = async (): Promise<void> => {
    const answer = await call('import.watch.add', { accountId: into, zone: zone === ANY ? null : zone });
    if (!answer.ok) notifyError(answer.error, 'The folder is not watched');
    else if (answer.value !== null) onState(answer.value);
  };
  const remove = async (id: string): Promise<void> => {
    const answer = await call('import.watch.remove', { id });
    if (answer.ok) onState(answer.value);
    else notifyError(answer.error);
  };
  return (
    <Card title="Watched folders" lead="New files in such a folder are imported by themselves when nothing has to be asked; otherwise they wait for your answer. What is in it already stays as it is.">
      {state.folders.length > 0 && (
        <ul className={styles['folders']}>
          {state.folders.map(({ id, folder, accountName, zone: own, status }) => (
            <li key={id}>
              <span className={styles['path']}>{folder}</span>
              <span className={styles['into']}>{`into ${accountName}${own === null ? '' : `, times in ${own.replaceAll('_', ' ')}`}`}</span>
              {status === 'watching' ? <Tag tone="clear">Watching</Tag> : <Tag tone="caution">Folder is not there</Tag>}
              <IconButton size="sm" label={`Stop watching ${folder}`} icon={Trash2} onClick={() => void remove(id)} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles['add']}>
        <Select label="Imports go into" value={into} onChange={setInto} options={accounts.map(({ id, name }) => ({ value: id, label: name }))} />
        <Combobox label="Times without a zone are in" value={zone} onChange={setZone} options={zones} />
        <Button icon={FolderPlus} onClick={() => void add()}>
          Watch a folder…
        </Button>
      </div>
    </Card>
  );
}
