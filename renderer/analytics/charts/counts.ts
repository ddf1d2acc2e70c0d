/** How many by group: plain bars. */
import { axisLook, hatched as hatch } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';

export interface Counts<Row> {
  readonly label: (row: Row) => string;
  readonly count: (row: Row) => number | null;
  /** Bars that stand for a loss are hatched. */
  readonly hatched: (row: Row) => boolean;
}

export function countBars<Row>({ label, count, hatched }: Counts<Row>): ChartOption<Row> {
  return (rows, look) => ({
    grid: { left: 8, right: 12, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'category', data: rows.map(label), ...axisLook(look), splitLine: { show: false } },
    yAxis: { type: 'value', minInterval: 1, ...axisLook(look), axisLine: { show: false } },
    series: [{ type: 'bar', barMaxWidth: 46, barCategoryGap: '14%', data: rows.map((row) => (count(row) ? { value: count(row) ?? 0, itemStyle: hatched(row) ? hatch(look) : { color: look.accent } } : '-')) }],
  });
}
