/** Whether a ticket goes against the mapped trend or channel: one answer for the two rules that ask. */
import { z } from 'zod';
import type { FactView } from './facts.ts';
import { count } from './param-schemas.ts';
import type { Param } from './rule-kind.ts';
import { staleness } from './staleness.ts';
import { lower, optional, yes } from './tightening.ts';

export interface AgainstParams {
  /** Judge by the mapped trend. */
  readonly trend: boolean;
  /** Judge by the mapped channel. */
  readonly channel: boolean;
  /** A range is against both sides: there is no trend to go with. */
  readonly rangeIsCounter: boolean;
  /** The market map must be at most this old; null for any age within the session. */
  readonly maximumAgeMinutes: number | null;
}

export const againstShape = {
  trend: z.boolean(),
  channel: z.boolean(),
  rangeIsCounter: z.boolean(),
  maximumAgeMinutes: count(1, 1440).nullable(),
};

export const againstParams: { readonly [K in keyof AgainstParams]: Param<AgainstParams[K]> } = {
  trend: { field: { label: 'Against the trend', help: 'No longs in a falling trend, no shorts in a rising one.', type: 'boolean' }, asymmetry: yes },
  channel: { field: { label: 'Against the channel', help: 'No longs in a selling channel, no shorts in a buying one.', type: 'boolean' }, asymmetry: yes },
  rangeIsCounter: { field: { label: 'A range counts as against', help: 'Without a trend there is nothing to go with: both sides are counter-trend.', type: 'boolean' }, asymmetry: yes },
  maximumAgeMinutes: {
    field: { label: 'Map no older than', help: 'An older market map is stale, and the ticket cannot be judged. Empty: any age within the session.', type: 'integer', unit: 'minutes', minimum: '1', maximum: '1440', optional: true },
    asymmetry: optional(lower),
  },
};

export interface Against {
  readonly answer: 'against' | 'with' | 'unknown';
  /** "long in a falling trend, selling channel" */
  readonly observed: string;
  /** One sentence: why it is against, or what is not known. */
  readonly reason: string;
}

const TREND_WORDS = { up: 'rising trend', down: 'falling trend', range: 'range' } as const;
const CHANNEL_WORDS = { buying: 'buying channel', selling: 'selling channel', none: 'no channel' } as const;

export function againstMap(params: AgainstParams, facts: FactView): Against {
  const { side, trend, channel, now } = facts;
  if (side === null) return { answer: 'unknown', observed: 'not known', reason: 'Cannot be judged: the side is not stated.' };
  const observed = words(params, facts);
  let unknown: string | null = null;
  if (params.trend) {
    const age = staleness(facts.trendAt, now, params.maximumAgeMinutes);
    if (trend === null) unknown = 'Cannot be judged: the trend is not mapped.';
    else if (age !== null) unknown = `Cannot be judged: the mapped trend ${age}.`;
    else if (trend === (side === 'long' ? 'down' : 'up')) return { answer: 'against', observed, reason: `A ${side} is against the ${TREND_WORDS[trend]}.` };
    else if (trend === 'range' && params.rangeIsCounter) return { answer: 'against', observed, reason: 'The market is mapped as a range: there is no trend to go with.' };
  }
  if (params.channel) {
    const age = staleness(facts.channelAt, now, params.maximumAgeMinutes);
    if (channel === null) unknown ??= 'Cannot be judged: the channel is not mapped.';
    else if (age !== null) unknown ??= `Cannot be judged: the mapped channel ${age}.`;
    else if (channel === (side === 'long' ? 'selling' : 'buying')) return { answer: 'against', observed, reason: `A ${side} is against the ${CHANNEL_WORDS[channel]}.` };
  }
  if (unknown !== null) return { answer: 'unknown', observed, reason: unknown };
  return { answer: 'with', observed, reason: `A ${side} is not against the map.` };
}

function words({ trend: byTrend, channel: byChannel }: AgainstParams, { side, trend, channel }: FactView): string {
  const trendWords = !byTrend ? '' : trend === null ? 'trend not known' : TREND_WORDS[trend];
  const channelWords = !byChannel ? '' : channel === null ? 'channel not known' : CHANNEL_WORDS[channel];
  return `${side}: ${trendWords}${trendWords !== '' && channelWords !== '' ? ', ' : ''}${channelWords}`;
}
