import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { resultBars } from '../charts/result-bars.ts';
import { rTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

const bands = resultBars<ReportRow<'holding', 'bands'>>({ label: (row) => row.band ?? '', value: (row) => toNumber(row.meanR), tick: () => rTick });

export function HoldingPage({ filter }: PageProps) {
  const asked = useReport('analytics.holding', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <FigureStrip figures={report.figures} />
          <Exhibit report={report} table="bands" title="Mean R by holding time" chart={{ option: bands, say: ['band', 'meanR', 'rSample', 'trades', 'winRate'] }} />
        </>
      )}
    </ReportPage>
  );
}
