/** Where the session stands, at a glance from the corner of an eye. */
import { Anchor, BadgeAlert, Clock, CloudOff, Eye, EyeOff, Gem, Maximize2, Minimize2, OctagonPause, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionView } from '../../preload/contract/state.ts';
import { Countdown } from '../components/countdown.tsx';
import { cx } from '../components/class-names.ts';
import { Money, RMultiple } from '../components/figures.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Definition } from '../components/tooltip.tsx';
import { VisuallyHidden } from '../components/visually-hidden.tsx';
import { formatAge, formatSessionClock, formatSessionDate } from '../format/display.ts';
import { useApp } from '../store/store.ts';
import { useAppState, useClockWarning, useSession } from '../store/use-state.ts';
import { toggleCompact, togglePnl } from './commands.ts';
import styles from './session-bar.module.css';

function Metric({ term, text, children, note, className }: { term: string; text: string; children: ReactNode; note?: ReactNode; className?: string | undefined }) {
  return (
    <div className={cx(styles['metric'], className)}>
      <dt className={styles['term']}>
        <Definition text={text}>{term}</Definition>
      </dt>
      <dd className={styles['value']}>{children}</dd>
      <dd className={styles['note']}>{note}</dd>
    </div>
  );
}

const goldenWords = { 'available': 'golden ready', 'not-yet': 'golden later', 'lost': 'golden lost', 'used': 'golden used' } as const;

function Tickets({ session }: { session: SessionView }) {
  const { left, cap, golden } = session.ticketsLeft;
  return (
    <Metric
      term="Tickets"
      text="Tickets left in this session. The golden ticket is for the afternoon, and only while the morning’s tickets were not all spent."
      note={
        golden === null ? undefined : (
          <span className={golden === 'available' ? styles['strong'] : undefined}>
            <Gem size={11} aria-hidden="true" />
            {goldenWords[golden]}
          </span>
        )
      }
    >
      {left === null ? (
        <>
          {session.ticketsTaken} <small>taken</small>
        </>
      ) : (
        <>
          {/* With a golden ticket the cap is not what may be taken now: "5 of 6" with none taken would puzzle. */}
          {left} <small>{cap === null || golden !== null ? 'left' : `of ${cap} left`}</small>
        </>
      )}
    </Metric>
  );
}

function Result({ session }: { session: SessionView }) {
  return (
    <Metric
      term="R today"
      text="Sum of net P&L ÷ initial risk over today’s closed trades. Trades without a stop, or whose fees are unknown, have no R and are left out. The amount below it has in it what partial exits realised."
      note={session.unknownR > 0 ? `${session.unknownR} without R` : <Money value={session.pnlToday} pnl />}
    >
      <RMultiple value={session.rToday} />
    </Metric>
  );
}

function Streak({ session }: { session: SessionView }) {
  return (
    <Metric term="Losses" text="Straight losses up to now, and full-R losses (a loss of one R or more) in this session." note={`${session.fullRLosses} full-R`}>
      {session.lossStreak} <small>straight</small>
    </Metric>
  );
}

function Atr({ session }: { session: SessionView }) {
  // In whole minutes: this is drawn anew when the shown age changes, not every second.
  const minutesOn = useApp((store) => Math.max(0, Math.floor((store.now - (store.state?.now ?? store.now)) / 60_000)));
  const symbol = useApp((store) => store.form.symbol);
  const atr = session.atr.find((entry) => entry.symbol === symbol) ?? session.atr[0];
  if (atr === undefined) {
    return (
      <Metric term="ATR" text="Average true range as you typed it in the market map, its band, and how long ago that was." note="in Prepare">
        <small>not typed</small>
      </Metric>
    );
  }
  const age = atr.ageMs + minutesOn * 60_000;
  return (
    <Metric
      term={`ATR ${atr.symbol}`}
      text={`Average true range as you typed it. Band: ${atr.band}${atr.advice === '' ? '' : `, ${atr.advice}`}.`}
      note={
        <span className={cx(atr.stale && styles['stale'])}>
          {atr.stale && <TriangleAlert size={11} aria-hidden="true" />}
          {atr.stale ? `stale, ${formatAge(age)}` : formatAge(age)}
        </span>
      }
    >
      {atr.atr} <small>{atr.band}</small>
    </Metric>
  );
}

type Brake = SessionView['brakes'][number];

/** What binds most stands first: no tickets at all before no counter-trend ones, the rest of the day before some minutes. */
function byWeight(a: Brake, b: Brake): number {
  return Number(b.scope === 'all') - Number(a.scope === 'all') || (b.leftMs ?? Infinity) - (a.leftMs ?? Infinity) || 0;
}

