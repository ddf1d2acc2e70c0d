import { useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { EmptyState } from '../../components/state-message.tsx';
import { equityChart } from '../charts/equity.ts';
import { Exhibit } from '../exhibit.tsx';
import { FigureStrip } from '../figure-strip.tsx';
import { isWhole } from '../filter.ts';
import type { PageProps } from '../pages.tsx';
import { ReportPage } from '../report-page.tsx';
import { useReport } from '../use-report.ts';

/** Result, expectancy and adherence come first. */
const LARGE = 3;

/** Where the account stands: the figures of product.md, then the way there. */
export function OverviewPage({ filter, open }: PageProps) {
  const summary = useReport('analytics.summary', { filter });
  const equity = useReport('analytics.equity', { filter });
  const [unit, setUnit] = useState<'money' | 'r'>('money');
  const option = useMemo(() => equityChart(unit), [unit]);
  const trades = summary.report?.figures.find(({ key }) => key === 'trades')?.sample;
  // A remark tells of trades that are there and do not count.
  if (trades === 0 && isWhole(filter) && summary.report?.remarks.length === 0) {
    return (
      <EmptyState
        title="No closed trade yet"
        actions={
          <Button variant="primary" onClick={() => open('import')}>
            Import trades
          </Button>
        }
      >
        Trades that you take by ticket and close appear here, and those of your broker’s files.
      </EmptyState>
    );
  }
  return (
    <>
      <ReportPage asked={summary}>
        {(report) => (
          <>
            <FigureStrip figures={report.figures.slice(0, LARGE)} large />
            <FigureStrip figures={report.figures.slice(LARGE)} />
          </>
        )}
      </ReportPage>
      <ReportPage asked={equity} above={summary}>
        {(report) => (
          <Exhibit
            report={report}
            table="equity"
            chart={{ option, draws: unit === 'money' ? 'netPnl' : 'sumR', say: unit === 'money' ? ['trade', 'at', 'netPnl', 'drawdown', 'drawdownShare'] : ['trade', 'at', 'sumR', 'drawdownR'], height: 360 }}
            tools={<RadioGroup label="Unit" hideLabel value={unit} onChange={setUnit} choices={[{ value: 'money', label: report.currency }, { value: 'r', label: 'R' }]} />}
          />
        )}
      </ReportPage>
    </>
  );
}
