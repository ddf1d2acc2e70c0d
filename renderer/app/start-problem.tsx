import { RotateCcw } from 'lucide-react';
import type { CallError } from '../../preload/contract/result.ts';
import { Button } from '../components/button.tsx';
import { ErrorState } from '../components/state-message.tsx';
import { fetchState } from '../store/subscriber.ts';
import styles from './full-page.module.css';

/** The main process did not give a first snapshot. */
export function StartProblem({ error }: { error: CallError }) {
  return (
    <main className={styles['page']}>
      <ErrorState
        level={1}
        title="Holdfast could not read its state"
        actions={
          <Button variant="primary" icon={RotateCcw} onClick={() => void fetchState()}>
            Try again
          </Button>
        }
      >
        <p>{error.message}</p>
        <p>Nothing you recorded is lost: the journal on this computer was not touched.</p>
      </ErrorState>
    </main>
  );
}
