/** Trades as points of two numbers: a gain is a filled circle, a loss an open triangle. */
import type { CustomSeriesRenderItem } from 'echarts';
import { axisLook } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';

export interface Points<Row> {
  readonly x: (row: Row) => number | null;
  readonly y: (row: Row) => number | null;
  readonly xName: string;
  readonly yName: string;
  readonly xTick: (value: number) => string;
  readonly yTick: (value: number) => string;
  /** Draws the line on which y equals x. */
  readonly diagonal?: string;
}

const POINTS_A_FRAME = 200;

export function pointsChart<Row>({ x, y, xName, yName, xTick, yTick, diagonal }: Points<Row>): ChartOption<Row> {
  return (rows, look) => {
    // Plain numbers, drawn by a function: an option for each of thousands of points would be copied, merged and kept.
    const points = new Float64Array(2 * rows.length).fill(NaN);
    let reach = 0;
    rows.forEach((row, index) => {
      const [px, py] = [x(row), y(row)];
      if (px === null || py === null) return;
      points.set([px, py], 2 * index);
      reach = Math.max(reach, py);
    });
    const gain = { fill: look.accent, opacity: 0.75 };
    const loss = { fill: look.surface, stroke: look.soft, lineWidth: 1.2, opacity: 0.9 };
    const renderItem: CustomSeriesRenderItem = (_, api) => {
      const value = Number(api.value(1));
      if (Number.isNaN(value)) return null;
      const [px = 0, py = 0] = api.coord([Number(api.value(0)), value]);
      if (value > 0) return { type: 'circle', shape: { cx: px, cy: py, r: 3.5 }, style: gain };
      return { type: 'polygon', shape: { points: [[px, py - 4], [px + 4, py + 4], [px - 4, py + 4]] }, style: loss };
    };
    const axis = axisLook(look);
    return {
      grid: { left: 8, right: 22, top: 26, bottom: 28, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      // Its labels keep clear of the last one beside the other axis.
      xAxis: { type: 'value', name: xName, nameLocation: 'middle', nameGap: 30, ...axis, splitLine: { show: false }, axisLabel: { color: look.soft, formatter: xTick, margin: 14 } },
      yAxis: { type: 'value', name: yName, nameLocation: 'end', ...axis, axisLabel: { color: look.soft, formatter: yTick }, nameTextStyle: { color: look.soft, align: 'left' } },
      series: [
        {
          type: 'custom',
          renderItem,
          dimensions: ['x', 'y'],
          encode: { x: 0, y: 1 },
          data: points,
          // Some in each frame, so that the window answers meanwhile.
          progressive: POINTS_A_FRAME,
          progressiveThreshold: POINTS_A_FRAME,
          ...(diagonal === undefined || reach === 0
            ? {}
            : { markLine: { silent: true, symbol: 'none', lineStyle: { color: look.edge, type: 'dashed' }, label: { formatter: diagonal, color: look.soft, position: 'insideEndTop' }, data: [[{ coord: [0, 0] }, { coord: [reach, reach] }]] } }),
        },
      ],
    };
  };
}
