/** Generated facts, rules and rule sets for property tests: valid ones that hit every branch, and junk. */
import fc from 'fast-check';
import type { Facts, Rule, RuleSetContent, Severity } from '../model.ts';
import { RULE_KINDS } from '../rule-catalogue.ts';
import { FACT_NAMES } from '../facts.ts';
import { mes, NOW } from './given.ts';

const decimal = (minimum: number, maximum: number, places: number) => fc.integer({ min: minimum * 10 ** places, max: maximum * 10 ** places }).map((value) => String(value / 10 ** places));
const usd = (minimum: number, maximum: number) => fc.record({ amount: fc.integer({ min: minimum, max: maximum }), currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'EUR') });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 12 });
const symbol = fc.constantFrom('MES', 'MNQ', 'mes');
const idea = fc.constantFrom('a', 'b', 'B ');
const emotion = fc.constantFrom('calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom');
const setup = fc.constantFrom('pullback', 'Pullback', 'fade');

/** Values around which the generated limits lie, so that both sides of a limit are common. */
const values: { readonly [name: string]: fc.Arbitrary<unknown> } = {
  'clock.minute': fc.integer({ min: -400, max: 1439 }),
  'instrument': symbol.map((name) => ({ ...mes, symbol: name })),
  'ticket.side': fc.constantFrom('long', 'short'),
  'ticket.quantity': fc.constantFrom('1', '2', '3', '4', '1.5'),
  'ticket.entry': decimal(98, 102, 1),
  'ticket.plannedEntry': decimal(98, 102, 1),
  'ticket.stop': decimal(95, 105, 1),
  'ticket.targets': fc.array(decimal(90, 115, 1), { maxLength: 4 }),
  'ticket.setup': setup,
  'ticket.idea': idea,
  'ticket.confirmations': fc.record({ c1: fc.boolean(), c2: fc.boolean(), c3: fc.boolean() }, { requiredKeys: [] }),
  'ticket.emotion': emotion,
  'account.equity': usd(-1000, 1_000_000),
  'plan.size': fc.constantFrom('1', '2', '4'),
  'map.trend': fc.constantFrom('up', 'down', 'range'),
  'map.channel': fc.constantFrom('buying', 'selling', 'none'),
  'map.atr': decimal(1, 10, 1),
  'map.atrReadings': fc.array(fc.record({ at: fc.constant(NOW), atr: decimal(1, 10, 1) }), { maxLength: 4 }),
  'map.news': fc.array(fc.record({ minute: fc.integer({ min: 0, max: 1439 }), label: fc.constant('news') }), { maxLength: 3 }),
  'session.prepared': fc.boolean(),
  'session.tickets': fc.array(fc.record({ at: fc.constant(NOW), minute: fc.integer({ min: -400, max: 1439 }), symbol, side: fc.constantFrom('long', 'short'), idea }), { maxLength: 7 }),
  'session.closedTrades': fc.array(
    fc.record({ at: fc.integer({ min: NOW - 7_200_000, max: NOW }), symbol, netPnl: perhaps(usd(-7000, 7000)), stopAmount: perhaps(usd(0, 6000)) }),
    { maxLength: 6 },
  ),
  'session.openRisk': usd(0, 20_000),
};

/** Well-formed facts; any of them may be missing, unknown, old, or from ahead of the clock. */
export const facts: fc.Arbitrary<Facts> = fc
  .record(
    Object.fromEntries(
      FACT_NAMES.map((name) => [
        name,
        fc.record({
          value: perhaps(values[name] ?? fc.constant(null)),
          source: fc.constantFrom('typed', 'map', 'journal', 'clock', 'import'),
          asOf: perhaps(fc.integer({ min: NOW - 7_200_000, max: NOW + 60_000 })),
        }),
      ]),
    ),
    { noNullPrototype: true },
  )
  .map((record) => ({ now: NOW, values: record as Facts['values'] }));

