import { MINUS } from '../../format/display.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { countBars } from '../charts/counts.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

const distribution = countBars<ReportRow<'distribution', 'distribution'>>({
  label: (row) => (row.range ?? '').replace(/ to .*$/, ''),
  count: (row) => row.trades,
  hatched: (row) => row.range?.replace(/^below /, '').startsWith(MINUS) === true,
});
const lengths = countBars<ReportRow<'streaks', 'lengths'>>({
  label: (row) => `${row.length ?? ''} ${row.length === 1 ? (row.kind === 'wins' ? 'win' : 'loss') : row.kind}`,
  count: (row) => row.times,
  hatched: (row) => row.kind === 'losses',
});
const after = resultBars<ReportRow<'streaks', 'after'>>({ label: (row) => row.after ?? '', value: (row) => toNumber(row.meanR), tick: () => rTick });

export function DistributionPage({ filter }: PageProps) {
  const spread = useReport('analytics.distribution', { filter });
  const streaks = useReport('analytics.streaks', { filter });
  return (
    <>
      <ReportPage asked={spread}>
        {(report) => (
          <>
            <FigureStrip figures={report.figures} />
            <Exhibit report={report} table="distribution" chart={{ option: distribution, say: ['range', 'trades', 'share'] }} />
          </>
        )}
      </ReportPage>
      <ReportPage asked={streaks}>
        {(report) => (
          <>
            <FigureStrip figures={report.figures} />
            <Exhibit report={report} table="lengths" chart={{ option: lengths, say: ['kind', 'length', 'times'], height: 240 }} />
            <Exhibit report={report} table="after" chart={{ option: after, say: ['after', 'trades', 'meanR', 'rSample', 'winRate'], height: 240 }} lead="Mean R of the next trade: does a loss change what follows?" />
          </>
        )}
      </ReportPage>
    </>
  );
}
