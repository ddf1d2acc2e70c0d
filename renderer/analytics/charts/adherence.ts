/** Adherence by week as a line, overrides and bypasses as bars behind it. */
import type { SeriesOption } from 'echarts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { axisLook, hatched } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { formatDate } from '../format-cell.ts';
import { shareTick, toNumber, withSample } from './scales.ts';

/** From so many weeks on a bar is a few pixels wide: what was broken is drawn as one outline, and the line without its points. */
const MANY = 150;

export const adherenceChart: ChartOption<ReportRow<'discipline', 'weeks'>> = (rows, look) => {
  const many = rows.length > MANY;
  const place = { stack: 'broken', yAxisIndex: 1 };
  const broken = (name: string, counts: (number | null)[], plain: { color: string; opacity: number }, bar: object): SeriesOption =>
    many
      ? { name, type: 'line', ...place, step: 'middle', showSymbol: false, lineStyle: { width: 0 }, areaStyle: plain, itemStyle: plain, data: counts.map((count) => count ?? 0) }
      : { name, type: 'bar', ...place, barMaxWidth: 22, itemStyle: bar, data: counts.map((count) => count || null) };
  const overrides = { color: look.caution, opacity: 0.55 };
  return {
    legend: { data: ['Adherence', { name: 'Overrides', icon: 'roundRect' }, { name: 'Bypasses', icon: 'roundRect' }], top: 0, itemWidth: 18, itemHeight: 10, textStyle: { color: look.soft } },
    grid: { left: 8, right: 8, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: rows.map((row) => withSample(row.week === null ? '' : formatDate(row.week), row.trades, 'under')), ...axisLook(look), axisLabel: { color: look.soft, hideOverlap: true, lineHeight: 15 }, splitLine: { show: false } },
    yAxis: [
      { type: 'value', min: 0, max: 1, ...axisLook(look), axisLine: { show: false }, axisLabel: { color: look.soft, formatter: shareTick } },
      { type: 'value', minInterval: 1, ...axisLook(look), axisLine: { show: false }, splitLine: { show: false } },
    ],
    series: [
      { name: 'Adherence', type: 'line', data: rows.map((row) => toNumber(row.adherence)), symbol: 'circle', symbolSize: 6, showSymbol: !many, z: 3, lineStyle: { color: look.accent, width: 1.8 }, itemStyle: { color: look.accent } },
      broken('Overrides', rows.map((row) => row.overrides), overrides, overrides),
      broken('Bypasses', rows.map((row) => row.bypasses), { color: look.soft, opacity: 0.35 }, hatched(look)),
    ],
  };
};
