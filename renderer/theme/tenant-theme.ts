/** A partner's theme: token values for some colours of each appearance, refused when what it makes is not readable. */
import { contrast } from './contrast.ts';
import { appearances, colourTokens, palettes, type Appearance, type ColourToken, type Palette } from './palettes.ts';

export type TenantTheme = Partial<Record<Appearance, Partial<Palette>>>;

interface Pair {
  readonly front: ColourToken;
  readonly back: ColourToken;
  /** WCAG 2.2 AA: 4.5 for text, 3 for the edges of controls, focus rings and marks. */
  readonly least: number;
}

const surfaces = ['canvas', 'surface', 'raised', 'sunken', 'hover'] as const;

/** Every pair the window actually draws. */
const requiredPairs: readonly Pair[] = [
  ...surfaces.flatMap((back): Pair[] => [
    { front: 'text', back, least: 4.5 },
    { front: 'text-soft', back, least: 4.5 },
    { front: 'text-faint', back, least: 4.5 },
    { front: 'accent-text', back, least: 4.5 },
    { front: 'clear', back, least: 4.5 },
    { front: 'caution', back, least: 4.5 },
    { front: 'block', back, least: 4.5 },
    { front: 'focus', back, least: 3 },
  ]),
  { front: 'edge', back: 'surface', least: 3 },
  { front: 'edge', back: 'canvas', least: 3 },
  { front: 'text', back: 'pressed', least: 4.5 },
  { front: 'on-accent', back: 'accent', least: 4.5 },
  { front: 'on-accent', back: 'accent-hover', least: 4.5 },
  { front: 'accent', back: 'surface', least: 3 },
  ...(['accent-wash', 'clear-wash', 'caution-wash', 'block-wash'] as const).flatMap((back): Pair[] => [
    { front: 'text', back, least: 4.5 },
    { front: 'text-soft', back, least: 4.5 },
  ]),
  { front: 'accent-text', back: 'accent-wash', least: 4.5 },
  { front: 'clear', back: 'clear-wash', least: 4.5 },
  { front: 'caution', back: 'caution-wash', least: 4.5 },
  { front: 'block', back: 'block-wash', least: 4.5 },
];

export interface ThemeProblem {
  readonly appearance: Appearance;
  readonly message: string;
}

/** The palette an appearance gets under a theme. */
export function themedPalette(appearance: Appearance, theme: TenantTheme): Palette {
  return { ...palettes[appearance], ...theme[appearance] };
}

/** A pair as a person who chose its colours knows it. */
function pairName(front: ColourToken, back: ColourToken): string {
  return front === 'on-accent' ? `text on the ${back}` : `${front} on ${back}`;
}

/** Why a theme must be refused; empty when it may be used. Never throws, whatever the theme holds. */
export function themeProblems(theme: TenantTheme): ThemeProblem[] {
  return appearances.flatMap((appearance) => {
    const palette = themedPalette(appearance, theme);
    const broken = colourTokens.filter((token) => contrast(palette[token], '#000000') === null);
    if (broken.length > 0) return broken.map((token) => ({ appearance, message: `${token} is not a colour such as #2f55c8` }));
    const unknown = Object.keys(theme[appearance] ?? {}).filter((token) => !colourTokens.some((known) => known === token));
    return [
      ...unknown.map((token) => ({ appearance, message: `${token} is not a colour of the theme` })),
      ...requiredPairs.flatMap(({ front, back, least }) => {
        const ratio = contrast(palette[front], palette[back]) ?? 0;
        return ratio >= least ? [] : [{ appearance, message: `${pairName(front, back)} has a contrast of ${ratio.toFixed(2)}, at least ${least} is needed` }];
      }),
    ];
  });
}
