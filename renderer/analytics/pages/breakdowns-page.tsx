import { useMemo, useState } from 'react';
import type { Dimension } from '../../../preload/contract/analytics.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { RadioGroup } from '../../components/radio-group.tsx';
import { resultBars, type Bars } from '../charts/result-bars.ts';
import { majorUnits, moneyTick, rTick, toNumber } from '../charts/scales.ts';
import { Exhibit } from '../exhibit.tsx';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

type Row = ReportRow<'breakdown', 'groups'>;
type Measure = 'meanR' | 'netPnl' | 'meanMfeErrorR';

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

const measures: Record<Measure, Pick<Bars<Row>, 'value' | 'tick'> & { label: string; sample: keyof Row }> = {
  meanR: { label: 'Mean R', value: (row) => toNumber(row.meanR), tick: () => rTick, sample: 'rSample' },
  netPnl: { label: 'Net P&L', value: (row, currency) => majorUnits(row.netPnl, currency), tick: moneyTick, sample: 'trades' },
  meanMfeErrorR: { label: 'MFE-Error-R', value: (row) => toNumber(row.meanMfeErrorR), tick: () => rTick, sample: 'mfeSample' },
};

export function BreakdownsPage({ filter }: PageProps) {
  const [dimension, setDimension] = useState<Dimension>('setup');
  const [measure, setMeasure] = useState<Measure>('meanR');
  const asked = useReport('analytics.breakdown', { filter, dimension });
  const option = useMemo(() => resultBars<Row>({ ...measures[measure], label: (row) => row.group ?? 'not stated', lying: true }), [measure]);
  const name = dimensions.find((entry) => entry.value === dimension)?.label ?? '';
  return (
    <>
      <RadioGroup label="By" hideLabel look="chips" value={dimension} onChange={setDimension} choices={dimensions} />
      <ReportPage asked={asked}>
        {(report) => (
          <Exhibit
            report={report}
            table="groups"
            title={`${measures[measure].label} by ${name.toLowerCase().replace('atr', 'ATR')}`}
            chart={{ option, say: ['group', measure, measures[measure].sample, 'trades', 'winRate'], height: Math.max(160, 44 + report.tables.groups.length * 30) }}
            tools={<RadioGroup label="Measure" hideLabel value={measure} onChange={setMeasure} choices={(Object.keys(measures) as Measure[]).map((value) => ({ value, label: measures[value].label }))} />}
          />
        )}
      </ReportPage>
    </>
  );
}
