/** The rule sets that ship. */
import { CONSERVATIVE } from './conservative.ts';
import { FOUNDER } from './founder.ts';
import type { RuleSetContent } from './model.ts';
import { DEFAULT_OVERRIDE } from './template-rule.ts';

export type TemplateName = 'founder' | 'conservative' | 'empty';

export const TEMPLATES: Readonly<Record<TemplateName, { readonly name: string; readonly content: RuleSetContent }>> = {
  founder: { name: 'Founder’s rules', content: FOUNDER },
  conservative: { name: 'Conservative', content: CONSERVATIVE },
  empty: { name: 'Empty', content: { rules: [], override: DEFAULT_OVERRIDE } },
};
