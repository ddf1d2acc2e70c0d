/**
 * The one chart of the window: ECharts on a canvas. Tooltips are drawn in the canvas too, because the content security
 * policy allows no inline style. The chart is one tab stop; arrow keys walk its points and say each one.
 */
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as install, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { readChartLook, watchAppearance, type ChartLook } from './chart-look.ts';
import styles from './chart.module.css';
import type { ReportUnits } from './format-cell.ts';
import { takeTurn } from './turns.ts';

install([BarChart, CustomChart, LineChart, ScatterChart, AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

let hasDrawn = false;

export type ChartOption<Row> = (rows: readonly Row[], look: ChartLook, units: ReportUnits) => EChartsOption;

export interface ChartProps<Row> {
  label: string;
  rows: readonly Row[];
  units: ReportUnits;
  option: ChartOption<Row>;
  describe: (index: number) => string;
  height?: number | undefined;
}

export function Chart<Row>({ label, rows, units, option, describe, height = 300 }: ChartProps<Row>) {
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const [look, setLook] = useState(readChartLook);
  const [at, setAt] = useState<number | null>(null);
  const [isNear, setIsNear] = useState(false);

  useEffect(() => watchAppearance(() => setLook(readChartLook())), []);

  // Only asked for when a point is pointed at: that it is a new function draws nothing anew.
  const says = useRef(describe);
  useEffect(() => {
    says.current = describe;
  });

  // A page of charts is not drawn at once: each when it comes near the view.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setIsNear(true), { rootMargin: '160px' });
    seen.observe(element);
    return () => seen.disconnect();
  }, []);

  useEffect(() => {
    if (!isNear || canvas.current === null) return undefined;
    const element = canvas.current;
    const draw = (): void => {
      const made = (chart.current ??= init(element, null, { renderer: 'canvas' }));
      const drawn = option(rows, look, units);
      const set = (series: EChartsOption['series']): void =>
        made.setOption(
          {
            animation: false,
            backgroundColor: 'transparent',
            textStyle: { fontFamily: look.font, fontSize: 11, color: look.soft },
            aria: { enabled: true, label: { description: label } },
            ...drawn,
            series,
            tooltip: {
              trigger: 'item',
              ...drawn.tooltip,
              renderMode: 'richText',
              confine: true,
              backgroundColor: look.raised,
              borderColor: look.line,
              borderWidth: 1,
              padding: [7, 10],
              textStyle: { color: look.text, fontFamily: look.font, fontSize: 12, lineHeight: 17 },
              formatter: (hovered: unknown) => {
                const index = rowOf(hovered);
                return index === null ? '' : says.current(index).replaceAll(' · ', '\n');
              },
            },
          },
          // Understood in this frame, laid out and painted in the next.
          { notMerge: true, lazyUpdate: true },
        );
      if (hasDrawn) return set(drawn.series);
      // The window's first chart has all of the library to start up: its axes come first, and a frame later what stands on them.
      hasDrawn = true;
      set([]);
      giveUp = takeTurn(() => (giveUp = takeTurn(draw)));
    };
    let giveUp = takeTurn(draw);
    return () => giveUp();
  }, [isNear, rows, look, units, option, label]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const resized = new ResizeObserver(() => chart.current?.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      const made = chart.current;
      chart.current = null;
      // Taking one apart takes as long as drawing it, and what is opened instead comes first.
      if (made !== null) takeTurn(() => made.dispose());
    };
  }, []);

  const walk = (event: KeyboardEvent): void => {
    const last = rows.length - 1;
    const here = at ?? -1;
    const page = Math.max(1, Math.round(rows.length / 10));
    const next = {
      ArrowRight: here + 1, ArrowUp: here + 1, ArrowLeft: at === null ? last : here - 1, ArrowDown: at === null ? last : here - 1,
      PageUp: here + page, PageDown: here - page, Home: 0, End: last,
    }[event.key];
    if (event.key === 'Escape' && at !== null) leave();
    else if (next !== undefined) {
      const index = Math.min(last, Math.max(0, next));
      setAt(index);
      chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = (): void => {
    setAt(null);
    chart.current?.dispatchAction({ type: 'hideTip' });
  };

  return (
    <div
      className={styles['chart']}
      role="slider"
      tabIndex={0}
      aria-label={`${label}. Arrow keys walk the points.`}
      aria-valuemin={0}
      aria-valuemax={rows.length}
      aria-valuenow={at === null ? 0 : at + 1}
      aria-valuetext={at === null ? 'no point chosen' : describe(at)}
      onKeyDown={walk}
      onBlur={leave}
    >
      <div ref={canvas} className={styles['canvas']} style={{ height }} />
    </div>
  );
}

/** The row under the pointer, from what ECharts hands a tooltip: one item, or one a series. */
function rowOf(hovered: unknown): number | null {
  const item: unknown = Array.isArray(hovered) ? hovered[0] : hovered;
  if (typeof item !== 'object' || item === null || !('dataIndex' in item) || ('componentType' in item && item.componentType !== 'series')) return null;
  return typeof item.dataIndex === 'number' ? item.dataIndex : null;
}
