import { FileInput, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { RestoreDialog, type RestoreFrom } from '../../app/restore-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ageText } from '../../format/display.ts';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './first-run.module.css';
import { forgetSetup } from './setup-form.ts';

/** A trader who kept a journal before, here or on another computer, has it back instead of starting anew. */
export function EarlierJournal() {
  const newest = useAppState((state) => state.backups.files[0]);
  const now = useApp((store) => store.now);
  const [asked, setAsked] = useState<RestoreFrom | null>(null);
  const fromFile = (
    <Button size="sm" variant="ghost" icon={FileInput} onClick={() => setAsked({ type: 'file' })}>
      Restore a journal from a file
    </Button>
  );
  const close = (): void => {
    setAsked(null);
    // Restored: what was typed here is about a journal that is none any more.
    if (useApp.getState().state?.account != null) forgetSetup();
  };
  return (
    <>
      {newest === undefined ? (
        <div className={styles['flush']}>{fromFile}</div>
      ) : (
        <Notice
          tone="caution"
          title="There are backups of a journal here"
          actions={
            <>
              <Button size="sm" icon={RotateCcw} onClick={() => setAsked({ type: 'backup', name: newest.name })}>
                Look at the newest
              </Button>
              {fromFile}
            </>
          }
        >
          The journal itself is empty or gone. Its newest backup: {ageText(now - newest.at)}. Restore it, or start anew.
        </Notice>
      )}
      {asked !== null && <RestoreDialog from={asked} onClose={close} />}
    </>
  );
}
