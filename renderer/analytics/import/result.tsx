import { useEffect, useRef, useState } from 'react';
import type { ImportOutcome } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { counted, formatCount } from '../../format/display.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { Card } from './card.tsx';
import { undoImport } from './history.tsx';
import { RefusedLines } from './refused-lines.tsx';
import styles from './result.module.css';

/** What an import did, and the way back. @param added accounts may have been added for it @param next the file that waits */
export function Result({ outcome, added, fileName, next, onAnother, onMatch }: { outcome: ImportOutcome; added: boolean; fileName: string; next: string | null; onAnother: () => void; onMatch: () => void }) {
  const { refusal, imported, rejected } = outcome;
  const made = imported.flatMap(({ importId }) => (importId === null ? [] : [importId]));
  // It may be taken back here, in the list below, or in the desk's window.
  const records = useLoaded('import.list', undefined).value ?? [];
  const undone = made.length > 0 && made.every((importId) => records.some(({ id, undoneAt }) => id === importId && undoneAt !== null));
  const [undoing, setUndoing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const undo = async (): Promise<void> => {
    setUndoing(true);
    for (const importId of made.toReversed()) if (!(await undoImport(importId, fileName))) break;
    setUndoing(false);
  };
  const nothingNew = refusal === null && made.length === 0;
  return (
    <div ref={box} tabIndex={-1} className={styles['result']}>
      <Notice
        tone={refusal !== null ? 'problem' : undone || nothingNew ? 'info' : 'clear'}
        role={refusal === null ? undefined : 'alert'}
        title={refusal !== null ? 'Nothing was imported' : undone ? 'The import is undone' : nothingNew ? 'Nothing new in this file' : `${fileName} is in the journal`}
        actions={
          <>
            {made.length > 0 && !undone && <Button onClick={onMatch}>Match with tickets</Button>}
            {made.length > 0 && !undone && (
              <Button onClick={() => void undo()} disabled={undoing} focusableWhenDisabled>
                {undoing ? 'Undoing…' : 'Undo this import'}
              </Button>
            )}
            <Button variant={undone || nothingNew ? 'primary' : 'secondary'} onClick={onAnother}>
              {next === null ? 'Import another file' : `Look at ${next}`}
            </Button>
          </>
        }
      >
        {refusal !== null ? (
          refusal.message
        ) : undone ? (
          added ? 'The journal has nothing of it any more. An account that was added for it stays.' : 'The journal is as it was before.'
        ) : nothingNew ? (
          'All of its fills were in the journal already, so nothing was changed.'
        ) : (
          <ul className={styles['list']}>
            {imported.map((each) => (
              <li key={each.accountName}>{told(each)}</li>
            ))}
          </ul>
        )}
      </Notice>
      {rejected.length > 0 && (
        <Card title={rejected.length === 1 ? 'One line was refused' : `${formatCount(rejected.length)} lines were refused`}>
          <RefusedLines lines={rejected} total={rejected.length} />
        </Card>
      )}
    </div>
  );
}

/** What an import did in one account, in words. */
export function told({ accountName, newFills, duplicates, added, trades, openPositions, astray, unmatched, differing, unknownSymbols }: ImportOutcome['imported'][number]): string {
  return [
    `${accountName}: ${counted(newFills, 'new fill')}${duplicates === 0 ? ` in ${counted(trades, 'trade')}` : ''}`,
    ...(openPositions > 0 ? [`${counted(openPositions, 'position')} left open`] : []),
    ...(astray > 0 ? ['the platform states another position after the last fill: fills before it are missing, and until they are imported the trades after them stay open as one'] : []),
    ...(duplicates > 0 ? [`${counted(duplicates, 'fill was', 'fills were')} there already${added > 0 ? `, and ${added} got a stop or costs from this file` : ''}`, `${counted(trades, 'trade')} with fills of this file`] : []),
    ...(unmatched > 0 ? [`${counted(unmatched, 'fill closes', 'fills close')} what was opened before`] : []),
    ...(differing > 0 ? [`${counted(differing, 'trade differs', 'trades differ')} from what the broker states`] : []),
    ...(unknownSymbols.length > 0 ? [`the point value of ${unknownSymbols.join(', ')} is not known`] : []),
  ].join('; ').concat('.');
}
