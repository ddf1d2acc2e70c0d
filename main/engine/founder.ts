/** The founder's rule set: the default template. MES, on the New York clock. */
import type { RuleSetContent } from './model.ts';
import { DEFAULT_OVERRIDE, templateRule } from './template-rule.ts';

const AGAINST = { trend: true, channel: true, rangeIsCounter: true, maximumAgeMinutes: null };

export const FOUNDER: RuleSetContent = {
  rules: [
    templateRule(10, 'prepared', 'critical', {}, 'I do not trade a session I have not prepared.'),
    templateRule(20, 'allowed-instruments', 'major', { symbols: ['MES'] }, 'I trade MES, and nothing else.'),
    templateRule(30, 'trading-window', 'major', { windows: [{ from: 570, to: 900 }] }, 'I trade from 09:30 to 15:00 New York.'),
    templateRule(40, 'ticket-cap', 'critical', { maximum: 6 }, 'Six tickets a session.'),
    templateRule(50, 'time-window-quota', 'critical', { cutoff: 780, morning: 5, golden: 1 }, 'Five tickets before 13:00; the golden ticket only if I kept one of them.'),
    templateRule(60, 'stop-required', 'critical', {}, 'No ticket without a stop.'),
    templateRule(70, 'risk-per-trade', 'critical', { percent: '1', amount: null, ceilingParts: 6 }, 'At most 1 % of equity on one trade, and never above one sixth.'),
    templateRule(80, 'minimum-reward-to-risk', 'major', { ratio: '2', measure: 'average' }, 'Two for one, or I leave it.'),
    templateRule(90, 'entry-proximity', 'major', { share: '15' }, 'I do not chase: at most 15 % of the stop distance away from plan.'),
    templateRule(100, 'counter-trend', 'major', AGAINST, 'Long only above a rising 15-minute 20-EMA, short only below a falling one; no longs in a selling channel, no shorts in a buying channel.'),
    templateRule(110, 'counter-trend-brake', 'critical', { losses: 2, tolerance: '5', ...AGAINST }, 'After two full-R losses, no counter-trend ticket for the rest of the day.'),
    templateRule(120, 'loss-streak-cool-off', 'critical', { losses: 3, minutes: 30 }, 'Three straight losses: thirty minutes away.'),
    templateRule(130, 'emotion-filter', 'major', { cuts: [{ emotion: 'fear', factor: '0.5' }, { emotion: 'chatter', factor: '0.5' }] }, 'Fear or chatter felt: half size.'),
    templateRule(
      140,
      'confirmations',
      'major',
      {
        conditions: [
          { key: 'candle-closed', label: 'The candle has closed', critical: true },
          { key: 'volume', label: 'Volume is at least 1.3 × the mean of the last five bars', critical: true },
        ],
      },
      'The candle has closed, and there is volume behind it.',
    ),
    templateRule(
      150,
      'atr-advisory',
      'major',
      {
        symbols: ['MES'],
        maximumAgeMinutes: 60,
        bands: [
          { label: 'drift', below: '3', advice: 'half size or skip', factor: '0.5' },
          { label: 'baseline', below: '6', advice: 'full plan', factor: '1' },
          { label: 'high volatility', below: '7.5', advice: 'half size', factor: '0.5' },
          { label: 'extreme', below: null, advice: 'stand aside', factor: '0' },
        ],
        shockAbove: '8',
        shockReleaseBelow: '6',
        shockLabel: 'news shock',
        shockAdvice: 'No entries until it is back under 6',
      },
      'ATR-14 on 5-minute bars decides my size, and above 8 I wait until it is back under 6.',
    ),
  ],
  override: DEFAULT_OVERRIDE,
};

/** The founder's two default plans, in points: a stop and its targets. */
export const FOUNDER_PLANS: readonly { readonly stop: string; readonly targets: readonly string[] }[] = [
  { stop: '6', targets: ['7.5', '12', '18', '25'] },
  { stop: '7.5', targets: ['10.5', '16.5', '25', '35'] },
];
