import type { OverridePolicy, Rule, Severity } from './model.ts';

/** One rule of a shipped template: enabled, biting, its kind as its id. */
export function templateRule(priority: number, kind: string, severity: Severity, params: Readonly<Record<string, unknown>>, words: string): Rule {
  return { id: kind, kind, words, severity, enabled: true, shadow: false, priority, params };
}

/** The wait and the note of an override, unless a rule set says otherwise. */
export const DEFAULT_OVERRIDE: OverridePolicy = { coolDownSeconds: { critical: 300, major: 180 }, noteMinLength: 20 };
