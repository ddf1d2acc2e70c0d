import { z } from 'zod';
import { insufficient, miss, missing, pass } from '../judgement.ts';
import { own } from '../own.ts';
import { words } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { more } from '../tightening.ts';

/** One yes/no condition of the trader. */
export interface Condition {
  /** The name under which a ticket answers it. */
  readonly key: string;
  readonly label: string;
  /** A condition that is not critical weighs as advisory only. */
  readonly critical: boolean;
}

export const confirmations = ruleKind<{ conditions: readonly Condition[] }>({
  kind: 'confirmations',
  title: 'Confirmations',
  summary: 'The trader’s own yes/no conditions, each answered before the ticket is sealed.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({
    conditions: z
      .array(z.strictObject({ key: z.string().min(1).max(64).regex(/^[A-Za-z0-9_.:-]+$/, 'letters, digits and _ . : - only'), label: words, critical: z.boolean() }))
      .max(40)
      .refine((conditions) => new Set(conditions.map(({ key }) => key)).size === conditions.length, 'two conditions have the same key'),
  }),
  defaults: { conditions: [{ key: 'candle-closed', label: 'The candle has closed', critical: true }] },
  params: {
    conditions: {
      field: {
        label: 'Conditions',
        help: 'Each is answered yes or no on the ticket. One that is not critical only cautions.',
        type: 'record-list',
        columns: [
          { key: 'key', label: 'Key', help: 'A short name that stays when the words change.', type: 'text' },
          { key: 'label', label: 'Condition', help: 'As the ticket asks it.', type: 'text' },
          { key: 'critical', label: 'Critical', help: 'Weighs with the rule’s full severity.', type: 'boolean' },
        ],
      },
      asymmetry: more(
        ({ key }) => key,
        (current, proposed) => ({ ...proposed, critical: current.critical || proposed.critical }),
      ),
    },
  },
  facts: ['ticket.confirmations'],
  prepare({ conditions }) {
    const threshold = `${conditions.length} of ${conditions.length} met`;
    const allMet = pass(threshold, threshold, conditions.length === 0 ? 'No conditions are set.' : 'Every condition is met.');
    return ({ confirmations: answers }) => {
      if (conditions.length === 0) return allMet;
      if (answers === null) return missing(threshold, 'ticket.confirmations');
      const unmet: Condition[] = [];
      const unanswered: Condition[] = [];
      for (const condition of conditions) {
        const answer = own(answers, condition.key);
        if (answer === undefined) unanswered.push(condition);
        else if (!answer) unmet.push(condition);
      }
      if (unmet.length === 0 && unanswered.length === 0) return allMet;
      const observed = `${conditions.length - unmet.length - unanswered.length} of ${conditions.length} met`;
      const severity = unmet.some(({ critical }) => critical) || unanswered.some(({ critical }) => critical) ? null : 'advisory';
      if (unmet.length > 0) return miss(observed, threshold, `Not met: ${named(unmet)}.${unanswered.length > 0 ? ` Not answered: ${named(unanswered)}.` : ''}`, null, severity);
      return insufficient(observed, threshold, `Cannot be judged: not answered: ${named(unanswered)}.`, severity);
    };
  },
});

function named(conditions: readonly Condition[]): string {
  return conditions.map(({ label }) => `“${label}”`).join(', ');
}
