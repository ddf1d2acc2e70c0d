import { z } from 'zod';
import { counted, insufficient, miss, missing, pass, spanText } from '../judgement.ts';
import { count } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { lossStreak } from '../session-result.ts';
import { higher, lower } from '../tightening.ts';

export const lossStreakCoolOff = ruleKind({
  kind: 'loss-streak-cool-off',
  title: 'Loss-streak cool-off',
  summary: 'After straight losses, some minutes away before the next ticket.',
  defaultSeverity: 'critical',
  brake: true,
  schema: z.strictObject({ losses: count(1, 100), minutes: count(1, 1440) }),
  defaults: { losses: 3, minutes: 30 },
  params: {
    losses: { field: { label: 'Straight losses', help: 'A break-even trade neither adds to the streak nor ends it.', type: 'integer', unit: 'losses', minimum: '1', maximum: '100' }, asymmetry: lower },
    minutes: { field: { label: 'Time away', help: 'Counted from the last loss of the streak.', type: 'integer', unit: 'minutes', minimum: '1', maximum: '1440' }, asymmetry: higher },
  },
  facts: ['session.closedTrades'],
  prepare({ losses, minutes }) {
    const away = minutes * 60_000;
    const threshold = `fewer than ${losses} straight, or ${counted(minutes, 'minute')} away`;
    return ({ closedTrades, now }) => {
      if (closedTrades === null) return missing(threshold, 'session.closedTrades');
      const { length, last, unknown } = lossStreak(closedTrades);
      const observed = counted(length, 'straight loss', 'straight losses');
      if (last === null || length + unknown < losses) return pass(observed, threshold, `${observed}; the cool-off starts at ${losses}.`);
      const until = last.at + away;
      if (now >= until) return pass(observed, threshold, `${observed}, and ${counted(minutes, 'minute')} away are served.`);
      return length < losses
        ? insufficient(observed, threshold, `Cannot be judged: the net P&L of a closed trade is not known, so there may be ${losses} straight losses.`)
        : miss(observed, threshold, `${observed}: ${counted(minutes, 'minute')} away, ${spanText(until - now)} left.`, until);
    };
  },
});
