/** The service and the desktop agree on every theme: none that was saved is refused where it is to be seen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentTheme } from '../../renderer/theme/accent-theme.ts';
import { contrast } from '../../renderer/theme/contrast.ts';
import { palettes } from '../../renderer/theme/palettes.ts';
import { themeProblems } from '../../renderer/theme/tenant-theme.ts';
import { themeSchema } from '../contract/bundle.ts';
import { DEFAULT_THEME } from '../licensing/bundle.ts';
import { Problem } from '../problem.ts';
import { assertThemeContrast } from './theme.ts';

const colour = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
/** Greys near the least contrast that is enough, where a difference in the last digit decides. */
const grey = fc.integer({ min: 0x60, max: 0xb0 }).map((value) => `#${value.toString(16).padStart(2, '0').repeat(3)}`);
const scheme = fc.record({ accent: fc.oneof(colour, grey), onAccent: fc.oneof(colour, fc.constantFrom('#ffffff', '#000000')) });
const theme = fc.record({ light: scheme, dark: scheme });

function accepted(candidate: Parameters<typeof assertThemeContrast>[0]): boolean {
  try {
    assertThemeContrast(candidate);
    return true;
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'theme.contrast') return false;
    throw fault;
  }
}

describe('a partner’s colours', () => {
  test('are accepted exactly when the desktop shows them', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(theme, (candidate) => {
        const isAccepted = accepted(themeSchema.parse(candidate));
        seen[isAccepted ? 'yes' : 'no'] += 1;
        // The desktop takes the accent's derived colours, or refuses the theme as a whole.
        expect(themeProblems(accentTheme(candidate)).length === 0).toBe(isAccepted);
        if (!isAccepted) return;
        for (const appearance of ['light', 'dark'] as const) {
          const { accent, onAccent } = candidate[appearance];
          expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(accent, palettes[appearance].surface)).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
  });

  test('that an organisation begins with are accepted', () => expect(accepted(DEFAULT_THEME)).toBe(true));
});
