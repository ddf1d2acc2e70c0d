/** What is wrong with a value of a rule file, for the person who wrote it. */
import type { z } from 'zod';

const NOUNS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object', null: 'null' };

/** For a parse: says what a schema does not say in its own words. */
export const problemText: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `has to be ${NOUNS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `has to be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `has to be ${bound(issue.origin, Number(issue.minimum), 'at least')}`;
    case 'too_big':
      return `has to be ${bound(issue.origin, Number(issue.maximum), 'at most')}`;
    case 'unrecognized_keys':
      return `has no use for ${issue.keys.map((key) => `“${key}”`).join(', ')}`;
    default:
      return undefined;
  }
};

function bound(origin: string, limit: number, side: 'at least' | 'at most'): string {
  if (origin === 'string') return `${side} ${limit} ${limit === 1 ? 'character' : 'characters'} long`;
  if (origin === 'array') return `a list of ${side} ${limit}`;
  return `${side} ${limit}`;
}
