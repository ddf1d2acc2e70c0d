/** A cautious set that fits any market: few tickets, small risk, a day that ends on a bad run or a good one. */
import type { RuleSetContent } from './model.ts';
import { templateRule } from './template-rule.ts';

export const CONSERVATIVE: RuleSetContent = {
  rules: [
    templateRule(10, 'prepared', 'critical', {}, 'I do not trade a session I have not prepared.'),
    templateRule(20, 'ticket-cap', 'critical', { maximum: 3 }, 'Three tickets a session.'),
    templateRule(30, 'stop-required', 'critical', {}, 'No ticket without a stop.'),
    templateRule(40, 'risk-per-trade', 'critical', { percent: '0.5', amount: null, ceilingParts: null }, 'At most half a per cent of equity on one trade.'),
    templateRule(50, 'open-risk-limit', 'critical', { percent: '1', amount: null }, 'At most 1 % of equity at risk at any time.'),
    templateRule(60, 'daily-loss-limit', 'critical', { r: '2', percent: '1', amount: null }, 'Two R or 1 % down, and the day is over.'),
    templateRule(70, 'daily-profit-lock', 'major', { r: '4', percent: null, amount: null }, 'Four R up is a day to keep.'),
    templateRule(80, 'loss-streak-cool-off', 'critical', { losses: 2, minutes: 30 }, 'Two straight losses: thirty minutes away.'),
    templateRule(90, 'minimum-reward-to-risk', 'major', { ratio: '2', measure: 'average' }, 'Two for one, or I leave it.'),
    templateRule(100, 'counter-trend', 'major', { trend: true, channel: true, rangeIsCounter: false, maximumAgeMinutes: null }, 'I go with the trend and the channel.'),
    templateRule(110, 'news-blackout', 'major', { minutesBefore: 5, minutesAfter: 10 }, 'Not around the news.'),
    templateRule(
      120,
      'emotion-filter',
      'major',
      {
        cuts: [
          { emotion: 'fear', factor: '0.5' },
          { emotion: 'chatter', factor: '0.5' },
          { emotion: 'boredom', factor: '0.5' },
          { emotion: 'greed', factor: '0' },
          { emotion: 'revenge', factor: '0' },
        ],
      },
      'What I feel decides my size.',
    ),
    templateRule(130, 'one-attempt-per-idea', 'major', { attempts: 1 }, 'One attempt per idea.'),
  ],
  override: { coolDownSeconds: { critical: 600, major: 300 }, noteMinLength: 20 },
};
