/** What a pack demands can be judged by the desktop: its rules are read by the desktop's own engine, or refused. */
import { findRuleKind } from '../../main/engine/rule-catalogue.ts';
import type { z } from 'zod';
import type { packRulesSchema } from '../contract/bundle.ts';
import { Problem } from '../problem.ts';

/** @throws {Problem} `pack.refused` with every value that the engine cannot read, as `rules/0/parameters/maximum` */
export function assertPackRules(rules: z.output<typeof packRulesSchema>): void {
  const errors = rules.flatMap((rule, index) => {
    const kind = findRuleKind(rule.kind);
    if (kind === null) return [{ path: `rules/${index}/kind`, message: `no rule of the kind “${rule.kind}” is known` }];
    const parsed = kind.parse(rule.parameters);
    if (parsed.ok) return [];
    return parsed.problems.map(({ path, message }) => ({ path: [`rules/${index}/parameters`, ...path.split('.').filter((part) => part !== '')].join('/'), message }));
  });
  if (errors.length > 0) throw new Problem('pack.refused', { errors: errors.slice(0, 50) });
}
