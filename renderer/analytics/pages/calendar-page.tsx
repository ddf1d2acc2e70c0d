import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { Exhibit } from '../exhibit.tsx';
import type { ReportUnits } from '../format-cell.ts';
import { MonthCalendar } from '../month-calendar.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useTurns } from '../turns.ts';
import { useReport } from '../use-report.ts';
import styles from './calendar-page.module.css';

export type SessionRow = ReportRow<'calendar', 'sessions'>;

/** Months newest first, as many as have a session; the whole list is in the table below. */
const MONTHS = 12;

export function CalendarPage({ filter }: PageProps) {
  const asked = useReport('analytics.calendar', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => {
        const months = monthsOf(report.tables.sessions);
        return (
          <>
            <Months months={months.slice(0, MONTHS)} units={report} />
            <Exhibit report={report} table="sessions" {...(months.length > MONTHS ? { lead: `The ${MONTHS} newest months are drawn above; here are all sessions.` } : {})} />
          </>
        );
      }}
    </ReportPage>
  );
}

function Months({ months, units }: { months: readonly [month: string, sessions: SessionRow[]][]; units: ReportUnits }) {
  const drawn = useTurns(months.length);
  return (
    <div className={styles['months']}>
      {months.map(([month, sessions], index) => (
        <div key={month} className={styles['month']}>
          {index < drawn && <MonthCalendar month={month} sessions={sessions} units={units} />}
        </div>
      ))}
    </div>
  );
}

/** Sessions by "2026-11", newest month first. */
function monthsOf(sessions: readonly SessionRow[]): [month: string, sessions: SessionRow[]][] {
  const months = new Map<string, SessionRow[]>();
  for (const session of sessions) {
    const month = session.date?.slice(0, 7);
    if (month === undefined) continue;
    const known = months.get(month);
    if (known === undefined) months.set(month, [session]);
    else known.push(session);
  }
  return [...months].toSorted(([a], [b]) => (a < b ? 1 : -1));
}
