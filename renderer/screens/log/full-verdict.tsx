import type { TicketView } from '../../../preload/contract/tickets.ts';
import { Money } from '../../components/figures.tsx';
import { groupLines, RuleLines } from '../../components/rule-lines.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { GradeBadge, VerdictBadge } from '../../components/verdict-badge.tsx';
import { COVERED, formatAge, formatClock, formatMoment, formatPrice } from '../../format/display.ts';
import { useAppState, useSettings } from '../../store/use-state.ts';
import { factLabel, factText, tellsPnl } from './fact-text.ts';
import styles from './log.module.css';

const statusWords = { 'blocked': 'Waiting, blocked', 'cautioned': 'Waiting, cautioned', 'taken': 'Taken', 'walked-away': 'Walked away', 'cancelled': 'Cancelled' } as const;
const sourceWords = { typed: 'typed', map: 'market map', journal: 'journal', clock: 'clock', import: 'import' } as const;

/** A sealed ticket with its whole verdict: every line, every fact with source and age, the engine and the rules that judged. */
export function FullVerdict({ view }: { view: TicketView }) {
  const zone = useAppState((state) => state.session?.zone ?? state.account?.zone ?? 'UTC');
  const decimals = useAppState((state) => state.instruments.find((entry) => entry.symbol === view.ticket.symbol)?.priceDecimals ?? 0);
  const { hidePnl } = useSettings();
  const { ticket, verdict } = view;
  const price = (text: string | null): string => (text === null ? 'none' : formatPrice(text, decimals));
  const { bites, shadows, passes } = groupLines(verdict.lines);

  return (
    <div className={styles['verdict']}>
      <div className={styles['marks']}>
        <VerdictBadge outcome={verdict.outcome} />
        <GradeBadge grade={verdict.grade} />
        <Tag tone={view.status === 'walked-away' ? 'clear' : 'plain'}>{view.override === null ? statusWords[view.status] : 'Taken by override'}</Tag>
        <span className={styles['soft']}>
          {formatMoment(view.sealedAt, zone)}
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

      {bites.length > 0 && (
        <section>
          <h3>Against it</h3>
          <RuleLines lines={bites} label="Against it" detail="full" words={view.words} />
        </section>
      )}
      {shadows.length > 0 && (
        <section>
          <h3>Shadow rules that would have bitten</h3>
          <RuleLines lines={shadows} label="Shadow rules that would have bitten" />
        </section>
      )}
      {passes.length > 0 && (
        <section>
          <h3>Passes</h3>
          <RuleLines lines={passes} label="Passes" />
        </section>
      )}

      <section aria-label="Facts">
        <h3>Facts</h3>
        <Table
          caption="Facts the verdict was given"
          rows={verdict.facts}
          rowKey={(fact) => fact.name}
          columns={[
            { key: 'name', header: 'Fact', cell: (fact) => factLabel(fact.name) },
            { key: 'value', header: 'Value', cell: (fact) => <span className={styles['value']}>{hidePnl && tellsPnl(fact.name) ? COVERED : factText(fact.name, fact.value)}</span> },
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

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
