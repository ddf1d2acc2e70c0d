/** A partner's colours are readable, or they are refused. */
import type { Theme } from '../contract/bundle.ts';
import { contrastChecks } from '../contract/theme.ts';
import { Problem } from '../problem.ts';

/** @throws {Problem} `theme.contrast` naming the pair that fails */
export function assertThemeContrast(theme: Theme): void {
  const fault = contrastChecks(theme).find(({ ratio, least }) => ratio < least);
  if (fault === undefined) return;
  const { scheme, pair, ratio, least } = fault;
  throw new Problem('theme.contrast', { detail: `${scheme}: ${pair} has ${ratio.toFixed(2)}:1, it needs ${least}:1.` });
}
