import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { intervalsChart } from '../charts/intervals.ts';
import { toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

const shadow = intervalsChart<ReportRow<'shadow', 'shadow'>>({
  label: (row) => row.rule ?? '', sample: (row) => row.rSample, mean: (row) => toNumber(row.meanR), low: (row) => toNumber(row.low), high: (row) => toNumber(row.high),
  against: (rows) => toNumber(rows[0]?.otherMeanR ?? null), againstName: 'the others',
});

export function ShadowPage({ filter }: PageProps) {
  const asked = useReport('analytics.shadow', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <Exhibit
            report={report}
            table="shadow"
            chart={{ option: shadow, draws: 'meanR', say: ['rule', 'bitten', 'judged', 'meanR', 'rSample', 'otherMeanR'], height: Math.max(160, 70 + report.tables.shadow.length * 30) }}
            lead="A shadow rule is judged and logged and does not bite. Where the trades against it did worse than the others, let it bite."
          />
          <Exhibit report={report} table="retirement" lead="A block that is nearly always overridden, and whose overridden trades do no worse, teaches you to override. The choice is yours; Holdfast changes nothing." />
        </>
      )}
    </ReportPage>
  );
}
