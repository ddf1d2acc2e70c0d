import { Check, ListChecks, Undo2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CallInput, CallName } from '../../../preload/contract/calls.ts';
import type { MatchCandidate, MatchList, MatchRow, MatchTicket, MatchTrade } from '../../../preload/contract/matching.ts';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { RowList } from '../../components/row-list.tsx';
import { EmptyState, ErrorState } from '../../components/state-message.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { Tag, type TagTone } from '../../components/tag.tsx';
import { notify, notifyError } from '../../components/toast.tsx';
import { isTyping, useKeys } from '../../components/use-keys.ts';
import { Waiting } from '../../components/waiting.tsx';
import { counted, formatCount, formatMoment } from '../../format/display.ts';
import { call } from '../../ipc.ts';
import { useLoaded } from '../../store/use-loaded.ts';
import { BarExcursions } from '../matching/bar-excursions.tsx';
import { clockSeconds, doubtWords, ticketStates } from '../matching/match-words.ts';
import { StopTyping } from '../matching/stop-typing.tsx';
import { UnknownInstruments } from '../matching/unknown-instruments.tsx';
import { useMatchRows } from '../matching/use-match-rows.ts';
import type { PageProps } from '../pages.tsx';
import styles from './match-page.module.css';

const ROW = 52;
const heightOf = (): number => ROW;
const keyOf = (row: MatchRow): string => row.key;

/** Sends a decision; says what was done or why not. */
async function decide<N extends Extract<CallName, `match.${string}`>>(name: N, input: CallInput<N>, done: string): Promise<boolean> {
  const send = call as (name: N, input: CallInput<N>) => ReturnType<typeof call<'match.confirm'>>;
  const result = await send(name, input);
  if (!result.ok) notifyError(result.error);
  else notify('success', done);
  return result.ok;
}

/** Tickets beside the trades of the broker's files: what is in doubt, what has no partner, what was matched. */
export function MatchPage({ filter: { accountId } }: PageProps) {
  const counts = useLoaded('match.counts', { accountId });
  const [list, setList] = useState<MatchList>('doubtful');
  const [openKey, setOpenKey] = useState<string | null>(null);
  const known = counts.value;
  if (known === null) return counts.error === null ? <Waiting /> : <ErrorState title="The trades could not be compared">{counts.error.message}</ErrorState>;
  if (!known.hasImports && known.tickets === 0) {
    return <EmptyState title="Nothing to compare yet">Import your broker’s file: its trades are then held against your tickets. A trade without a ticket is a bypass, a ticket without a trade was not taken.</EmptyState>;
  }
  const change = (next: MatchList): void => {
    setList(next);
    setOpenKey(null);
  };
  const content = (of: MatchList): ReactNode => (of === list ? <Panes key={of} accountId={accountId} list={of} zone={known.zone} openKey={openKey} onOpen={setOpenKey} noTrade={known.noTrade} /> : null);
  return (
    <>
      {known.unknown.length > 0 && <UnknownInstruments unknown={known.unknown} />}
      {known.doubtful > 0 && list !== 'doubtful' && (
        <Notice tone="caution" title={`${counted(known.doubtful, 'trade waits', 'trades wait')} for your word`}>
          Until then each counts as a bypass, and a ticket that you closed by hand counts beside it.
        </Notice>
      )}
      <Tabs<MatchList>
        label="Tickets and trades"
        value={list}
        onChange={change}
        tabs={[
          { value: 'doubtful', label: 'To decide', badge: formatCount(known.doubtful), content: content('doubtful') },
          { value: 'tickets', label: 'Tickets without a trade', badge: formatCount(known.tickets), content: content('tickets') },
          { value: 'bypasses', label: 'Bypasses', badge: formatCount(known.bypasses), content: content('bypasses') },
          { value: 'matched', label: 'Matched', badge: formatCount(known.matched), content: content('matched') },
        ]}
      />
      <BarExcursions accountId={accountId} />
    </>
  );
}