/** Facts-shaped junk: known names with anything in them, and anything at all. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true }),
  fc.record({
    now: fc.oneof(fc.constant(NOW), fc.anything()),
    values: fc.dictionary(
      fc.constantFrom(...FACT_NAMES, '__proto__', 'constructor'),
      fc.oneof(fc.anything(), fc.record({ value: fc.oneof(fc.anything(), fc.string(), fc.array(fc.anything()), fc.object()), source: fc.constantFrom('typed', 'junk'), asOf: fc.anything() })),
    ),
  }),
);

const count = (minimum: number, maximum: number) => fc.integer({ min: minimum, max: maximum });
const none = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const percent = decimal(1, 30, 0);
const usdLimit = fc.record({ amount: count(1, 12_000), currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR') });
const against = { trend: fc.boolean(), channel: fc.boolean(), rangeIsCounter: fc.boolean(), maximumAgeMinutes: none(count(1, 120)) };
const someSymbols = fc.uniqueArray(fc.constantFrom('MES', 'MNQ', 'ES'), { maxLength: 3 });
const factor = fc.constantFrom('0', '0.25', '0.5', '1');

const bands = fc.uniqueArray(count(2, 9), { maxLength: 4 }).chain((edges) => {
  const rising = edges.toSorted((a, b) => a - b);
  return fc.array(factor, { minLength: rising.length + 1, maxLength: rising.length + 1 }).map((factors) =>
    factors.map((value, index) => ({ label: `band ${index}`, below: index < rising.length ? String(rising[index]) : null, advice: 'advice', factor: value })),
  );
});

/** Valid parameters of every kind. */
const params: { readonly [kind: string]: fc.Arbitrary<object> } = {
  'prepared': fc.constant({}),
  'stop-required': fc.constant({}),
  'trading-window': fc.record({ windows: fc.array(fc.record({ from: count(0, 1439), to: count(0, 1439) }).filter(({ from, to }) => from !== to), { maxLength: 3 }) }),
  'allowed-instruments': fc.record({ symbols: someSymbols }),
  'allowed-setups': fc.record({ setups: fc.uniqueArray(setup, { maxLength: 2 }) }),
  'ticket-cap': fc.record({ maximum: count(0, 8) }),
  'time-window-quota': fc.record({ cutoff: count(500, 900), morning: count(0, 6), golden: count(0, 3) }),
  'one-attempt-per-idea': fc.record({ attempts: count(1, 4) }),
  'risk-per-trade': fc.record({ percent: none(percent), amount: none(usdLimit), ceilingParts: none(count(1, 12)) }),
  'open-risk-limit': fc.record({ percent: none(percent), amount: none(usdLimit) }),
  'maximum-size': fc.record({ maximum: decimal(0, 4, 1), symbols: someSymbols }),
  'minimum-reward-to-risk': fc.record({ ratio: decimal(1, 4, 0), measure: fc.constantFrom('nearest', 'average', 'furthest') }),
  'entry-proximity': fc.record({ share: decimal(0, 60, 0) }),
  'counter-trend': fc.record(against),
  'counter-trend-brake': fc.record({ losses: count(1, 4), tolerance: decimal(0, 50, 0), ...against }),
  'loss-streak-cool-off': fc.record({ losses: count(1, 4), minutes: count(1, 120) }),
  'daily-loss-limit': fc.record({ r: none(decimal(1, 4, 0)), percent: none(percent), amount: none(usdLimit) }),
  'daily-profit-lock': fc.record({ r: none(decimal(1, 4, 0)), percent: none(percent), amount: none(usdLimit) }),
  'confirmations': fc.record({ conditions: fc.uniqueArray(fc.record({ key: fc.constantFrom('c1', 'c2', 'c3'), label: fc.constant('a condition'), critical: fc.boolean() }), { selector: ({ key }) => key, maxLength: 3 }) }),
  'emotion-filter': fc.record({ cuts: fc.uniqueArray(fc.record({ emotion, factor }), { selector: (cut) => cut.emotion, maxLength: 4 }) }),
  'atr-advisory': fc
    .record({ symbols: someSymbols, maximumAgeMinutes: none(count(1, 120)), bands, shock: none(fc.tuple(count(5, 9), count(2, 5))) })
    .map(({ shock, ...rest }) => ({
      ...rest,
      shockAbove: shock === null ? null : String(shock[0]),
      shockReleaseBelow: shock === null ? null : String(shock[1]),
      shockLabel: 'shock',
      shockAdvice: 'wait',
    })),
  'news-blackout': fc.record({ minutesBefore: count(0, 60), minutesAfter: count(0, 60) }),
};

/** Parameters that the kind accepts. Throws for a kind that has none here, so that a new kind is not forgotten. */
export function validParams(kind: string): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const arbitrary = params[kind];
  const known = RULE_KINDS.find((candidate) => candidate.kind === kind);
  if (arbitrary === undefined || known === undefined) throw new Error(`no generated parameters for ${kind}`);
  return arbitrary.map((value) => ({ ...value })).filter((value) => known.parse(value).ok);
}

const severity = fc.constantFrom<Severity>('critical', 'major', 'advisory');

export function ruleOf(kind: string, id: string): fc.Arbitrary<Rule> {
  return fc.record({
    id: fc.constant(id),
    kind: fc.constant(kind),
    words: fc.constantFrom('', 'my words'),
    severity,
    enabled: fc.boolean(),
    shadow: fc.boolean(),
    priority: count(0, 5),
    params: validParams(kind),
  });
}

const override = fc.tuple(count(0, 600), count(0, 600), count(20, 60)).map(([a, b, noteMinLength]) => ({ coolDownSeconds: { critical: Math.max(a, b), major: Math.min(a, b) }, noteMinLength }));

/** Valid rule sets of some rules of any kinds, under ids of a small pool so that two sets share some. */
export const ruleSet: fc.Arbitrary<RuleSetContent> = fc
  .uniqueArray(fc.constantFrom(...RULE_KINDS.map(({ kind }) => kind)), { maxLength: 8 })
  .chain((kinds) => fc.record({ rules: fc.tuple(...kinds.map((kind) => ruleOf(kind, kind))), override }));
