/** `--rules`: a template by name, or a file. */
import type { RuleSetContent } from '../engine/model.ts';
import { TEMPLATES, type TemplateName } from '../engine/templates.ts';
import { readRuleFile } from '../journal/rule-file.ts';
import { ProblemError, textOption, UsageError, type CommandContext } from './command.ts';
import { readText } from './journal-file.ts';

export const RULES = { type: 'string', value: 'founder|conservative|empty|FILE', help: 'The rules: a template, or a file as `desk rules export` writes it' } as const;

export function rulesOption(context: CommandContext): RuleSetContent {
  const named = textOption(context, 'rules');
  if (named === undefined) throw new UsageError('--rules is missing.');
  if (isTemplate(named)) return TEMPLATES[named].content;
  const file = readRuleFile(readText(named));
  if (!file.ok) throw new ProblemError('rules-invalid', `${named}: ${file.problems.join('; ')}`);
  return file.content;
}

function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(TEMPLATES, name);
}
