import { MINUS } from '../../format/display.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { countBars } from '../charts/counts.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { ResultExhibit } from '../result-exhibit.tsx';
import { useReport } from '../use-report.ts';

const distribution = countBars<ReportRow<'distribution', 'distribution'>>({
  label: (row) => row.range ?? '',
  count: (row) => row.trades,
  hatched: (row) => row.range?.replace(/^below /, '').startsWith(MINUS) === true,
});
const lengths = countBars<ReportRow<'streaks', 'lengths'>>({
  label: (row) => `${row.length ?? ''} ${row.length === 1 ? (row.kind === 'wins' ? 'win' : 'loss') : row.kind}`,
  count: (row) => row.times,
  hatched: (row) => row.kind === 'losses',
});

export function DistributionPage({ filter }: PageProps) {
  const spread = useReport('analytics.distribution', { filter });
  const streaks = useReport('analytics.streaks', { filter });
  return (
    <>
      <ReportPage asked={spread}>
        {(report) => (
          <>
            <FigureStrip figures={report.figures} />
            <Exhibit report={report} table="distribution" chart={{ option: distribution, draws: 'trades', say: ['range', 'trades', 'share'] }} />
          </>
        )}
      </ReportPage>
      <ReportPage asked={streaks} above={spread}>
        {(report) => (
          <>
            <FigureStrip figures={report.figures} />
            <Exhibit report={report} table="lengths" chart={{ option: lengths, draws: 'times', say: ['kind', 'length', 'times'], height: 240 }} />
            <ResultExhibit report={report} table="after" by="after" title={() => 'The trade after a streak of losses in one session'} say={['trades', 'winRate']} height={240} lead="How the next trade went: does a loss change what follows?" />
          </>
        )}
      </ReportPage>
    </>
  );
}