function Brakes({ session, brief }: { session: SessionView; brief: boolean }) {
  const readAt = useAppState((state) => state.now);
  if (session.brakes.length === 0) return null;
  const brakes = session.brakes.toSorted(byWeight);
  const shown = brief ? brakes.slice(0, 1) : brakes;
  return (
    <ul aria-label="Active brakes" className={styles['brakes']}>
      {shown.map((brake) => (
        <li key={brake.ruleId} className={styles['brake']}>
          <OctagonPause size={14} aria-hidden="true" />
          <span className={styles['brake-title']}>{brake.title}</span>
          <span className={styles['brake-scope']}>{brake.scope === 'all' ? 'no tickets' : 'no counter-trend'}</span>
          {shown.length < brakes.length && <span className={styles['brake-more']}>+ {brakes.length - shown.length}<VisuallyHidden> more</VisuallyHidden></span>}
          <span className={styles['brake-left']}>{brake.leftMs === null ? 'rest of the day' : <Countdown leftMs={brake.leftMs} readAt={readAt} />}</span>
        </li>
      ))}
    </ul>
  );
}

function SessionClock({ zone, date }: { zone: string; date: string }) {
  const shown = useApp((store) => formatSessionClock(store.now, zone, date));
  const time = shown.slice(-5);
  return (
    <span className={styles['clock']}>
      {shown.slice(0, -5)}
      <time dateTime={time}>{time}</time>
    </span>
  );
}

/** The account, when there is something to say about it: a mark and its words, which lead to where something can be done. */
function AccountMark() {
  const tone = useAppState((state) => state.licence.tone);
  const title = useAppState((state) => state.licence.title);
  const offline = useAppState((state) => state.licence.status === 'offline');
  const openSettings = useApp((store) => store.openSettings);
  if (tone === 'quiet') return null;
  return <IconButton size="sm" label={`${title}. Open the account`} icon={offline ? CloudOff : BadgeAlert} className={tone === 'info' ? undefined : styles['warn']} onClick={() => openSettings('account')} />;
}

/** The partner's logo in the place of ours. */
function Mark() {
  const brand = useApp((store) => store.brand);
  if (brand?.logo != null) return <img src={brand.logo} alt={brand.name} className={styles['logo']} />;
  return (
    <>
      <Anchor size={15} strokeWidth={2.2} aria-hidden="true" className={styles['mark']} />
      {brand !== null && <span className={styles['brand']}>{brand.name}</span>}
    </>
  );
}

/** `brief`: where only one brake has room, the one that binds most, and how many there are beside it. */
export function SessionBar({ brief = false }: { brief?: boolean }) {
  const session = useSession();
  const account = useAppState((state) => state.account?.name ?? null);
  const hidden = useAppState((state) => state.settings.hidePnl);
  const compact = useAppState((state) => state.settings.compact);
  const clockWarning = useClockWarning();
  const healthy = useAppState((state) => state.health.status === 'ok');
  return (
    <section className={styles['bar']} aria-label="Session">
      <div className={styles['line']}>
        <Mark />
        {session !== null && (
          <>
            <span className={styles['date']}>{formatSessionDate(session.date)}</span>
            <SessionClock zone={session.zone} date={session.date} />
            <span className={styles['zone']}>{session.zone.split('/').at(-1)?.replaceAll('_', ' ')}</span>
          </>
        )}
        <span className={styles['account']}>{account}</span>
        {clockWarning !== null && (
          <span className={styles['warn']}>
            <Clock size={14} aria-hidden="true" />
            <VisuallyHidden>The clock moved</VisuallyHidden>
          </span>
        )}
        {!healthy && (
          <span className={styles['warn']}>
            <TriangleAlert size={14} aria-hidden="true" />
            <VisuallyHidden>The journal has a problem</VisuallyHidden>
          </span>
        )}
        <AccountMark />
        <IconButton size="sm" label={hidden ? 'Show P&L' : 'Hide P&L'} icon={hidden ? EyeOff : Eye} keys="Alt+H" onClick={togglePnl} />
        <IconButton size="sm" label={compact ? 'Whole window' : 'Compact window'} icon={compact ? Maximize2 : Minimize2} keys="Alt+C" onClick={toggleCompact} />
      </div>
      {session !== null && (
        <>
          <dl className={styles['metrics']}>
            <Tickets session={session} />
            <Result session={session} />
            <Streak session={session} />
            <Atr session={session} />
          </dl>
          <Brakes session={session} brief={brief} />
        </>
      )}
    </section>
  );
}
