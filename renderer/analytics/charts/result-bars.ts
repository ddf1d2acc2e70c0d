/** Bars of a result by group: gains filled, losses hatched. */
import type { ChartLook } from '../chart-look.ts';
import { axisLook, resultStyle } from '../chart-look.ts';
import type { ChartOption } from '../chart.tsx';
import { NAME_WIDTH, withSample } from './scales.ts';

export interface Bars<Row> {
  readonly label: (row: Row) => string;
  /** How many trades the value rests on. */
  readonly sample: (row: Row) => number | null;
  readonly value: (row: Row, currency: string) => number | null;
  readonly tick: (currency: string) => (value: number) => string;
  /** Bars that lie: for names that are too long to stand under a bar. */
  readonly lying?: boolean | undefined;
}

export function resultBars<Row>({ label, sample, value, tick, lying = false }: Bars<Row>): ChartOption<Row> {
  return (rows, look, { currency }) => {
    const names = { type: 'category' as const, data: rows.map((row) => withSample(label(row), sample(row), lying ? 'beside' : 'under')), ...axisLook(look), splitLine: { show: false }, inverse: lying, axisLabel: lying ? { color: look.soft, width: NAME_WIDTH, overflow: 'truncate' as const } : { color: look.soft, hideOverlap: true, lineHeight: 15 } };
    const values = { type: 'value' as const, ...axisLook(look), axisLabel: { color: look.soft, formatter: tick(currency), hideOverlap: true } };
    return {
      grid: { left: 8, right: 16, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      ...(lying ? { xAxis: values, yAxis: names } : { xAxis: names, yAxis: values }),
      series: [{ type: 'bar', barMaxWidth: lying ? 18 : 46, data: rows.map((row) => bar(value(row, currency), look)), markLine: zeroLine(look, lying) }],
    };
  };
}

function bar(value: number | null, look: ChartLook): object | string {
  return value === null ? '-' : { value, itemStyle: resultStyle(value, look) };
}

function zeroLine(look: ChartLook, lying: boolean): object {
  return { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: look.edge, type: 'solid', width: 1 }, data: [lying ? { xAxis: 0 } : { yAxis: 0 }] };
}
