import { describe, expect, it } from 'vitest';
import { resolveAppearance, themeCss } from './apply-theme.ts';
import { contrast } from './contrast.ts';
import { appearances, colourTokens, palettes } from './palettes.ts';
import { themedPalette, themeProblems } from './tenant-theme.ts';

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#2f55c8', '#2f55c8')).toBe(1);
  });
  it('agrees with the value published for #767676 on white', () => expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2));
  it('does not guess at what is no colour', () => expect(contrast('red', '#ffffff')).toBeNull());
});

describe('a theme', () => {
  it('of the product itself passes AA in every appearance', () => expect(themeProblems({})).toEqual([]));
  it('may change the accent', () => expect(themeProblems({ light: { 'accent': '#0f6b5c', 'accent-hover': '#0c5a4d', 'accent-text': '#0d6355', 'accent-wash': '#e3f2ef' } })).toEqual([]));
  it('is refused when its text cannot be read, and says which pair', () => {
    const problems = themeProblems({ light: { accent: '#ffd60a' } });
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^text on the accent has a contrast of 1\.\d\d, at least 4\.5 is needed$/));
    expect(problems.every(({ appearance }) => appearance === 'light')).toBe(true);
  });
  it('is refused when it hides the verdict', () => expect(themeProblems({ dark: { block: '#351917' } }).length).toBeGreaterThan(0));
  it('is refused, not crashed on, when it holds nonsense', () => {
    expect(themeProblems({ dark: { accent: 'url(evil)' } })).toEqual([{ appearance: 'dark', message: 'accent is not a colour such as #2f55c8' }]);
    const stray = { light: { shadow: '#000000' } } as unknown as Parameters<typeof themeProblems>[0];
    expect(themeProblems(stray)).toEqual([{ appearance: 'light', message: 'shadow is not a colour of the theme' }]);
  });
  it('replaces only what it names', () => {
    const palette = themedPalette('dark', { dark: { accent: '#7aa2ff' } });
    expect(palette).toEqual({ ...palettes.dark, accent: '#7aa2ff' });
  });
  it('becomes one block of every colour for each appearance', () => {
    const css = themeCss({});
    for (const appearance of appearances) expect(css).toContain(`[data-appearance="${appearance}"]`);
    for (const token of colourTokens) expect(css.split(`--${token}:`)).toHaveLength(appearances.length + 1);
  });
});

describe('the appearance', () => {
  it('follows the system only when asked to', () => {
    expect(resolveAppearance('light', { dark: true, contrast: true })).toBe('light');
    expect(resolveAppearance('system', { dark: true, contrast: false })).toBe('dark');
    expect(resolveAppearance('system', { dark: false, contrast: false })).toBe('light');
    expect(resolveAppearance('system', { dark: false, contrast: true })).toBe('contrast');
  });
});
