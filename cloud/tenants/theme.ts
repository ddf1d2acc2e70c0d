/** A partner's colours are readable on the desktop, or they are refused: the desktop's own function decides. */
import { accentTheme } from '../../renderer/theme/accent-theme.ts';
import { themeProblems } from '../../renderer/theme/tenant-theme.ts';
import type { Theme } from '../contract/bundle.ts';
import { Problem } from '../problem.ts';

/** @throws {Problem} `theme.contrast` naming the pair that fails */
export function assertThemeContrast(theme: Theme): void {
  const [fault] = themeProblems(accentTheme(theme));
  if (fault !== undefined) throw new Problem('theme.contrast', { detail: `${fault.appearance}: ${fault.message}.` });
}
