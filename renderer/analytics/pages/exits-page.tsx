import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { roundText } from '../../format/display.ts';
import { pointsChart } from '../charts/points.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

const scatter = pointsChart<ReportRow<'exits', 'scatter'>>({
  x: (row) => toNumber(row.mfeR), y: (row) => toNumber(row.r), xName: 'MFE-R', yName: 'R', xTick: rTick, yTick: rTick, diagonal: 'nothing left behind',
});
const targets = resultBars<ReportRow<'exits', 'targets'>>({ label: (row) => `${roundText(row.target ?? '0', 1)} R`, sample: (row) => row.trades, value: (row) => toNumber(row.change), tick: () => rTick });

export function ExitsPage({ filter }: PageProps) {
  const asked = useReport('analytics.exits', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <FigureStrip figures={report.figures} />
          <Exhibit report={report} table="scatter" chart={{ option: scatter, draws: 'mfeR', say: ['at', 'symbol', 'mfeR', 'r', 'mfeErrorR', 'exitEfficiency'], height: 380 }} lead="Each trade’s best open profit against what it came to. The distance down from the dashed line is what the exit left behind, and the costs." />
          <Exhibit report={report} table="targets" chart={{ option: targets, draws: 'change', say: ['target', 'reached', 'trades', 'sumR', 'change'], height: 260 }} lead="How many R more or less the same trades would have made, had each that reached the target been closed there." />
        </>
      )}
    </ReportPage>
  );
}
