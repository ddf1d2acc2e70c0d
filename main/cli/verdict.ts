import { canonicalJson } from '../engine/canonical-json.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { Verdict } from '../engine/model.ts';
import { compileRuleSet } from '../engine/rule-set.ts';
import { hashRuleSet } from '../journal/rule-shelf.ts';
import { noOperands, ProblemError, textOption, UsageError, type Command } from './command.ts';
import { FACT_EXAMPLE, readFactFile } from './fact-file.ts';
import { readText } from './journal-file.ts';
import { RULES, rulesOption } from './rules-option.ts';

export const verdict: Command = {
  name: 'verdict',
  summary: 'Judge facts by rules, without a journal',
  operands: '',
  options: {
    rules: RULES,
    facts: { type: 'string', value: 'FILE', help: 'The facts; `desk verdict --example` prints a file to begin with' },
    example: { type: 'boolean', help: 'Print an example of a fact file' },
  },
  details: 'Giving a verdict is a success whatever the verdict says: the exit code is 0 for a soft block too.',
  run(context) {
    noOperands(context);
    if (context.options['example'] === true) {
      context.print(JSON.stringify(FACT_EXAMPLE, null, 2));
      return 0;
    }
    const content = rulesOption(context);
    const path = textOption(context, 'facts');
    if (path === undefined) throw new UsageError('--facts is missing.');
    const file = readFactFile(readText(path));
    if (!file.ok) throw new ProblemError('facts-invalid', `${path}: ${file.problems.join('; ')}`);
    const given = evaluate(compileRuleSet(content, hashRuleSet(content)), file.facts);
    if (context.json) context.print(canonicalJson(given));
    else for (const line of verdictLines(given)) context.print(line);
    return 0;
  },
};

const MARKS = { pass: 'pass', miss: 'MISS', insufficient: '????' } as const;

function verdictLines({ outcome, grade, coolDownSeconds, lines, engineVersion, ruleSetHash }: Verdict): string[] {
  const widest = Math.max(0, ...lines.map(({ title }) => title.length));
  return [
    `${outcome}, ${grade}${coolDownSeconds > 0 ? `, cool-down ${coolDownSeconds} s` : ''}`,
    ...lines.map(({ status, title, severity, shadow, reason }) => `  ${MARKS[status]}  ${title.padEnd(widest)}  ${severity.padEnd(8)}${shadow ? ' (shadow)' : ''} ${reason}`),
    `engine ${engineVersion}, rules ${ruleSetHash.slice(0, 12)}`,
  ];
}