const EMPTY: Readonly<Record<MatchList, readonly [string, string]>> = {
  doubtful: ['Nothing to decide', 'Every trade of the files is matched for sure, or no ticket of its session fits it.'],
  tickets: ['Every ticket has its trade', 'Tickets that no file knows of appear here once a file reaches past them.'],
  bypasses: ['No bypass', 'Every trade of the files was stated in a ticket first.'],
  matched: ['No match yet', 'A trade of the same instrument, side and quantity within minutes of its ticket is matched by itself.'],
};

function Panes({ accountId, list, zone, openKey, onOpen, noTrade }: { accountId: string; list: MatchList; zone: string; openKey: string | null; onOpen: (key: string | null) => void; noTrade: number }) {
  const { rows, error, loadMore } = useMatchRows(accountId, list);
  if (rows === null) return error === null ? <div className={styles['panes']} aria-busy="true" /> : <ErrorState title="The list could not be read">{error.message}</ErrorState>;
  if (rows.length === 0) return <EmptyState title={EMPTY[list][0]}>{EMPTY[list][1]}</EmptyState>;
  const open = rows.find(({ key }) => key === openKey) ?? null;
  const missing = rows.filter(({ state }) => state === 'no-trade').flatMap(({ ticket }) => (ticket === null ? [] : [ticket.id]));
  return (
    <>
      {list === 'tickets' && noTrade > 1 && (
        <div className={styles['bulk']}>
          <span>{noTrade} tickets are of sessions that are over, and the files know no trade for them.</span>
          <Button size="sm" icon={ListChecks} onClick={() => void decide('match.notTaken', { ticketIds: missing }, `${missing.length} tickets: not taken`)}>
            None of them was taken
          </Button>
        </div>
      )}
      <div className={styles['panes']}>
        <div className={styles['list']}>
          <RowList label="Tickets and trades" items={rows} keyOf={keyOf} heightOf={heightOf} openKey={openKey} onEnd={loadMore} onOpen={(row) => onOpen(row.key)} render={(row) => <Row row={row} zone={zone} />} />
        </div>
        <section className={styles['detail']} aria-label="Details">
          {open === null ? <p className={styles['hint']}>Choose one with the arrow keys and Enter.</p> : <Detail key={open.key} row={open} zone={zone} onDone={() => onOpen(null)} />}
        </section>
      </div>
    </>
  );
}

const TONES: Readonly<Record<MatchRow['state'], TagTone>> = { 'doubtful': 'caution', 'bypass': 'caution', 'matched': 'clear', 'no-trade': 'caution', 'waiting': 'plain', 'typed': 'plain', 'not-taken': 'plain' };

function stateWord({ state, decided }: MatchRow): string {
  if (state === 'doubtful') return 'In doubt';
  if (state === 'bypass') return decided ? 'Bypass, you said so' : 'Bypass';
  if (state === 'matched') return decided ? 'Matched by you' : 'Matched';
  return ticketStates[state].label;
}

/** Its text is its name: "MES long 2, Fri 20 Nov 2026, 10:25:03, bypass". */
function Row({ row, zone }: { row: MatchRow; zone: string }) {
  const { trade, ticket } = row;
  const what = trade ?? ticket;
  if (what === null) return null;
  const at = trade?.entryAt ?? ticket?.sealedAt ?? 0;
  return (
    <span className={styles['row']}>
      <span className={styles['what']}>
        <strong>
          {what.symbol} {what.side} {what.quantity}
        </strong>{' '}
        <span className={styles['soft']}>
          {formatMoment(at, zone, 'second')} at {trade?.entryPrice ?? ticket?.entry}
        </span>
      </span>{' '}
      {trade !== null && (
        <span className={styles['pnl']}>
          <Money value={trade.netPnl ?? trade.grossPnl} pnl />
        </span>
      )}{' '}
      <Tag tone={TONES[row.state]}>{stateWord(row)}</Tag>
    </span>
  );
}

function Detail({ row, zone, onDone }: { row: MatchRow; zone: string; onDone: () => void }) {
  useKeys({ Escape: () => (isTyping(document.activeElement) ? false : onDone()) });
  if (row.trade === null) return row.ticket === null ? null : <TicketAlone row={row} ticket={row.ticket} zone={zone} onDone={onDone} />;
  if (row.state === 'matched' && row.ticket !== null) return <Matched row={row} trade={row.trade} ticket={row.ticket} zone={zone} onDone={onDone} />;
  return <TradeAlone row={row} trade={row.trade} zone={zone} onDone={onDone} />;
}

