/** The rehab run of today's session. */
import { useState } from 'react';
import type { SessionView } from '../../../preload/contract/state.ts';
import { ProgressSteps } from '../../components/progress-steps.tsx';
import { EmptyState } from '../../components/state-message.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useSession } from '../../store/use-state.ts';
import { BreathStep } from './breath-step.tsx';
import { MarketStep } from './market-step.tsx';
import { NeutraliserStep } from './neutraliser-step.tsx';
import styles from './prepare.module.css';
import { PreparedSummary } from './prepared-summary.tsx';
import { RiskStep } from './risk-step.tsx';
import { nextStep, steps, type StepId } from './steps.ts';
import { VisualizationStep } from './visualization-step.tsx';

function Step({ id, session, ...ways }: { id: StepId; session: SessionView; onDone: () => void; onLeave: (() => void) | null }) {
  const info = steps.find((step) => step.id === id);
  if (info === undefined) return null;
  const props = { info, ...ways };
  switch (id) {
    case 'visualization':
      return <VisualizationStep {...props} />;
    case 'market-mapping':
      return <MarketStep {...props} />;
    case 'breath':
      return <BreathStep {...props} />;
    case 'expectation-neutraliser':
      return <NeutraliserStep {...props} />;
    case 'risk-check':
      return <RiskStep {...props} session={session} />;
  }
}

export function PrepareScreen() {
  const session = useSession();
  // What the trader opened by hand; null follows the order.
  const [opened, setOpened] = useState<StepId | null>(null);
  if (session === null) return <EmptyState title="No session yet">Add an account in Settings; its session calendar says when the next session is.</EmptyState>;
  const next = nextStep(session.steps);
  const current = opened ?? next;
  return (
    <div className={styles['screen']}>
      <h1 className={styles['no-title']}>
        <VisuallyHidden>Prepare</VisuallyHidden>
      </h1>
      <div className={styles['top']}>
        <ProgressSteps
          label="Steps"
          onSelect={setOpened}
          steps={steps.map(({ id, label }) => ({ value: id, label, state: id === current ? 'current' : session.steps[id] === undefined ? 'todo' : 'done' }))}
        />
      </div>
      {current === null ? <PreparedSummary session={session} onOpen={setOpened} /> : <Step key={`${session.date}-${current}`} id={current} session={session} onDone={() => setOpened(null)} onLeave={next === null ? () => setOpened(null) : null} />}
    </div>
  );
}
