import { CircleCheck, CircleHelp, CircleX, Ghost, type LucideIcon } from 'lucide-react';
import type { TicketView } from '../../../preload/contract/tickets.ts';
import { Money } from '../../components/figures.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { GradeBadge, VerdictBadge } from '../../components/verdict-badge.tsx';
import { formatAge, formatClock, formatPrice, formatSessionDate } from '../../format/display.ts';
import { useAppState } from '../../store/use-state.ts';
import { factLabel, factText } from './fact-text.ts';
import styles from './log.module.css';

type Verdict = TicketView['verdict'];
type Line = Verdict['lines'][number];

const statusLooks: Readonly<Record<Line['status'], { word: string; icon: LucideIcon; className: string }>> = {
  pass: { word: 'Passes', icon: CircleCheck, className: 'pass' },
  miss: { word: 'Broken', icon: CircleX, className: 'miss' },
  insufficient: { word: 'Insufficient data', icon: CircleHelp, className: 'insufficient' },
};
const statusWords = { 'blocked': 'Waiting, blocked', 'cautioned': 'Waiting, cautioned', 'taken': 'Taken', 'walked-away': 'Walked away', 'cancelled': 'Cancelled' } as const;
const sourceWords = { typed: 'typed', map: 'market map', journal: 'journal', clock: 'clock', import: 'import' } as const;

/** A sealed ticket with its whole verdict: every line, every fact with source and age, the engine and the rules that judged. */
export function FullVerdict({ view }: { view: TicketView }) {
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const decimals = useAppState((state) => state.instruments.find((entry) => entry.symbol === view.ticket.symbol)?.priceDecimals ?? 0);
  const { ticket, verdict } = view;
  const price = (text: string | null): string => (text === null ? 'none' : formatPrice(text, decimals));
  const order: readonly Line['status'][] = ['miss', 'insufficient', 'pass'];
  const lines = verdict.lines.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));

  return (
    <div className={styles['verdict']}>
      <div className={styles['marks']}>
        <VerdictBadge outcome={verdict.outcome} />
        <GradeBadge grade={verdict.grade} />
        <Tag tone={view.status === 'walked-away' ? 'clear' : 'plain'}>{view.override === null ? statusWords[view.status] : 'Taken by override'}</Tag>
        <span className={styles['soft']}>
          {formatSessionDate(view.sessionDate)}, {formatClock(view.sealedAt, zone)}
        </span>
      </div>

      {view.override !== null && (
        <figure className={styles['note']}>
          <figcaption>Override note, {formatClock(view.override.at, zone)}</figcaption>
          <blockquote>{view.override.note}</blockquote>
        </figure>
      )}

      <dl className={styles['ticket']}>
        <Pair name="Ticket" value={[ticket.symbol, ticket.side, ticket.quantity].filter(Boolean).join(' ')} />
        <Pair name="Entry" value={price(ticket.entry)} />
        <Pair name="Stop" value={price(ticket.stop)} />
        <Pair name="Targets" value={ticket.targets.length === 0 ? 'none' : ticket.targets.map(price).join(' · ')} />
        <div>
          <dt>Stop$</dt>
          <dd>
            <Money value={view.stopAmount} />
          </dd>
        </div>
        <Pair name="Setup" value={ticket.setup ?? 'none'} />
      </dl>

      <section aria-label="Rules">
        <h3>Rules</h3>
        <ul className={styles['lines']}>
          {lines.map((line) => (
            <VerdictLine key={line.ruleId} line={line} zone={zone} />
          ))}
        </ul>
      </section>

      <section aria-label="Facts">
        <h3>Facts</h3>
        <Table
          caption="Facts the verdict was given"
          rows={verdict.facts}
          rowKey={(fact) => fact.name}
          columns={[
            { key: 'name', header: 'Fact', cell: (fact) => factLabel(fact.name) },
            { key: 'value', header: 'Value', cell: (fact) => <span className={styles['value']}>{factText(fact.name, fact.value)}</span> },
            { key: 'source', header: 'Source', cell: (fact) => sourceWords[fact.source] },
            { key: 'age', header: 'Age', numeric: true, cell: (fact) => (fact.ageMs === null ? 'timeless' : formatAge(fact.ageMs)) },
          ]}
        />
      </section>

      <dl className={styles['ids']}>
        <Pair name="Engine" value={verdict.engineVersion} />
        <Pair name="Rule-set hash" value={verdict.ruleSetHash} />
        <Pair name="Ticket" value={view.id} />
      </dl>
    </div>
  );
}

function VerdictLine({ line, zone }: { line: Line; zone: string }) {
  const { word, icon, className } = statusLooks[line.status];
  const Icon = line.shadow && line.status !== 'pass' ? Ghost : icon;
  return (
    <li className={styles['line']}>
      <Icon size={15} aria-hidden="true" className={styles[line.shadow ? 'shadow' : className]} />
      <div className={styles['line-text']}>
        <div className={styles['line-head']}>
          <strong>{line.title}</strong>
          <span className={styles['soft']}>
            {word}
            {line.shadow && ', shadow'} · {line.severity}
          </span>
        </div>
        <div className={styles['measure']}>
          <span>{line.observed}</span> <span className={styles['soft']}>against</span> <span>{line.threshold}</span>
        </div>
        {line.status !== 'pass' && line.reason !== '' && <p className={styles['soft']}>{line.reason}</p>}
        {line.until !== null && <p className={styles['soft']}>Until {formatClock(line.until, zone)}</p>}
      </div>
    </li>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
