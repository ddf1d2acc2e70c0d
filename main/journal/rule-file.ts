/** Rule sets as files: what export writes and import reads, in the window and on the command line. */
import type { RuleSetContent } from '../engine/model.ts';
import { parseRuleSet } from '../engine/rule-set.ts';

const FORMAT = 'holdfast-rules';

export type RuleFile = { readonly ok: true; readonly name: string; readonly content: RuleSetContent } | { readonly ok: false; readonly problems: readonly string[] };

export function ruleFileText(name: string, { rules, override }: RuleSetContent): string {
  return `${JSON.stringify({ format: FORMAT, name, rules, override }, null, 2)}\n`;
}

/** Reads what {@link ruleFileText} wrote, or the bare content `{ rules, override }`. All problems, in sentences. Never throws. */
export function readRuleFile(text: string): RuleFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [`This is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, problems: ['A rule file is an object with rules and override.'] };
  const { format, name, ...content } = value as Readonly<Record<string, unknown>>;
  if (format !== undefined && format !== FORMAT) return { ok: false, problems: [`This is a file of the format “${typeof format === 'string' ? format : JSON.stringify(format)}”, not ${FORMAT}.`] };
  if (name !== undefined && (typeof name !== 'string' || name.length > 200)) return { ok: false, problems: ['name: a text of at most 200 characters'] };
  if (!Array.isArray(content['rules'])) return { ok: false, problems: ['This is no rule set: it has no list of “rules”.'] };
  const parsed = parseRuleSet(content);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map(({ ruleId, field, message }) => `${[ruleId, field].filter((part) => part !== '').join(' ')}: ${message}`) };
  return { ok: true, name: name === undefined || name.trim() === '' ? 'Imported rules' : name.trim(), content: parsed.content };
}
