/** The verdict: a pure function of a compiled rule set and facts. Same input, byte-identical canonical JSON, on any machine. */
import { readFacts, type FactView } from './facts.ts';
import type { Facts, Grade, Outcome, RuleLine, Verdict } from './model.ts';
import type { CompiledRule, CompiledRuleSet } from './rule-set.ts';

/** Part of every verdict. Raised whenever any rule could judge the same facts differently, or say it in other words. */
export const ENGINE_VERSION = '1.0.0';

/** Judges a ticket. Total: facts of any shape give a verdict, and what cannot be read is missing, never a pass. */
export function evaluate(ruleSet: CompiledRuleSet, facts: Facts): Verdict {
  const view = readFacts(facts);
  const lines: RuleLine[] = [];
  let bites = 0;
  let critical = false;
  let major = false;
  for (const compiled of ruleSet.rules) {
    const line = judge(compiled, view);
    lines.push(line);
    if (line.status !== 'pass' && !line.shadow) {
      bites += 1;
      if (line.severity === 'critical') critical = true;
      else if (line.severity === 'major') major = true;
    }
  }
  const outcome: Outcome = critical || major ? 'soft-block' : bites > 0 ? 'caution' : 'clear';
  const grade: Grade = bites === 0 ? 'diamond' : bites === 1 && !critical ? 'fire' : 'skull';
  const { coolDownSeconds } = ruleSet.content.override;
  return {
    engineVersion: ENGINE_VERSION,
    ruleSetHash: ruleSet.hash,
    at: view.now,
    outcome,
    grade,
    lines,
    coolDownSeconds: critical ? coolDownSeconds.critical : major ? coolDownSeconds.major : 0,
    facts: view.given,
  };
}

/** One rule's line. */
export function judge({ rule, title, facts, judge: ask }: CompiledRule, view: FactView): RuleLine {
  const { status, observed, threshold, reason, until, severity } = ask(view);
  return {
    ruleId: rule.id,
    kind: rule.kind,
    title,
    severity: severity ?? rule.severity,
    shadow: rule.shadow,
    status,
    observed,
    threshold,
    reason,
    facts,
    until,
  };
}