function TradeAlone({ row, trade, zone, onDone }: { row: MatchRow; trade: MatchTrade; zone: string; onDone: () => void }) {
  const { value, error } = useLoaded('match.candidates', { tradeId: trade.id, ticketId: null });
  const candidates = value ?? [];
  const open = candidates.filter(({ said }) => said === null);
  const refused = candidates.filter(({ said }) => said === 'other');
  const confirm = ({ ticket }: MatchCandidate): void => void decide('match.confirm', { ticketId: ticket.id, tradeId: trade.id }, 'Matched').then((ok) => ok && onDone());
  const bypass = (): void => void decide('match.bypass', { tradeId: trade.id }, 'A bypass: no ticket stated it').then((ok) => ok && onDone());
  const undo = (): void => void decide('match.undoBypass', { tradeId: trade.id }, 'Taken back').then((ok) => ok && onDone());
  useKeys({
    ...Object.fromEntries(open.slice(0, 5).map((candidate, index) => [`Alt+${index + 1}`, () => confirm(candidate)])),
    ...(open.length > 0 ? { B: bypass } : {}),
    ...(refused.length > 0 && open.length === 0 ? { U: undo } : {}),
  });
  return (
    <>
      <h2>
        {trade.symbol} {trade.side} {trade.quantity}
      </h2>
      <TradeFacts trade={trade} zone={zone} />
      {error !== null && <Notice tone="problem" title={error.message} />}
      {row.state === 'doubtful' && <p className={styles['lead']}>{open.length === 1 ? 'One ticket may have stated this trade. Is it the same?' : `${open.length} tickets may have stated this trade. Which one is it?`}</p>}
      {open.map((candidate, index) => (
        <article key={candidate.ticket.id} className={styles['candidate']} aria-label={`Ticket of ${clockSeconds(candidate.ticket.sealedAt, zone)}`}>
          <Compared ticket={candidate.ticket} trade={trade} zone={zone} />
          <ul className={styles['doubts']}>
            {candidate.doubts.map((doubt) => (
              <li key={doubt}>{doubtWords[doubt]}</li>
            ))}
          </ul>
          <div className={styles['actions']}>
            <Button variant={index === 0 ? 'primary' : 'secondary'} size="sm" icon={Check} keys={index < 5 ? `Alt+${index + 1}` : undefined} onClick={() => confirm(candidate)}>
              Same
            </Button>
            <Button size="sm" variant="ghost" icon={X} onClick={() => void decide('match.refuse', { ticketId: candidate.ticket.id, tradeId: trade.id }, 'Not the same')}>
              Not this ticket
            </Button>
          </div>
        </article>
      ))}
      {open.length > 0 && (
        <div className={styles['actions']}>
          <Button size="sm" keys="B" onClick={bypass}>
            No ticket stated it: a bypass
          </Button>
        </div>
      )}
      {open.length === 0 && row.state === 'bypass' && (
        <p className={styles['lead']}>{refused.length === 0 ? 'No taken ticket of this session has its instrument and side.' : `You said that ${refused.length === 1 ? 'the ticket' : 'the tickets'} of ${refused.map(({ ticket }) => clockSeconds(ticket.sealedAt, zone)).join(', ')} did not state it.`}</p>
      )}
      {refused.length > 0 && open.length === 0 && (
        <div className={styles['actions']}>
          <Button size="sm" icon={Undo2} keys="U" onClick={undo}>
            Take that back
          </Button>
        </div>
      )}
      <StopTyping tradeId={trade.id} />
    </>
  );
}

