/** Rule kinds and a rule set for the gallery: every field type the rules form must draw, in plausible company. */
import type { z } from 'zod';
import type { FormField, RulesView, ruleKind, ruleSet, ruleSetContent } from '../../preload/contract/rules.ts';

type RuleKind = z.infer<typeof ruleKind>;
export type RuleSet = z.infer<typeof ruleSet>;
export type RuleSetContent = z.infer<typeof ruleSetContent>;
type Rule = RuleSetContent['rules'][number];

const whole = (key: string, label: string, help: string, unit: string, minimum = '0', maximum = '1000'): FormField => ({ key, label, help, type: 'integer', unit, minimum, maximum });
const exact = (key: string, label: string, help: string, unit: string): FormField => ({ key, label, help, type: 'decimal', unit, minimum: '0' });

export const sampleKinds: RuleKind[] = [
  {
    kind: 'prepared', title: 'Prepared', summary: 'The rehab run is complete before the first ticket.', defaultSeverity: 'critical', defaultParams: {}, fields: [],
  },
  {
    kind: 'ticket-cap', title: 'Ticket cap', summary: 'At most so many tickets in a session.', defaultSeverity: 'critical', defaultParams: { maximum: 6 },
    fields: [whole('maximum', 'Tickets per session', 'Every ticket taken counts, whatever became of it.', 'tickets', '1', '100')],
  },
  {
    kind: 'time-window-quotas', title: 'Time-window quotas', summary: 'A cap for each part of the session, with a golden ticket held back.', defaultSeverity: 'critical',
    defaultParams: { windows: [{ label: 'morning', from: 570, to: 780, maximum: 5, golden: false }, { label: 'afternoon', from: 780, to: 960, maximum: 1, golden: true }] },
    fields: [{
      key: 'windows', label: 'Windows', help: 'A golden window opens only when the window before it was not spent.', type: 'record-list',
      columns: [
        { key: 'label', label: 'Name', help: 'How the window is called in a verdict.', type: 'text' },
        { key: 'from', label: 'From', help: 'On the exchange’s clock.', type: 'time' },
        { key: 'to', label: 'To', help: 'On the exchange’s clock; the minute itself is outside.', type: 'time' },
        whole('maximum', 'Tickets', 'The most this window allows.', 'tickets', '0', '100'),
        { key: 'golden', label: 'Golden', help: 'Usable only when the window before was not spent.', type: 'boolean' },
      ],
    }],
  },
  {
    kind: 'trading-window', title: 'Trading window', summary: 'Tickets only between two times of the exchange’s day.', defaultSeverity: 'critical', defaultParams: { from: 570, to: 900 },
    fields: [
      { key: 'from', label: 'From', help: 'On the exchange’s clock.', type: 'time' },
      { key: 'to', label: 'To', help: 'On the exchange’s clock.', type: 'time' },
    ],
  },
  {
    kind: 'risk-cap', title: 'Risk cap per trade', summary: 'Stop$ stays under a share of equity and, if you like, under an amount.', defaultSeverity: 'critical', defaultParams: { percent: '1', amount: null },
    fields: [
      { key: 'percent', label: 'Share of equity', help: 'Of the account’s equity when the session opened.', type: 'percent', minimum: '0', maximum: '100', unit: '%' },
      { key: 'amount', label: 'Amount', help: 'An absolute ceiling beside the share.', type: 'money', optional: true },
    ],
  },
  {
    kind: 'reward-to-risk', title: 'Minimum reward-to-risk', summary: 'The first target is at least so many times the stop distance away.', defaultSeverity: 'major', defaultParams: { minimum: '2' },
    fields: [exact('minimum', 'Reward to risk', 'Distance to the first target ÷ distance to the stop.', '×')],
  },
  {
    kind: 'stop-required', title: 'Stop required', summary: 'Every ticket states a stop, on the losing side of the entry.', defaultSeverity: 'critical', defaultParams: {}, fields: [],
  },
  {
    kind: 'counter-trend-brake', title: 'Counter-trend brake', summary: 'After a number of full-R losses, no counter-trend ticket for the rest of the day.', defaultSeverity: 'critical', defaultParams: { losses: 2, tolerance: '0.05' },
    fields: [whole('losses', 'Full-R losses', 'Losses of one R or more in this session.', 'losses', '1', '20'), exact('tolerance', 'Tolerance', 'R of slippage forgiven when a loss is read as full.', 'R')],
  },
  {
    kind: 'loss-streak', title: 'Loss-streak cool-off', summary: 'After straight losses, time away from the screen.', defaultSeverity: 'critical', defaultParams: { losses: 3, minutes: 30 },
    fields: [whole('losses', 'Straight losses', 'A break-even trade does not end the streak.', 'losses', '1', '20'), whole('minutes', 'Time away', 'Counted from the last loss.', 'minutes', '1', '600')],
  },
  {
    kind: 'daily-loss', title: 'Daily loss limit', summary: 'The session is over when this much is lost.', defaultSeverity: 'critical', defaultParams: { unit: 'R', value: '3' },
    fields: [
      { key: 'unit', label: 'Measured in', help: 'R, money of the account, or a share of its equity.', type: 'choice', options: [{ value: 'R', label: 'R' }, { value: 'money', label: 'Money' }, { value: 'percent', label: '% of equity' }] },
      exact('value', 'Limit', 'Reached counts as over.', ''),
    ],
  },
  {
    kind: 'allowed-setups', title: 'Allowed setups', summary: 'Only setups from your own list.', defaultSeverity: 'major', defaultParams: { setups: ['15-minute pullback', 'Opening range break'] },
    fields: [{ key: 'setups', label: 'Setups', help: 'One per line, as they are named on the ticket.', type: 'text-list' }],
  },
  {
    kind: 'confirmations', title: 'Confirmations', summary: 'Your own yes/no conditions, each critical or not.', defaultSeverity: 'major',
    defaultParams: { items: [{ key: 'candle-closed', label: 'Candle closed', critical: true }, { key: 'volume', label: 'Volume at least 1.3 × the mean of the last five bars', critical: false }] },
    fields: [{
      key: 'items', label: 'Conditions', help: 'Each is answered on the ticket.', type: 'record-list',
      columns: [
        { key: 'key', label: 'Key', help: 'A short name that stays the same when the wording changes.', type: 'text' },
        { key: 'label', label: 'Condition', help: 'As you want to read it on the ticket.', type: 'text' },
        { key: 'critical', label: 'Critical', help: 'A critical condition that is not met blocks.', type: 'boolean' },
      ],
    }],
  },
  {
    kind: 'emotion-filter', title: 'Emotion filter', summary: 'A felt emotion cuts the size that is allowed.', defaultSeverity: 'major', defaultParams: { emotions: ['fear', 'chatter'], share: '50' },
    fields: [
      { key: 'emotions', label: 'When I feel', help: 'Any of these halves the plan.', type: 'multi-choice', options: ['calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom'].map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) })) },
      { key: 'share', label: 'Size allowed', help: 'Of today’s full size.', type: 'percent', minimum: '0', maximum: '100', unit: '%' },
    ],
  },
  {
    kind: 'atr-advisory', title: 'ATR advisory', summary: 'What the typed ATR says about size, band by band.', defaultSeverity: 'advisory',
    defaultParams: {
      staleMinutes: 60,
      bands: [
        { from: '0', label: 'drift', advice: 'half size or skip', factor: '0.5' },
        { from: '3', label: 'baseline', advice: 'full plan', factor: '1' },
        { from: '6', label: 'high volatility', advice: 'half size', factor: '0.5' },
        { from: '7.5', label: 'extreme', advice: 'stand aside', factor: '0' },
        { from: '8', label: 'news shock', advice: 'no entries until it is back under 6', factor: '0' },
      ],
    },
    fields: [
      whole('staleMinutes', 'Stale after', 'An ATR older than this is no longer a fact.', 'minutes', '1', '1440'),
      {
        key: 'bands', label: 'Bands', help: 'Each begins at its own value and ends where the next begins.', type: 'record-list',
        columns: [
          exact('from', 'From', 'Points.', 'pt'),
          { key: 'label', label: 'Name', help: 'Shown in the session bar.', type: 'text' },
          { key: 'advice', label: 'Advice', help: 'In your own words.', type: 'text' },
          exact('factor', 'Size', 'Full size times this; 0 means stand aside.', '×'),
        ],
      },
    ],
  },
  {
    kind: 'news-blackout', title: 'News blackout', summary: 'No tickets around the news times of the market map.', defaultSeverity: 'critical', defaultParams: { before: 5, after: 10 },
    fields: [whole('before', 'Before', 'Minutes before the news time.', 'minutes', '0', '240'), whole('after', 'After', 'Minutes after the news time.', 'minutes', '0', '240')],
  },
];

