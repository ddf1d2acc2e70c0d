import { UserRound } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useApp } from '../../store/store.ts';
import { useAppState } from '../../store/use-state.ts';
import styles from './licence-notice.module.css';

/** What describes the button that cannot seal. */
export const LICENCE_NOTICE = 'licence-notice';

/** Above the ticket while new ones wait for a licence. What is typed stays, and is kept as always. */
export function LicenceNotice() {
  const { ticketsAllowed, title, text } = useAppState((state) => state.licence);
  const openSettings = useApp((store) => store.openSettings);
  if (ticketsAllowed) return null;
  return (
    <div id={LICENCE_NOTICE} className={styles['notice']}>
      <Notice
        tone="caution"
        title={title}
        actions={
          <Button size="sm" icon={UserRound} onClick={() => openSettings('account')}>
            Open the account
          </Button>
        }
      >
        {text} What you type here is kept.
      </Notice>
    </div>
  );
}
