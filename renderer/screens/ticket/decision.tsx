/** A sealed ticket that waits for the trader: what was found, and the two ways on. */
import { ArrowLeft, Footprints } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CountdownRing, useTimeLeft } from '../../components/countdown.tsx';
import { Money } from '../../components/figures.tsx';
import { groupLines, RuleLines } from '../../components/rule-lines.tsx';
import { TextField } from '../../components/text-field.tsx';
import { notifyError } from '../../components/toast.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useOnce } from '../../components/use-once.ts';
import { GradeBadge, VerdictBadge } from '../../components/verdict-badge.tsx';
import { formatCountdown, formatSessionDate } from '../../format/display.ts';
import { ticketExits, ticketTitle } from '../../format/ticket-text.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import type { Pending } from '../../store/ticket-slice.ts';
import { useAppState, useSession } from '../../store/use-state.ts';
import styles from './decision.module.css';

/** "2 rules are broken, 1 cannot be judged". */
function bitesText(bites: readonly { readonly status: string }[]): string {
  const broken = bites.filter(({ status }) => status === 'miss').length;
  const unjudged = bites.length - broken;
  const rules = (count: number, one: string, many: string): string => (count === 1 ? `One rule ${one}` : `${count} rules ${many}`);
  if (broken === 0) return rules(unjudged, 'cannot be judged', 'cannot be judged');
  return `${rules(broken, 'is broken', 'are broken')}${unjudged === 0 ? '' : `, ${unjudged} cannot be judged`}`;
}

/** Characters as the journal counts them: white space collapsed, each sign one. */
function countedLength(note: string): number {
  return [...note.trim().replaceAll(/\s+/g, ' ')].length;
}

export function Decision({ pending }: { pending: Pending }) {
  const { view, readAt } = pending;
  const blocked = view.status === 'blocked';
  const instruments = useAppState((state) => state.instruments);
  const left = useTimeLeft(view.coolDownLeftMs, readAt);
  const { endTicket, putTicketAside, keepUnsaved } = useApp.getState();
  // While the cool-down runs there is time to look at other screens: what was written stays.
  const note = useApp((store) => store.unsaved[view.id]?.['note'] ?? '');
  const setNote = (text: string): void => keepUnsaved(view.id, { note: text });
  const end = (kind: 'taken' | 'walked-away', ended: Pending['view']): void => {
    keepUnsaved(view.id, null);
    endTicket({ kind, view: ended });
  };
  const [busy, once] = useOnce();
  const [showsPasses, setShowsPasses] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const why = useId();

  const decimals = instruments.find(({ symbol }) => symbol === view.ticket.symbol)?.priceDecimals ?? 2;
  const { bites, shadows, passes } = groupLines(view.verdict.lines);
  const written = countedLength(note);
  const lacking = Math.max(0, view.noteMinLength - written);
  // Left open overnight: the day that it was judged in is over, and only walking away is left.
  const over = useSession()?.date !== view.sessionDate;
  const served = !over && (!blocked || (left === 0 && lacking === 0));

  useEffect(() => heading.current?.focus(), []);

  const walkAway = (): Promise<void> => once(async () => {
    const result = await call('ticket.walkAway', { ticketId: view.id, note: note.trim() });
    if (result.ok) end('walked-away', result.value);
    else notifyError(result.error);
  });
  const goOn = (): Promise<void> => once(async () => {
    if (!served) return;
    const result = blocked ? await call('ticket.override', { ticketId: view.id, note: note.trim() }) : await call('ticket.take', { ticketId: view.id });
    if (result.ok) end('taken', result.value);
    else notifyError(result.error, blocked ? 'The override was refused' : 'The ticket was not taken');
  });
  useKeys({ 'W': () => void walkAway(), 'Alt+W': () => void walkAway(), 'Ctrl+Enter': () => void goOn() });

  const waits = [left > 0 && `wait ${formatCountdown(left)}`, lacking > 0 && `write ${lacking} more character${lacking === 1 ? '' : 's'}`].filter(Boolean).join(' and ');
  return (
    <section className={styles['decision']} aria-label="Decision">
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <header className={styles['head']}>
            <div className={styles['badges']}>
              <VerdictBadge outcome={view.verdict.outcome} size="lg" />
              <GradeBadge grade={view.verdict.grade} />
              <Button size="sm" variant="ghost" icon={ArrowLeft} onClick={putTicketAside} className={styles['later']}>
                Decide later
              </Button>
            </div>
            <h1 ref={heading} tabIndex={-1} className={styles['title']}>
              {ticketTitle(view.ticket, decimals)}
            </h1>
            <p className={styles['exits']}>
              {ticketExits(view.ticket, decimals)}
              {view.stopAmount !== null && (
                <>
                  {' · risk '}
                  <Money value={view.stopAmount} />
                </>
              )}
            </p>
          </header>
          <h2 className={styles['section']}>{blocked ? bitesText(bites) : 'Before you take it'}</h2>
          <RuleLines label="Rules that bite" lines={bites} detail="full" words={view.words} />
          {shadows.length > 0 && (
            <>
              <h2 className={styles['section']}>Shadow rules, logged only</h2>
              <RuleLines label="Shadow rules" lines={shadows} />
            </>
          )}
          {passes.length > 0 && (
            // Drawn when asked for: the verdict is there sooner.
            <details className={styles['passes']} onToggle={({ currentTarget }) => setShowsPasses(currentTarget.open)}>
              <summary>{passes.length === 1 ? '1 rule passes' : `${passes.length} rules pass`}</summary>
              {showsPasses && <RuleLines label="Rules that pass" lines={passes} />}
            </details>
          )}
        </div>
      </div>
      <div className={styles['dock']}>
        <div className={styles['column']}>
          {blocked && (
            <div className={styles['serve']}>
              <CountdownRing leftMs={view.coolDownLeftMs} totalMs={view.verdict.coolDownSeconds * 1000} readAt={readAt} caption="cool-down" />
              <div className={styles['note']}>
                <TextField
                  label="Note"
                  rows={3}
                  value={note}
                  onChange={setNote}
                  maxLength={4000}
                  placeholder="What makes this one worth breaking your rule?"
                  aside={
                    <span className={styles['counter']} aria-hidden="true">
                      {written} / {view.noteMinLength}
                    </span>
                  }
                />
              </div>
            </div>
          )}
          {(blocked || over) && (
            <p id={why} className={styles['why']}>
              {over ? `This ticket belongs to the session of ${formatSessionDate(view.sessionDate)}. State it again to have it judged today.` : served ? 'Note and cool-down are served. Both ways are open.' : `To override: ${waits}.`}
            </p>
          )}
          <div className={styles['ways']}>
            <Button size="lg" icon={Footprints} keys="W" onClick={() => void walkAway()} className={styles['walk']} disabled={busy} focusableWhenDisabled>
              Walk away
            </Button>
            <Button size="lg" keys="Ctrl+Enter" onClick={() => void goOn()} disabled={busy || !served} focusableWhenDisabled aria-describedby={served ? undefined : why}>
              {blocked ? 'Override' : 'Take it'}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}
