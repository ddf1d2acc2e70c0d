import { z } from 'zod';
import { miss, missing, pass } from '../judgement.ts';
import { ruleKind } from '../rule-kind.ts';

const THRESHOLD = 'a stop below a long’s entry, above a short’s';

export const stopRequired = ruleKind({
  kind: 'stop-required',
  title: 'Stop required',
  summary: 'Every ticket states a stop, on the side where it limits the loss.',
  defaultSeverity: 'critical',
  brake: false,
  schema: z.strictObject({}),
  defaults: {},
  params: {},
  facts: ['ticket.side', 'ticket.entry', 'ticket.stop'],
  prepare: () => ({ side, entry, stop }) => {
    if (stop === null) return miss('no stop', THRESHOLD, 'No stop is stated.');
    if (side === null) return missing(THRESHOLD, 'ticket.side');
    if (entry === null) return missing(THRESHOLD, 'ticket.entry');
    const observed = `stop ${stop.text}, entry ${entry.text}`;
    const protects = side === 'long' ? stop.units < entry.units : stop.units > entry.units;
    return protects
      ? pass(observed, THRESHOLD, `The stop at ${stop.text} is ${side === 'long' ? 'below' : 'above'} the entry.`)
      : miss(observed, THRESHOLD, `The stop at ${stop.text} is not ${side === 'long' ? 'below' : 'above'} the entry of a ${side}.`);
  },
});
