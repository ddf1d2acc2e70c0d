import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentTheme } from './accent-theme.ts';
import { contrast } from './contrast.ts';
import { palettes } from './palettes.ts';
import { themeProblems } from './tenant-theme.ts';

const hex = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
/** What the account service lets through: text on the accent, and the accent on the desktop's surface. */
const accepted = (surface: string) =>
  hex.filter((accent) => (contrast(accent, surface) ?? 0) >= 3).map((accent) => ({ accent, onAccent: (contrast(accent, '#ffffff') ?? 0) >= (contrast(accent, '#000000') ?? 0) ? '#ffffff' : '#000000' }));

describe('a partner’s accent', () => {
  it('becomes a theme that is readable, whatever accent the service accepted', () => {
    fc.assert(
      fc.property(accepted(palettes.light.surface), accepted(palettes.dark.surface), (light, dark) => {
        expect(themeProblems(accentTheme({ light, dark }))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
  it('stays the partner’s own colour where it can', () => {
    const theme = accentTheme({ light: { accent: '#0f6b5c', onAccent: '#ffffff' }, dark: { accent: '#4cc3a0', onAccent: '#04110d' } });
    expect(theme.light).toMatchObject({ 'accent': '#0f6b5c', 'accent-text': '#0f6b5c' });
    expect(theme.contrast).toBeUndefined();
  });
  it('that cannot be read is refused by the same rules as any theme', () => {
    const bad = { accent: '#ffffff', onAccent: '#fefefe' };
    expect(themeProblems(accentTheme({ light: bad, dark: bad })).length).toBeGreaterThan(0);
    expect(themeProblems(accentTheme({ light: { accent: 'red', onAccent: 'url(x)' }, dark: bad })).length).toBeGreaterThan(0);
  });
});