function Matched({ row, trade, ticket, zone, onDone }: { row: MatchRow; trade: MatchTrade; ticket: MatchTicket; zone: string; onDone: () => void }) {
  const pair = { ticketId: ticket.id, tradeId: trade.id };
  const refuse = (): void => void decide('match.refuse', pair, 'Not the same: the trade is a bypass').then((ok) => ok && onDone());
  const reopen = (): void => void decide('match.reopen', pair, 'Taken back').then((ok) => ok && onDone());
  useKeys({ X: refuse, ...(row.decided ? { U: reopen } : {}) });
  return (
    <>
      <h2>
        {trade.symbol} {trade.side} {trade.quantity}
      </h2>
      <TradeFacts trade={trade} zone={zone} />
      <Compared ticket={ticket} trade={trade} zone={zone} />
      <div className={styles['actions']}>
        {row.decided && (
          <Button size="sm" icon={Undo2} keys="U" onClick={reopen}>
            Take my word back
          </Button>
        )}
        <Button size="sm" icon={X} keys="X" onClick={refuse}>
          Not the same
        </Button>
      </div>
      <StopTyping tradeId={trade.id} />
    </>
  );
}

function TicketAlone({ row, ticket, zone, onDone }: { row: MatchRow; ticket: MatchTicket; zone: string; onDone: () => void }) {
  const notTaken = (): void => void decide('match.notTaken', { ticketIds: [ticket.id] }, 'Not taken').then((ok) => ok && onDone());
  const taken = (): void => void decide('match.taken', { ticketId: ticket.id }, 'Taken back').then((ok) => ok && onDone());
  const sayable = row.state === 'no-trade' || row.state === 'waiting';
  useKeys({ ...(sayable ? { N: notTaken } : {}), ...(row.state === 'not-taken' ? { U: taken } : {}) });
  return (
    <>
      <h2>
        {ticket.symbol} {ticket.side} {ticket.quantity}
      </h2>
      <p className={styles['lead']}>{row.state === 'doubtful' || row.state === 'bypass' || row.state === 'matched' ? '' : ticketStates[row.state].says}</p>
      <Facts
        facts={[
          ['Stated', formatMoment(ticket.sealedAt, zone, 'second')], ['Taken', clockSeconds(ticket.takenAt, zone)], ['Entry', ticket.entry ?? 'unknown'],
          ['Stop', ticket.stop ?? 'none'], ['Setup', ticket.setup ?? 'unknown'], ['Override', ticket.overridden ? 'yes' : 'no'],
        ]}
      />
      <div className={styles['actions']}>
        {sayable && (
          <Button size="sm" variant={row.state === 'no-trade' ? 'primary' : 'secondary'} icon={Check} keys="N" onClick={notTaken}>
            Not taken
          </Button>
        )}
        {row.state === 'not-taken' && (
          <Button size="sm" icon={Undo2} keys="U" onClick={taken}>
            It was taken after all
          </Button>
        )}
      </div>
    </>
  );
}

function TradeFacts({ trade, zone }: { trade: MatchTrade; zone: string }) {
  return (
    <Facts
      facts={[
        ['In', formatMoment(trade.entryAt, zone, 'second')], ['Out', trade.exitAt === null ? 'unknown' : clockSeconds(trade.exitAt, zone)], ['Entry', trade.entryPrice], ['Exit', trade.exitPrice ?? 'unknown'],
        ['Gross P&L', <Money key="gross" value={trade.grossPnl} pnl />], ['Net P&L', <Money key="net" value={trade.netPnl} pnl />],
      ]}
    />
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the ticket said beside what the broker did; where they differ is marked by weight and a word, not by colour alone. */
function Compared({ ticket, trade, zone }: { ticket: MatchTicket; trade: MatchTrade; zone: string }) {
  const lines = [
    ['Time', clockSeconds(ticket.takenAt, zone), clockSeconds(trade.entryAt, zone), false],
    ['Quantity', ticket.quantity ?? 'unknown', trade.quantity, ticket.quantity !== trade.quantity],
    ['Entry', ticket.entry ?? 'unknown', trade.entryPrice, false],
  ] as const;
  return (
    <table className={styles['compared']}>
      <caption>Ticket and trade</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles['corner']}>What</span>
          </th>
          <th scope="col">Ticket</th>
          <th scope="col">Trade</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, stated, done, differs]) => (
          <tr key={name} className={differs ? styles['differs'] : undefined}>
            <th scope="row">{name}</th>
            <td>{stated}</td>
            <td>
              {done}
              {differs && ' differs'}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">Stop</th>
          <td>{ticket.stop ?? 'none'}</td>
          <td>not compared</td>
        </tr>
      </tbody>
    </table>
  );
}
