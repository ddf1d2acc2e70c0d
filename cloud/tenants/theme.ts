/** Contrast of a partner's colours: WCAG 2 AA on the desktop's own surfaces, whatever they choose. */
import type { Theme } from '../contract/bundle.ts';
import { Problem } from '../problem.ts';

/** The desktop's surfaces an accent is shown on. */
const SURFACES = { light: '#ffffff', dark: '#14171c' } as const;
const TEXT_RATIO = 4.5;
const CONTROL_RATIO = 3;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast ratio of two #rrggbb colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @throws {Problem} `theme.contrast` naming the pair that fails */
export function assertThemeContrast(theme: Theme): void {
  for (const scheme of ['light', 'dark'] as const) {
    const { accent, onAccent } = theme[scheme];
    const text = contrast(accent, onAccent);
    if (text < TEXT_RATIO) {
      throw new Problem('theme.contrast', { detail: `${scheme}: text on the accent has ${text.toFixed(2)}:1, it needs ${TEXT_RATIO}:1.` });
    }
    const control = contrast(accent, SURFACES[scheme]);
    if (control < CONTROL_RATIO) {
      throw new Problem('theme.contrast', { detail: `${scheme}: the accent on the surface has ${control.toFixed(2)}:1, it needs ${CONTROL_RATIO}:1.` });
    }
  }
}
