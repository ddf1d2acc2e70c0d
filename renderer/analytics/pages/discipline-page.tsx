import { useMemo, useState } from 'react';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { Select } from '../../components/select.tsx';
import { adherenceChart } from '../charts/adherence.ts';
import { intervalsChart } from '../charts/intervals.ts';
import { pointsChart } from '../charts/points.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, shareTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { ResultExhibit } from '../result-exhibit.tsx';
import { useReport } from '../use-report.ts';

const costs = intervalsChart<ReportRow<'discipline', 'costs'>>({
  label: (row) => row.rule ?? '', sample: (row) => row.rSample, mean: (row) => toNumber(row.meanR), low: (row) => toNumber(row.low), high: (row) => toNumber(row.high),
  against: (rows) => toNumber(rows[0]?.compliantMeanR ?? null), againstName: 'by the rules',
});
const rates = resultBars<ReportRow<'discipline', 'rates'>>({ label: (row) => row.rule ?? '', sample: (row) => (row.overridden ?? 0) + (row.obeyed ?? 0), value: (row) => toNumber(row.rate), tick: () => shareTick, lying: true });
type Step = 'time' | 'visualization' | 'marketMapping' | 'breath' | 'expectation' | 'riskCheck';

const steps: readonly { value: Step; label: string }[] = [
  { value: 'time', label: 'All steps' },
  { value: 'visualization', label: 'Visualization' },
  { value: 'marketMapping', label: 'Market mapping' },
  { value: 'breath', label: 'Breath / verse' },
  { value: 'expectation', label: 'Expectation' },
  { value: 'riskCheck', label: 'Risk check' },
];

/** Minutes spent on all steps, or on one, against the day. */
function rehabChart(step: Step) {
  return pointsChart<ReportRow<'discipline', 'rehab'>>({
    x: (row) => (row[step] === null ? null : row[step] / 60_000), y: (row) => toNumber(row.sumR), xName: 'Minutes spent', yName: 'R of the day', xTick: (value) => `${Number(value.toFixed(2))} min`, yTick: rTick,
  });
}

export function DisciplinePage({ filter }: PageProps) {
  const asked = useReport('analytics.discipline', { filter });
  const [step, setStep] = useState<Step>('time');
  const rehab = useMemo(() => rehabChart(step), [step]);
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <FigureStrip figures={report.figures} />
          <Exhibit report={report} table="weeks" chart={{ option: adherenceChart, draws: 'adherence', say: ['week', 'adherence', 'trades', 'overrides', 'bypasses'] }} />
          <Exhibit
            report={report}
            table="costs"
            chart={{ option: costs, draws: 'meanR', say: ['rule', 'meanR', 'low', 'high', 'rSample', 'reading'], height: Math.max(160, 70 + report.tables.costs.length * 30) }}
            lead="Mean R of the trades taken against each rule, with its 95 % bootstrap interval. An interval that holds the dashed line shows no difference; below five trades nothing is read into it."
          />
          <Exhibit report={report} table="rates" chart={{ option: rates, draws: 'rate', say: ['rule', 'rate', 'overridden', 'bitten', 'judged'], height: Math.max(160, 40 + report.tables.rates.length * 26) }} lead="Of the tickets that a rule blocked, the share that was taken all the same." />
          <Exhibit
            report={report}
            table="rehab"
            chart={{ option: rehab, draws: 'sumR', say: ['date', step, 'steps', 'sumR', 'trades'] }}
            tools={<Select label="Time spent on" value={step} onChange={setStep} options={steps} />}
          />
          <ResultExhibit report={report} table="afterLoss" by="when" title={() => 'The hour after a loss'} say={['trades', 'overrides', 'bypasses', 'meanRisk']} height={240} />
        </>
      )}
    </ReportPage>
  );
}
