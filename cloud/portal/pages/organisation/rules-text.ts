/** Rules as the text a person edits, and back. */
import type { z } from 'zod';
import { packRulesSchema } from '../../../contract/bundle.ts';

export type Rules = z.output<typeof packRulesSchema>;

export function rulesText(rules: Rules): string {
  return JSON.stringify(rules, null, 2);
}

/** @returns the rules, or what keeps the text from being rules, one line a mistake */
export function parseRules(text: string): { rules: Rules } | { mistakes: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { mistakes: [`This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`] };
  }
  const parsed = packRulesSchema.safeParse(json);
  if (parsed.success) return { rules: parsed.data };
  const mistakes = parsed.error.issues.map(({ path, message }) => {
    const [index, ...rest] = path;
    if (typeof index !== 'number') return message;
    return `Rule ${index + 1}${rest.length === 0 ? '' : `, ${rest.join(' › ')}`}: ${message}`;
  });
  return { mistakes };
}
