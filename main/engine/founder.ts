/** The founder's rule set: the default template. */
import type { Rule, RuleSetContent, Severity } from './model.ts';

function rule(priority: number, kind: string, severity: Severity, params: Readonly<Record<string, unknown>>, words: string): Rule {
  return { id: kind, kind, words, severity, enabled: true, shadow: false, priority, params };
}

export const FOUNDER: RuleSetContent = {
  rules: [
    rule(10, 'prepared', 'critical', {}, 'I do not trade a session I have not prepared.'),
    rule(40, 'ticket-cap', 'critical', { maximum: 6 }, 'Six tickets a session.'),
    rule(50, 'time-window-quota', 'critical', { cutoff: 780, morning: 5, golden: 1 }, 'Five before 13:00; the golden ticket only if I kept one back.'),
    rule(60, 'stop-required', 'critical', {}, 'No ticket without a stop.'),
    rule(70, 'risk-per-trade', 'critical', { percent: '1', amount: null, ceilingParts: 6 }, 'At most 1 % of equity on one trade, and never a sixth.'),
    rule(80, 'minimum-reward-to-risk', 'major', { ratio: '2', measure: 'average' }, 'Two for one, or I leave it.'),
    rule(100, 'counter-trend', 'major', { trend: true, channel: true, rangeIsCounter: true, maximumAgeMinutes: null }, 'Long only above a rising 15-minute 20-EMA, short only below a falling one; no longs in a selling channel, no shorts in a buying channel.'),
    rule(110, 'counter-trend-brake', 'critical', { losses: 2, tolerance: '5', trend: true, channel: true, rangeIsCounter: true, maximumAgeMinutes: null }, 'After two full-R losses, nothing against the trend for the rest of the day.'),
    rule(120, 'loss-streak-cool-off', 'critical', { losses: 3, minutes: 30 }, 'Three straight losses: thirty minutes away.'),
  ],
  override: { coolDownSeconds: { critical: 300, major: 180 }, noteMinLength: 20 },
};