const words: Readonly<Record<string, string>> = {
  'prepared': 'I do not trade a day I have not prepared.',
  'ticket-cap': 'Six bullets. When they are gone, I am done.',
  'reward-to-risk': 'If it does not pay twice what it costs, it is not my trade.',
  'loss-streak': 'Three in a row: walk, drink water, come back in half an hour.',
};

function ruleOf(kind: RuleKind, index: number): Rule {
  return { id: kind.kind, kind: kind.kind, words: words[kind.kind] ?? '', severity: kind.defaultSeverity, enabled: kind.kind !== 'news-blackout', shadow: kind.kind === 'emotion-filter', priority: (index + 1) * 10, params: kind.defaultParams };
}

export const founderContent: RuleSetContent = {
  rules: sampleKinds.map(ruleOf),
  override: { coolDownSeconds: { critical: 300, major: 120 }, noteMinLength: 20 },
};

/** A hash that is only as good as a gallery needs: equal content, equal text. */
export function contentHash(content: RuleSetContent): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of JSON.stringify(content)) hash = ((hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0').repeat(4);
}

export function sampleRules(options: { pending: boolean; empty: boolean }): RulesView {
  const content: RuleSetContent = options.empty ? { ...founderContent, rules: [] } : founderContent;
  const current: RuleSet = { id: 'rs-3', name: options.empty ? 'Empty' : 'Founder', version: options.empty ? 1 : 3, hash: contentHash(content), ...content };
  const loosened: RuleSetContent = { ...content, rules: content.rules.map((rule) => (rule.id === 'ticket-cap' ? { ...rule, params: { maximum: 8 } } : rule)) };
  const older: RuleSetContent = { ...content, rules: content.rules.filter((rule) => rule.id !== 'news-blackout') };
  const pending: RuleSet | null = options.pending ? { id: 'rs-4', name: 'Founder', version: 4, hash: contentHash(loosened), ...loosened } : null;
  const day = 86_400_000;
  const at = Date.UTC(2026, 10, 16, 13, 5);
  return {
    current, pending, kinds: sampleKinds,
    partner: null,
    versions: [
      ...(pending === null ? [] : [{ hash: pending.hash, name: pending.name, version: 4, createdAt: at + 4 * day, activeFrom: '2026-11-23', rules: pending.rules.length }]),
      { hash: current.hash, name: current.name, version: current.version, createdAt: at, activeFrom: '2026-11-16', rules: current.rules.length },
      ...(options.empty ? [] : [{ hash: contentHash(older), name: 'Founder', version: 2, createdAt: at - 12 * day, activeFrom: '2026-11-04', rules: older.rules.length }]),
    ],
  };
}
