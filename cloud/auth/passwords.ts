/** Which passwords may be used: long enough, and not one that everybody tries first. */
import { dictionary } from '@zxcvbn-ts/language-common';
import { Problem } from '../problem.ts';

export const MINIMUM_LENGTH = 12;
const MINIMUM_DISTINCT = 5;

/** About 49,000 passwords from breaches, most common first, all lower case. */
const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** The forms in which a common password hides: another case, digits or punctuation around it, said twice. */
function disguises(password: string): string[] {
  const lower = password.toLowerCase();
  const core = lower.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  const half = lower.slice(0, lower.length / 2);
  return [lower, core, half + half === lower ? half : ''];
}

/**
 * @param personal words an attacker would try because they belong to the person, e.g. the address
 * @throws {Problem} `password.refused` with the reason
 */
export function assertPasswordAllowed(password: string, personal: readonly string[]): void {
  if (password.length < MINIMUM_LENGTH) {
    throw new Problem('password.refused', { detail: `Use at least ${MINIMUM_LENGTH} characters.` });
  }
  if (new Set(password).size < MINIMUM_DISTINCT) {
    throw new Problem('password.refused', { detail: 'Use more different characters.' });
  }
  if (disguises(password).some((form) => form.length > 0 && common.has(form))) {
    throw new Problem('password.refused', { detail: 'This password is on lists of common passwords.' });
  }
  const lower = password.toLowerCase();
  const words = personal.flatMap((text) => [text.toLowerCase(), text.toLowerCase().split('@')[0] ?? '']);
  if (words.some((word) => word.length >= 5 && lower.includes(word) && lower.length - word.length < 6)) {
    throw new Problem('password.refused', { detail: 'This password is too close to your name or address.' });
  }
}
