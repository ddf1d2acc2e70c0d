/** The daily note: what is typed is safe at once as a draft, and kept as a version when the field is left. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { DAILY_NOTE_MAX, type DayPage } from '../../../preload/contract/notebook.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notifyError } from '../../components/toast.tsx';
import { call } from '../../ipc.ts';
import { formatInstant } from '../format-cell.ts';
import styles from './journal.module.css';

const PAUSE_MS = 400;

export function DailyNote({ accountId, date, page, zone }: { accountId: string; date: string; page: DayPage; zone: string }) {
  const kept = page.note?.text ?? '';
  const [text, setText] = useState(page.draft ?? kept);
  const [olderShown, setOlderShown] = useState(false);
  const typed = useRef(text);
  const last = useRef({ kept, draft: page.draft });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    last.current.kept = kept;
  }, [kept]);

  const stopTimer = useCallback((): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  const holdDraft = useCallback((): void => {
    stopTimer();
    const draft = typed.current === last.current.kept ? null : typed.current;
    if (draft === last.current.draft) return;
    last.current.draft = draft;
    void call('notebook.draft', { accountId, date, text: draft }).then((result) => !result.ok && notifyError(result.error));
  }, [accountId, date, stopTimer]);
  // The page may go at any moment: what was typed since the last pause goes along.
  useEffect(() => {
    window.addEventListener('pagehide', holdDraft);
    return () => {
      window.removeEventListener('pagehide', holdDraft);
      holdDraft();
    };
  }, [holdDraft]);

  const change = (next: string): void => {
    setText(next);
    typed.current = next;
    stopTimer();
    timer.current = setTimeout(holdDraft, PAUSE_MS);
  };
  const keep = async (): Promise<void> => {
    stopTimer();
    if (typed.current === last.current.kept && last.current.draft === null) return;
    last.current = { kept: typed.current, draft: null };
    const result = await call('notebook.keep', { accountId, date, text: typed.current });
    if (!result.ok) notifyError(result.error);
  };

  const status = text === kept ? (page.note === null ? 'Kept when you leave the field' : `Kept ${formatInstant(page.note.at, zone)}`) : 'Not kept yet';
  return (
    <div className={styles['section']}>
      <TextField
        label="Daily note"
        rows={7}
        value={text}
        onChange={change}
        // Going to another window leaves the draft as it is.
        onBlur={() => document.hasFocus() && void keep()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void keep();
        }}
        maxLength={DAILY_NOTE_MAX}
        placeholder="How was the day, apart from the money?"
        aside={status}
      />
      {page.earlier.length > 0 && (
        <div>
          <Button size="sm" variant="ghost" aria-expanded={olderShown} onClick={() => setOlderShown((was) => !was)}>
            {page.earlier.length === 1 ? '1 earlier version' : `${page.earlier.length} earlier versions`}
          </Button>
          {olderShown && (
            <ol className={styles['versions']} aria-label="Earlier versions">
              {page.earlier.map((version) => (
                <li key={version.at}>
                  <span className={styles['sub']}>{formatInstant(version.at, zone)}</span>
                  <p>{version.text === '' ? '(empty)' : version.text}</p>
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
    </div>
  );
}
