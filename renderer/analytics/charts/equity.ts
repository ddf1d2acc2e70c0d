/** Cumulative result above, its drawdown below, on one axis of trades. */
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { axisLook } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { formatDate } from '../format-cell.ts';
import { majorUnits, moneyTick, rTick, toNumber } from './scales.ts';

type Row = ReportRow<'equity', 'equity'>;

export function equityChart(unit: 'money' | 'r'): ChartOption<Row> {
  return (rows, look, { currency }) => {
    // Plain numbers: thousands of points need no object and no name of their own.
    const source = Float64Array.from(rows.flatMap((row, place) => (unit === 'money' ? [place, majorUnits(row.netPnl, currency) ?? NaN, majorUnits(row.drawdown, currency) ?? NaN] : [place, toNumber(row.sumR) ?? NaN, toNumber(row.drawdownR) ?? NaN])));
    const tick = unit === 'money' ? moneyTick(currency) : rTick;
    const values = { type: 'value' as const, ...axisLook(look), axisLine: { show: false }, axisLabel: { color: look.soft, formatter: tick } };
    const date = (place: number): string => {
      const at = rows[place]?.date ?? null;
      return at === null ? '' : formatDate(at);
    };
    const times = { type: 'value' as const, min: 0, max: Math.max(1, rows.length - 1), minInterval: 1, ...axisLook(look), splitLine: { show: false } };
    // Fixed sides, so that both stand exactly above each other.
    const pair = { outerBoundsMode: 'none' as const, left: 58, right: 30 };
    return {
      grid: [{ ...pair, top: 12, bottom: '36%' }, { ...pair, top: '70%', bottom: 24 }],
      axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: look.edge } },
      tooltip: { trigger: 'axis' },
      xAxis: [{ ...times, gridIndex: 0, axisLabel: { show: false } }, { ...times, gridIndex: 1, axisLabel: { color: look.soft, formatter: date, hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' } }],
      yAxis: [{ ...values, gridIndex: 0 }, { ...values, gridIndex: 1, splitNumber: 2 }],
      dataset: { source, dimensions: ['place', 'result', 'drawdown'] },
      series: [
        { name: 'Result', type: 'line', encode: { x: 0, y: 1 }, xAxisIndex: 0, yAxisIndex: 0, showSymbol: false, sampling: 'minmax', lineStyle: { color: look.accent, width: 1.8 }, itemStyle: { color: look.accent } },
        // The deepest of each pixel's points: filling both ways between all of them takes longer than everything else.
        { name: 'Drawdown', type: 'line', encode: { x: 0, y: 2 }, xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, sampling: 'min', lineStyle: { color: look.soft, width: 1 }, itemStyle: { color: look.soft }, areaStyle: { color: look.soft, opacity: 0.16, origin: 0 } },
      ],
    };
  };
}
