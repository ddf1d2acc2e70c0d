import { useState } from 'react';
import type { Dimension, Report, ReportFilter } from '../../../preload/contract/analytics.ts';
import { RadioGroup } from '../../components/radio-group.tsx';
import { Exhibit } from '../exhibit.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { ResultExhibit } from '../result-exhibit.tsx';
import { useReport, type Asked } from '../use-report.ts';

const dimensions: readonly { value: Dimension; label: string }[] = [
  { value: 'setup', label: 'Setup' },
  { value: 'instrument', label: 'Instrument' },
  { value: 'weekday', label: 'Weekday' },
  { value: 'time', label: 'Time of session' },
  { value: 'side', label: 'Side' },
  { value: 'grade', label: 'Grade' },
  { value: 'atr-band', label: 'ATR band' },
  { value: 'emotion', label: 'Emotion' },
];

export function BreakdownsPage({ filter }: PageProps) {
  const [dimension, setDimension] = useState<Dimension>('setup');
  const asked = useReport('analytics.breakdown', { filter, dimension });
  const name = dimensions.find((entry) => entry.value === dimension)?.label ?? '';
  return (
    <>
      <RadioGroup label="By" hideLabel look="chips" value={dimension} onChange={setDimension} choices={dimensions} />
      <ReportPage asked={asked}>
        {(report) => (
          <ResultExhibit
            report={report}
            table="groups"
            by="group"
            title={(measure) => `${measure} by ${name.toLowerCase().replace('atr', 'ATR')}`}
            measures={['meanR', 'netPnl', 'meanMfeErrorR']}
            say={['trades', 'winRate']}
            lying
            height={Math.max(120, 44 + report.tables.groups.length * 30)}
          />
        )}
      </ReportPage>
      {dimension === 'setup' && <SetupCriteria filter={filter} above={asked} />}
    </>
  );
}

/** What the criteria of the setups were worth. */
function SetupCriteria({ filter, above }: { filter: ReportFilter; above: Asked<Report<'breakdown'>> }) {
  const asked = useReport('analytics.criteria', { filter });
  return (
    <ReportPage asked={asked} above={above}>
      {(report) => <Exhibit report={report} table="criteria" lead="What you said of each trade’s criteria in the journal, and how those trades went." />}
    </ReportPage>
  );
}
