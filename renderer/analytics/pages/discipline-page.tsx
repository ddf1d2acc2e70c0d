import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { adherenceChart } from '../charts/adherence.ts';
import { intervalsChart } from '../charts/intervals.ts';
import { pointsChart } from '../charts/points.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, shareTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

const costs = intervalsChart<ReportRow<'discipline', 'costs'>>({
  label: (row) => row.rule ?? '', mean: (row) => toNumber(row.meanR), low: (row) => toNumber(row.low), high: (row) => toNumber(row.high),
  against: (rows) => toNumber(rows[0]?.compliantMeanR ?? null), againstName: 'by the rules',
});
const rates = resultBars<ReportRow<'discipline', 'rates'>>({ label: (row) => row.rule ?? '', value: (row) => toNumber(row.rate), tick: () => shareTick, lying: true });
const rehab = pointsChart<ReportRow<'discipline', 'rehab'>>({
  x: (row) => (row.time === null ? null : row.time / 60_000), y: (row) => toNumber(row.sumR), xName: 'Minutes of preparation', yName: 'R of the day', xTick: (value) => `${value} min`, yTick: rTick,
});
const afterLoss = resultBars<ReportRow<'discipline', 'afterLoss'>>({ label: (row) => row.when ?? '', value: (row) => toNumber(row.meanR), tick: () => rTick });

export function DisciplinePage({ filter }: PageProps) {
  const asked = useReport('analytics.discipline', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <FigureStrip figures={report.figures} />
          <Exhibit report={report} table="weeks" chart={{ option: adherenceChart, say: ['week', 'adherence', 'trades', 'overrides', 'bypasses'] }} />
          <Exhibit
            report={report}
            table="costs"
            chart={{ option: costs, say: ['rule', 'meanR', 'low', 'high', 'rSample', 'reading'], height: Math.max(160, 70 + report.tables.costs.length * 30) }}
            lead="Mean R of the trades taken against each rule, with its 95 % bootstrap interval. Where the interval holds the dashed line, no difference is shown."
          />
          <Exhibit report={report} table="rates" chart={{ option: rates, say: ['rule', 'rate', 'overridden', 'bitten', 'judged'], height: Math.max(160, 40 + report.tables.rates.length * 26) }} lead="Of the tickets that a rule blocked, the share that was taken all the same." />
          <Exhibit report={report} table="rehab" chart={{ option: rehab, say: ['date', 'time', 'steps', 'sumR', 'trades'] }} />
          <Exhibit report={report} table="afterLoss" chart={{ option: afterLoss, say: ['when', 'meanR', 'rSample', 'trades', 'overrides', 'bypasses', 'meanRisk'], height: 220 }} />
        </>
      )}
    </ReportPage>
  );
}
