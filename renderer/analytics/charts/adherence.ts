/** Adherence by week as a line, overrides and bypasses as bars behind it. */
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { axisLook, hatched } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { formatDate } from '../format-cell.ts';
import { shareTick, toNumber, withSample } from './scales.ts';

export const adherenceChart: ChartOption<ReportRow<'discipline', 'weeks'>> = (rows, look) => ({
  legend: { top: 0, itemWidth: 18, itemHeight: 10, textStyle: { color: look.soft } },
  grid: { left: 8, right: 8, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'category', data: rows.map((row) => withSample(row.week === null ? '' : formatDate(row.week), row.trades, 'under')), ...axisLook(look), axisLabel: { color: look.soft, hideOverlap: true, lineHeight: 15 }, splitLine: { show: false } },
  yAxis: [
    { type: 'value', min: 0, max: 1, ...axisLook(look), axisLine: { show: false }, axisLabel: { color: look.soft, formatter: shareTick } },
    { type: 'value', minInterval: 1, ...axisLook(look), axisLine: { show: false }, splitLine: { show: false } },
  ],
  series: [
    { name: 'Adherence', type: 'line', data: rows.map((row) => toNumber(row.adherence)), symbol: 'circle', symbolSize: 6, z: 3, lineStyle: { color: look.accent, width: 1.8 }, itemStyle: { color: look.accent } },
    { name: 'Overrides', type: 'bar', stack: 'broken', yAxisIndex: 1, barMaxWidth: 22, data: rows.map((row) => row.overrides || null), itemStyle: { color: look.caution, opacity: 0.55 } },
    { name: 'Bypasses', type: 'bar', stack: 'broken', yAxisIndex: 1, barMaxWidth: 22, data: rows.map((row) => row.bypasses || null), itemStyle: hatched(look) },
  ],
});
