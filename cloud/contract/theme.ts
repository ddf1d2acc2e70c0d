/** Contrast of a partner's colours: WCAG 2 AA on the desktop's own surfaces. The portal shows it, the service insists on it. */
import type { Theme } from './bundle.ts';

/** The desktop's surfaces an accent is shown on. */
export const SURFACES = { light: '#ffffff', dark: '#14171c' } as const;
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

export interface ContrastCheck {
  readonly scheme: 'light' | 'dark';
  readonly pair: 'text on the accent' | 'the accent on the surface';
  readonly ratio: number;
  readonly least: number;
}

/** Every pair that is judged, whether it is good enough or not. */
export function contrastChecks(theme: Theme): ContrastCheck[] {
  return (['light', 'dark'] as const).flatMap((scheme): ContrastCheck[] => {
    const { accent, onAccent } = theme[scheme];
    return [
      { scheme, pair: 'text on the accent', ratio: contrast(accent, onAccent), least: TEXT_RATIO },
      { scheme, pair: 'the accent on the surface', ratio: contrast(accent, SURFACES[scheme]), least: CONTROL_RATIO },
    ];
  });
}
