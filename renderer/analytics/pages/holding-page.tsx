import { FigureStrip } from '../figure-strip.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { ResultExhibit } from '../result-exhibit.tsx';
import { useReport } from '../use-report.ts';

export function HoldingPage({ filter }: PageProps) {
  const asked = useReport('analytics.holding', { filter });
  return (
    <ReportPage asked={asked}>
      {(report) => (
        <>
          <FigureStrip figures={report.figures} />
          <ResultExhibit report={report} table="bands" by="band" title={(measure) => `${measure} by holding time`} say={['trades', 'winRate']} />
        </>
      )}
    </ReportPage>
  );
}
