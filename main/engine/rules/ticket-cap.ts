import { z } from 'zod';
import { counted, miss, missing, pass } from '../judgement.ts';
import { count } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { lower } from '../tightening.ts';

export const ticketCap = ruleKind({
  kind: 'ticket-cap',
  title: 'Ticket cap',
  summary: 'A fixed number of tickets a session, and then the day is done.',
  defaultSeverity: 'critical',
  brake: true,
  schema: z.strictObject({ maximum: count(0, 1000) }),
  defaults: { maximum: 6 },
  params: {
    maximum: {
      field: { label: 'Tickets a session', help: 'Tickets taken count, overridden ones too; walked-away and cancelled ones do not.', type: 'integer', unit: 'tickets', minimum: '0', maximum: '1000' },
      asymmetry: lower,
    },
  },
  facts: ['session.tickets'],
  prepare({ maximum }) {
    const threshold = counted(maximum, 'ticket');
    return ({ tickets }) => {
      if (tickets === null) return missing(threshold, 'session.tickets');
      const taken = tickets.length;
      const observed = counted(taken + 1, 'ticket');
      return taken < maximum
        ? pass(observed, threshold, `This is ticket ${taken + 1} of ${maximum}.`)
        : miss(observed, threshold, `${taken} of ${counted(maximum, 'ticket')} of this session ${taken === 1 ? 'is' : 'are'} spent.`);
    };
  },
});
