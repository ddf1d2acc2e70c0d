import { TriangleAlert } from 'lucide-react';
import type { ReportRow } from '../../preload/contract/report-tables.ts';
import { cx } from '../components/class-names.ts';
import { VisuallyHidden } from '../components/visually-hidden.tsx';
import { counted, formatCount } from '../format/display.ts';
import { addDays, mondayOf } from './filter.ts';
import { formatCell, type ReportUnits } from './format-cell.ts';
import styles from './month-calendar.module.css';

type SessionRow = ReportRow<'calendar', 'sessions'>;

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface MonthCalendarProps {
  /** "2026-11". */
  month: string;
  sessions: readonly SessionRow[];
  units: ReportUnits;
}

/** A month of sessions. A cell tells its result by sign and shape, its broken rules by a mark; colour only follows. */
export function MonthCalendar({ month, sessions, units }: MonthCalendarProps) {
  const byDate = new Map(sessions.map((session) => [session.date, session]));
  const hasWeekend = sessions.some(({ date }) => date !== null && new Date(`${date}T00:00:00Z`).getUTCDay() % 6 === 0);
  const days = hasWeekend ? 7 : 5;
  const weeks = weeksOf(month).map((week) => week.slice(0, days)).filter((week) => week.some((date) => date.startsWith(month)));
  return (
    <table className={styles['month']}>
      <caption>{monthName.format(new Date(`${month}-01T00:00:00Z`))}</caption>
      <thead>
        <tr>
          {weekdays.slice(0, days).map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <Day key={date} date={date} outside={!date.startsWith(month)} session={byDate.get(date)} units={units} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ date, outside, session, units }: { date: string; outside: boolean; session: SessionRow | undefined; units: ReportUnits }) {
  if (outside) return <td>{'\u00a0'}</td>;
  const day = Number(date.slice(8));
  if (session === undefined) {
    return (
      <td className={styles['none']}>
        <span className={styles['day']}>{day}</span>
      </td>
    );
  }
  const { netPnl, sumR, rSample, trades, overrides, bypasses } = session;
  const net = netPnl ?? 0;
  const broken = (overrides ?? 0) + (bypasses ?? 0);
  const r = sumR === null ? 'R unknown' : formatCell('r', sumR, units);
  const allHaveR = sumR === null || rSample === trades;
  // One text where there could be several: a year of sessions is drawn from these.
  return (
    <td className={cx(styles['session'], net > 0 ? styles['gain'] : net < 0 ? styles['loss'] : undefined)}>
      <span className={styles['day']}>
        {day}
        {broken > 0 && (
          <span className={styles['broken']}>
            <TriangleAlert size={11} aria-hidden="true" />
            <span aria-hidden="true">{broken}</span>
            <VisuallyHidden>{brokenText(overrides ?? 0, bypasses ?? 0)}</VisuallyHidden>
          </span>
        )}
      </span>
      <span className={styles['net']}>
        <span aria-hidden="true">{net > 0 ? '▲ ' : net < 0 ? '▼ ' : '■ '}</span>
        {formatCell('pnl', netPnl, units)}
      </span>
      <span className={styles['more']}>
        {allHaveR ? `${r} · ${formatCount(trades ?? 0)}` : `${r} of ${formatCount(rSample ?? 0)}\n${counted(trades ?? 0, 'trade')}`}
        {allHaveR && <VisuallyHidden>{trades === 1 ? ' trade' : ' trades'}</VisuallyHidden>}
      </span>
    </td>
  );
}

/** The weeks that touch a month, each from Monday. */
function weeksOf(month: string): string[][] {
  const weeks: string[][] = [];
  for (let monday = mondayOf(`${month}-01`); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
  return weeks;
}

function brokenText(overrides: number, bypasses: number): string {
  return `${overrides} ${overrides === 1 ? 'override' : 'overrides'}, ${bypasses} ${bypasses === 1 ? 'bypass' : 'bypasses'}`;
}
