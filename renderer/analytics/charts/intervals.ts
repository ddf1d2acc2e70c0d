/** A mean with its interval for each row, against one line: where the interval crosses the line, nothing is shown. */
import type { CustomSeriesRenderItem } from 'echarts';
import { axisLook } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { NAME_WIDTH, rTick, withSample } from './scales.ts';

export interface Intervals<Row> {
  readonly label: (row: Row) => string;
  /** How many trades the mean rests on. */
  readonly sample: (row: Row) => number | null;
  readonly mean: (row: Row) => number | null;
  readonly low: (row: Row) => number | null;
  readonly high: (row: Row) => number | null;
  /** The mean to compare with; null draws none. */
  readonly against: (rows: readonly Row[]) => number | null;
  readonly againstName: string;
}

export function intervalsChart<Row>({ label, sample, mean, low, high, against, againstName }: Intervals<Row>): ChartOption<Row> {
  return (rows, look) => {
    const line = against(rows);
    const renderItem: CustomSeriesRenderItem = (_, api) => {
      const place = api.value(0);
      const [from, to] = [Number(api.value(1)), Number(api.value(2))];
      if (!Number.isFinite(from) || !Number.isFinite(to)) return { type: 'group', children: [] };
      const [left = 0, y = 0] = api.coord([from, place]);
      const [right = 0] = api.coord([to, place]);
      const stroke = { stroke: look.text, lineWidth: 1.4, fill: 'none' };
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1: left, y1: y, x2: right, y2: y }, style: stroke },
          { type: 'line', shape: { x1: left, y1: y - 4, x2: left, y2: y + 4 }, style: stroke },
          { type: 'line', shape: { x1: right, y1: y - 4, x2: right, y2: y + 4 }, style: stroke },
        ],
      };
    };
    return {
      grid: { left: 8, right: 18, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'value', ...axisLook(look), axisLabel: { color: look.soft, formatter: rTick } },
      yAxis: { type: 'category', inverse: true, data: rows.map((row) => withSample(label(row), sample(row), 'beside')), ...axisLook(look), splitLine: { show: false }, axisLabel: { color: look.soft, width: NAME_WIDTH, overflow: 'truncate' } },
      series: [
        {
          type: 'scatter', symbol: 'diamond', symbolSize: 10, itemStyle: { color: look.accent }, data: rows.map((row, index) => [mean(row) ?? '-', index]),
          ...(line === null ? {} : { markLine: { silent: true, symbol: 'none', lineStyle: { color: look.edge, type: 'dashed' }, label: { formatter: againstName, color: look.soft, position: 'start' }, data: [{ xAxis: line }] } }),
        },
        { type: 'custom', silent: true, renderItem, encode: { x: [1, 2], y: 0 }, data: rows.map((row, index) => [index, low(row) ?? NaN, high(row) ?? NaN]) },
      ],
    };
  };
}
