import { z } from 'zod';
import { wallMinute } from '../day-windows.ts';
import { clockText, counted, miss, missing, pass } from '../judgement.ts';
import { count } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { higher } from '../tightening.ts';

export const newsBlackout = ruleKind({
  kind: 'news-blackout',
  title: 'News blackout',
  summary: 'No ticket around the news times of the market map.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ minutesBefore: count(0, 360), minutesAfter: count(0, 360) }),
  defaults: { minutesBefore: 5, minutesAfter: 5 },
  params: {
    minutesBefore: { field: { label: 'Minutes before', help: 'From this long before the news time on.', type: 'integer', unit: 'minutes', minimum: '0', maximum: '360' }, asymmetry: higher },
    minutesAfter: { field: { label: 'Minutes after', help: 'Until this long after it.', type: 'integer', unit: 'minutes', minimum: '0', maximum: '360' }, asymmetry: higher },
  },
  facts: ['clock.minute', 'map.news'],
  prepare({ minutesBefore, minutesAfter }) {
    const threshold = `not within ${counted(minutesBefore, 'minute')} before or ${counted(minutesAfter, 'minute')} after`;
    return ({ minute, news, now }) => {
      if (minute === null) return missing(threshold, 'clock.minute');
      if (news === null) return missing(threshold, 'map.news');
      let held: { readonly text: string; readonly left: number } | null = null;
      for (const event of news) {
        const since = wallMinute(minute - event.minute + minutesBefore);
        const left = minutesBefore + minutesAfter - since;
        if (left > 0 && (held === null || left > held.left)) held = { text: `${event.label === '' ? 'News' : event.label} at ${clockText(event.minute)}`, left };
      }
      const observed = clockText(minute);
      if (held === null) return pass(observed, threshold, news.length === 0 ? 'No news times are mapped.' : 'No news time is near.');
      const until = Math.floor(now / 60_000) * 60_000 + held.left * 60_000;
      return miss(observed, threshold, `${held.text}: ${counted(held.left, 'minute')} of the blackout left.`, Number.isSafeInteger(until) ? until : null);
    };
  },
});
