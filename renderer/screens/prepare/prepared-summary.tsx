/** The session is prepared: what was said this morning, and the way to the ticket. */
import { ArrowRight, ShieldCheck } from 'lucide-react';
import type { SessionView } from '../../../preload/contract/state.ts';
import { Button } from '../../components/button.tsx';
import { useReadingFocus } from '../../components/use-reading-focus.ts';
import { formatCountdown, formatMoney } from '../../format/display.ts';
import { startNewTicket } from '../ticket/new-ticket.ts';
import styles from './prepare.module.css';
import { steps, type StepId } from './steps.ts';

type StepView = NonNullable<SessionView['steps'][StepId]>;

/** One line of what a done step recorded. */
function said({ content }: StepView): string {
  switch (content.step) {
    case 'visualization':
      return content.goal;
    case 'market-mapping':
      return content.symbols.join(', ');
    case 'breath':
      return `${content.breaths} ${content.breaths === 1 ? 'breath' : 'breaths'}`;
    case 'expectation-neutraliser':
      return `${content.neutral} (${content.before} → ${content.after})`;
    case 'risk-check':
      return `size ${content.size}, ${formatMoney(content.riskPerTrade)} a trade, ${formatMoney(content.maximumLoss)} today`;
  }
}

export function PreparedSummary({ session, onOpen }: { session: SessionView; onOpen: (step: StepId) => void }) {
  const total = Object.values(session.steps).reduce((sum, step) => sum + (step?.seconds ?? 0), 0);
  const title = useReadingFocus<HTMLHeadingElement>();
  return (
    <section aria-label="Prepared" className={styles['step']}>
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <header className={styles['prepared']}>
            <ShieldCheck size={30} strokeWidth={1.5} aria-hidden="true" />
            <h2 ref={title} tabIndex={-1} className={styles['title']}>Prepared</h2>
            <p className={styles['purpose']}>Five steps, {formatCountdown(total * 1000)} spent. Any of them can be opened again.</p>
          </header>
          <ul className={styles['said']}>
            {steps.map(({ id, title }) => {
              const done = session.steps[id];
              return (
                <li key={id}>
                  <button type="button" className={styles['said-row']} onClick={() => onOpen(id)}>
                    <span className={styles['said-title']}>{title}</span>
                    <span className={styles['said-text']}>{done === undefined ? 'open' : said(done)}</span>
                    <span className={styles['said-time']}>{done === undefined ? '' : formatCountdown(done.seconds * 1000)}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      <div className={styles['dock']}>
        <div className={styles['column']}>
          <Button variant="primary" size="lg" wide icon={ArrowRight} keys="N" onClick={startNewTicket}>
            New ticket
          </Button>
        </div>
      </div>
    </section>
  );
}
