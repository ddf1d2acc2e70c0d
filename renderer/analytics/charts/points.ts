/** Trades as points of two numbers: a gain is a filled circle, a loss an open triangle. */
import { axisLook, type ChartLook } from '../chart-look.ts';
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

export function pointsChart<Row>({ x, y, xName, yName, xTick, yTick, diagonal }: Points<Row>): ChartOption<Row> {
  return (rows, look) => {
    const points = rows.map((row) => [x(row), y(row)] as const);
    const reach = Math.max(0, ...points.map(([, value]) => value ?? 0));
    const axis = axisLook(look);
    return {
      grid: { left: 8, right: 22, top: 26, bottom: 22, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'value', name: xName, nameLocation: 'middle', nameGap: 24, ...axis, splitLine: { show: false }, axisLabel: { color: look.soft, formatter: xTick } },
      yAxis: { type: 'value', name: yName, nameLocation: 'end', ...axis, axisLabel: { color: look.soft, formatter: yTick }, nameTextStyle: { color: look.soft, align: 'left' } },
      series: [
        {
          type: 'scatter',
          data: points.map(([px, py]) => (px === null || py === null ? { value: ['-', '-'] } : { value: [px, py], ...pointStyle(py, look) })),
          ...(diagonal === undefined || reach === 0
            ? {}
            : { markLine: { silent: true, symbol: 'none', lineStyle: { color: look.edge, type: 'dashed' }, label: { formatter: diagonal, color: look.soft, position: 'insideEndTop' }, data: [[{ coord: [0, 0] }, { coord: [reach, reach] }]] } }),
        },
      ],
    };
  };
}

function pointStyle(value: number, look: ChartLook): object {
  return value > 0
    ? { symbol: 'circle', symbolSize: 7, itemStyle: { color: look.accent, opacity: 0.75 } }
    : { symbol: 'triangle', symbolSize: 8, itemStyle: { color: look.surface, borderColor: look.soft, borderWidth: 1.2, opacity: 0.9 } };
}
