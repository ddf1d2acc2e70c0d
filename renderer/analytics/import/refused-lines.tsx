import { useState } from 'react';
import type { RejectedLine } from '../../../preload/contract/imports.ts';
import { RowList } from '../../components/row-list.tsx';
import { formatCount } from '../../format/display.ts';
import styles from './refused-lines.module.css';

const ROW = 44;
const MOST_IN_VIEW = 6;

const keyOf = ({ line, reason }: RejectedLine): string => `${line} ${reason}`;
const heightOf = (): number => ROW;

/** Lines that were not read, each with why. Opening one shows it as a whole. */
export function RefusedLines({ lines, total }: { lines: readonly RejectedLine[]; total: number }) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const opened = lines.find((line) => keyOf(line) === openKey);
  return (
    <>
      <div className={styles['frame']} style={{ height: Math.min(lines.length, MOST_IN_VIEW) * ROW + 2 }}>
        <RowList
          label="Refused lines"
          items={lines}
          keyOf={keyOf}
          heightOf={heightOf}
          openKey={openKey}
          onOpen={(line) => setOpenKey(keyOf(line) === openKey ? null : keyOf(line))}
          render={({ line, reason, text }) => (
            <span className={styles['row']}>
              <span className={styles['line']}>Line {formatCount(line)}</span>
              <span className={styles['reason']}>{reason}</span>
              <code className={styles['text']}>{text}</code>
            </span>
          )}
        />
      </div>
      {opened !== undefined && (
        <pre role="note" aria-label={`Line ${opened.line} as written`} className={styles['whole']}>
          {opened.text}
        </pre>
      )}
      {total > lines.length && <p className={styles['more']}>{`The first ${formatCount(lines.length)} of ${formatCount(total)} are listed.`}</p>}
    </>
  );
}
