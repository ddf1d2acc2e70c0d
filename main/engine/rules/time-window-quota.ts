import { z } from 'zod';
import { clockText, counted, miss, missing, pass } from '../judgement.ts';
import type { TakenTicket } from '../model.ts';
import { count, minuteOfDay } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { anyChangeWaits, lower } from '../tightening.ts';

export const timeWindowQuota = ruleKind({
  kind: 'time-window-quota',
  title: 'Morning quota and golden ticket',
  summary: 'A cap on the morning’s tickets, and a golden ticket for the afternoon that only an unspent morning earns.',
  defaultSeverity: 'critical',
  brake: true,
  schema: z.strictObject({ cutoff: minuteOfDay, morning: count(0, 1000), golden: count(0, 1000) }),
  defaults: { cutoff: 13 * 60, morning: 5, golden: 1 },
  params: {
    cutoff: {
      field: { label: 'Morning ends', help: 'From this time on, on the exchange’s clock, it is the afternoon.', type: 'time' },
      asymmetry: anyChangeWaits<number>(),
    },
    morning: {
      field: { label: 'Tickets in the morning', help: 'The golden ticket is lost once this many are spent before the cut-off.', type: 'integer', unit: 'tickets', minimum: '0', maximum: '1000' },
      asymmetry: lower,
    },
    golden: {
      field: { label: 'Golden tickets', help: 'Tickets of the afternoon, usable only when fewer than the morning’s quota were spent.', type: 'integer', unit: 'tickets', minimum: '0', maximum: '1000' },
      asymmetry: lower,
    },
  },
  facts: ['clock.minute', 'session.tickets'],
  prepare({ cutoff, morning, golden }) {
    const until = clockText(cutoff);
    const morningThreshold = `${counted(morning, 'ticket')} before ${until}`;
    const afternoonThreshold = `${counted(golden, 'golden ticket')} from ${until}`;
    return ({ minute, tickets }) => {
      if (minute === null) return missing(morningThreshold, 'clock.minute');
      if (tickets === null) return missing(morningThreshold, 'session.tickets');
      const spent = spentBefore(tickets, cutoff);
      if (minute < cutoff) {
        const observed = counted(spent + 1, 'ticket');
        return spent < morning
          ? pass(observed, morningThreshold, `This is ticket ${spent + 1} of ${morning} before ${until}.`)
          : miss(observed, morningThreshold, `The morning’s ${counted(morning, 'ticket')} ${morning === 1 ? 'is' : 'are'} spent.`);
      }
      const used = tickets.length - spent;
      const observed = `${spent} in the morning, ${used} since`;
      if (spent >= morning) return miss(observed, afternoonThreshold, `The golden ticket is gone: ${spent} of ${morning} were spent in the morning.`);
      return used < golden
        ? pass(observed, afternoonThreshold, golden === 1 ? 'This is the golden ticket.' : `This is golden ticket ${used + 1} of ${golden}.`)
        : miss(observed, afternoonThreshold, golden === 1 ? 'The golden ticket is used.' : `${used} of ${counted(golden, 'golden ticket')} are used.`);
    };
  },
});

/** Tickets taken before the cut-off. */
export function spentBefore(tickets: readonly TakenTicket[], cutoff: number): number {
  let spent = 0;
  for (const ticket of tickets) if (ticket.minute < cutoff) spent += 1;
  return spent;
}
