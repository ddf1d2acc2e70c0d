/** The theme's tokens as the charts use them: read from the page, so that a partner's theme and high contrast hold there too. */

export interface ChartLook {
  readonly font: string;
  readonly text: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly edge: string;
  readonly surface: string;
  readonly raised: string;
  readonly accent: string;
  readonly wash: string;
  readonly caution: string;
}

export function readChartLook(): ChartLook {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    font: token('font'), text: token('text'), soft: token('text-soft'), faint: token('text-faint'), line: token('line'), edge: token('edge'), surface: token('surface'), raised: token('raised'),
    accent: token('accent'), wash: token('accent-wash'), caution: token('caution'),
  };
}

/** Calls back when the appearance changes; returns the function that stops watching. */
export function watchAppearance(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-appearance'] });
  return () => observer.disconnect();
}

/** Hatched instead of coloured. */
export function hatched(look: ChartLook): object {
  return { color: look.surface, borderColor: look.soft, borderWidth: 1, decal: { symbol: 'rect', color: look.soft, dashArrayX: [1, 0], dashArrayY: [1.5, 3], rotation: -Math.PI / 4 } };
}

/**
 * Gain and loss without red and green: a gain is filled, a loss is hatched, and their place above or below the line says
 * it a second time.
 */
export function resultStyle(value: number, look: ChartLook): object {
  return value >= 0 ? { color: look.accent } : hatched(look);
}

/** Axis lines, ticks and split lines in the theme's tokens. */
export function axisLook(look: ChartLook): object {
  return {
    axisLine: { show: true, lineStyle: { color: look.edge } },
    axisTick: { show: false },
    axisLabel: { color: look.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: look.line } },
    nameTextStyle: { color: look.soft },
  };
}
