import { z } from 'zod';
import { counted, miss, missing, pass } from '../judgement.ts';
import { count, folded } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { lower } from '../tightening.ts';

export const oneAttemptPerIdea = ruleKind({
  kind: 'one-attempt-per-idea',
  title: 'One attempt per idea',
  summary: 'An idea that was tried is not tried again in the same session.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ attempts: count(1, 100) }),
  defaults: { attempts: 1 },
  params: {
    attempts: { field: { label: 'Attempts per idea', help: 'A ticket without a named idea counts as symbol, side and setup.', type: 'integer', unit: 'attempts', minimum: '1', maximum: '100' }, asymmetry: lower },
  },
  facts: ['ticket.idea', 'session.tickets'],
  prepare({ attempts }) {
    const threshold = counted(attempts, 'attempt');
    return ({ idea, tickets }) => {
      if (idea === null) return missing(threshold, 'ticket.idea');
      if (tickets === null) return missing(threshold, 'session.tickets');
      const name = folded(idea);
      let tried = 0;
      for (const ticket of tickets) if (folded(ticket.idea) === name) tried += 1;
      const observed = `attempt ${tried + 1}`;
      return tried < attempts
        ? pass(observed, threshold, tried === 0 ? 'A new idea.' : `Attempt ${tried + 1} of ${attempts} at this idea.`)
        : miss(observed, threshold, `This idea was tried ${tried === 1 ? 'once' : counted(tried, 'time')} in this session.`);
    };
  },
});
