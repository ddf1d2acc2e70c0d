/** Cumulative result above, its drawdown below, on one axis of trades. */
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { axisLook } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { formatDate } from '../format-cell.ts';
import { majorUnits, moneyTick, rTick, toNumber } from './scales.ts';

type Row = ReportRow<'equity', 'equity'>;

export function equityChart(unit: 'money' | 'r'): ChartOption<Row> {
  return (rows, look, { currency }) => {
    const total = rows.map((row) => (unit === 'money' ? majorUnits(row.netPnl, currency) : toNumber(row.sumR)));
    const below = rows.map((row) => (unit === 'money' ? majorUnits(row.drawdown, currency) : toNumber(row.drawdownR)));
    const dates = rows.map((row) => (row.date === null ? '' : formatDate(row.date)));
    const tick = unit === 'money' ? moneyTick(currency) : rTick;
    const values = { type: 'value' as const, ...axisLook(look), axisLine: { show: false }, axisLabel: { color: look.soft, formatter: tick } };
    const times = { type: 'category' as const, data: dates, boundaryGap: false, ...axisLook(look), splitLine: { show: false } };
    // Fixed sides, so that both stand exactly above each other.
    const pair = { outerBoundsMode: 'none' as const, left: 58, right: 30 };
    return {
      grid: [{ ...pair, top: 12, bottom: '36%' }, { ...pair, top: '70%', bottom: 24 }],
      axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: look.edge } },
      tooltip: { trigger: 'axis' },
      xAxis: [{ ...times, gridIndex: 0, axisLabel: { show: false } }, { ...times, gridIndex: 1, axisLabel: { color: look.soft, hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' } }],
      yAxis: [{ ...values, gridIndex: 0 }, { ...values, gridIndex: 1, splitNumber: 2 }],
      series: [
        { name: 'Result', type: 'line', data: total, xAxisIndex: 0, yAxisIndex: 0, showSymbol: false, sampling: 'minmax', lineStyle: { color: look.accent, width: 1.8 }, itemStyle: { color: look.accent } },
        { name: 'Drawdown', type: 'line', data: below, xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, sampling: 'minmax', lineStyle: { color: look.soft, width: 1.2 }, itemStyle: { color: look.soft }, areaStyle: { color: look.soft, opacity: 0.16, origin: 0 } },
      ],
    };
  };
}
