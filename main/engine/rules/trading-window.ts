import { z } from 'zod';
import { isWithin, narrower, wallMinute, type DayWindow } from '../day-windows.ts';
import { clockText, miss, missing, pass } from '../judgement.ts';
import { minuteOfDay } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';

export const tradingWindow = ruleKind<{ windows: readonly DayWindow[] }>({
  kind: 'trading-window',
  title: 'Trading window',
  summary: 'Tickets only at the times of day that were chosen beforehand.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({
    windows: z.array(z.strictObject({ from: minuteOfDay, to: minuteOfDay }).refine(({ from, to }) => from !== to, 'a window ends at another time than it starts')).max(20),
  }),
  defaults: { windows: [{ from: 570, to: 900 }] },
  params: {
    windows: {
      field: {
        label: 'Windows',
        help: 'On the exchange’s clock; the end is outside. A window may run over midnight. None: no time is allowed.',
        type: 'record-list',
        columns: [
          { key: 'from', label: 'From', help: 'Included.', type: 'time' },
          { key: 'to', label: 'To', help: 'Not included.', type: 'time' },
        ],
      },
      asymmetry: narrower,
    },
  },
  facts: ['clock.minute'],
  prepare({ windows }) {
    const threshold = windows.length === 0 ? 'at no time' : windows.map(({ from, to }) => `${clockText(from)}–${clockText(to)}`).join(', ');
    return ({ minute }) => {
      if (minute === null) return missing(threshold, 'clock.minute');
      const observed = clockText(minute);
      return isWithin(windows, wallMinute(minute)) ? pass(observed, threshold, `${observed} is within ${threshold}.`) : miss(observed, threshold, `${observed} is outside ${threshold}.`);
    };
  },
});
