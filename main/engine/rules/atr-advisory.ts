import { z } from 'zod';
import { bandRange, shockHolds, smallerFactor, type AtrBand } from '../atr-bands.ts';
import { compareDecimals, parseUnits, type Decimal } from '../decimal.ts';
import { fraction } from '../fraction.ts';
import { insufficient, miss, missing, pass } from '../judgement.ts';
import { count, decimal, nameSet, symbols, words } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { judgeSize } from '../size-factor.ts';
import { staleness } from '../staleness.ts';
import { appliesTo, lower, lowerDecimal, noEffect, optional } from '../tightening.ts';

export interface AtrParams {
  /** Instruments the bands are for; empty means all. Bands are in points, so they rarely fit two instruments. */
  readonly symbols: readonly string[];
  readonly maximumAgeMinutes: number | null;
  readonly bands: readonly AtrBand[];
  /** Above this a news shock holds until an ATR under `shockReleaseBelow` is typed; both or none. */
  readonly shockAbove: Decimal | null;
  readonly shockReleaseBelow: Decimal | null;
  readonly shockLabel: string;
  readonly shockAdvice: string;
}

const level = decimal('0', '1000000000', 'above');

const schema: z.ZodType<AtrParams> = z
  .strictObject({
    symbols,
    maximumAgeMinutes: count(1, 1440).nullable(),
    bands: z
      .array(z.strictObject({ label: words, below: level.nullable(), advice: words, factor: decimal('0', '1') }))
      .min(1)
      .max(20)
      .refine(rises, 'each band ends above the one before it, and only the last has no end'),
    shockAbove: level.nullable(),
    shockReleaseBelow: level.nullable(),
    shockLabel: words,
    shockAdvice: words,
  })
  .refine(({ shockAbove, shockReleaseBelow }) => (shockAbove === null) === (shockReleaseBelow === null), { message: 'a news shock has a level and a release level, or neither', path: ['shockReleaseBelow'] })
  .refine(({ shockAbove, shockReleaseBelow }) => shockAbove === null || shockReleaseBelow === null || compareDecimals(shockReleaseBelow, shockAbove) !== 1, {
    message: 'the release level is not above the shock level',
    path: ['shockReleaseBelow'],
  });

function rises(bands: readonly { readonly below: Decimal | null }[]): boolean {
  return bands.every(({ below }, index) => {
    if (below === null || index === bands.length - 1) return below === null && index === bands.length - 1;
    const before = bands[index - 1]?.below ?? null;
    return before === null || compareDecimals(before, below) === -1;
  });
}

export const atrAdvisory = ruleKind<AtrParams>({
  kind: 'atr-advisory',
  title: 'ATR advisory',
  summary: 'The market’s present range decides the size, and sometimes that there is none.',
  defaultSeverity: 'advisory',
  brake: false,
  schema,
  defaults: {
    symbols: [],
    maximumAgeMinutes: 60,
    bands: [
      { label: 'drift', below: '3', advice: 'half size or skip', factor: '0.5' },
      { label: 'baseline', below: '6', advice: 'full plan', factor: '1' },
      { label: 'high volatility', below: null, advice: 'half size', factor: '0.5' },
    ],
    shockAbove: null,
    shockReleaseBelow: null,
    shockLabel: 'news shock',
    shockAdvice: 'no entries',
  },
  params: {
    symbols: { field: { label: 'Instruments', help: 'The instruments these bands are for. Empty: all.', type: 'text-list' }, asymmetry: appliesTo },
    maximumAgeMinutes: {
      field: { label: 'ATR no older than', help: 'An older one is stale, and the ticket cannot be judged. Empty: any age within the session.', type: 'integer', unit: 'minutes', minimum: '1', maximum: '1440', optional: true },
      asymmetry: optional(lower),
    },
    bands: {
      field: {
        label: 'Bands',
        help: 'In points, from the smallest up. The last band has no end.',
        type: 'record-list',
        columns: [
          { key: 'label', label: 'Name', help: 'As the session bar shows it.', type: 'text' },
          { key: 'below', label: 'Below', help: 'Not included. Empty in the last band.', type: 'decimal', unit: 'points', minimum: '0', maximum: '1000000000', optional: true },
          { key: 'advice', label: 'Advice', help: 'What to do in it, in your words.', type: 'text' },
          { key: 'factor', label: 'Size factor', help: '1 full size, 0.5 half, 0 stand aside.', type: 'decimal', minimum: '0', maximum: '1' },
        ],
      },
      asymmetry: smallerFactor,
    },
    shockAbove: { field: { label: 'News shock above', help: 'Above this ATR there are no entries. Empty: no such level.', type: 'decimal', unit: 'points', minimum: '0', maximum: '1000000000', optional: true }, asymmetry: optional(lowerDecimal) },
    shockReleaseBelow: { field: { label: 'Shock is over below', help: 'Entries are open again once an ATR under this one is typed.', type: 'decimal', unit: 'points', minimum: '0', maximum: '1000000000', optional: true }, asymmetry: optional(lowerDecimal) },
    shockLabel: { field: { label: 'Name of the shock', help: 'As the session bar shows it.', type: 'text' }, asymmetry: noEffect<string>() },
    shockAdvice: { field: { label: 'Advice in a shock', help: 'What to do in it, in your words.', type: 'text' }, asymmetry: noEffect<string>() },
  },
  facts: ['map.atr', 'map.atrReadings', 'ticket.quantity', 'plan.size', 'instrument'],
  prepare(params) {
    const { maximumAgeMinutes, shockAbove, shockReleaseBelow } = params;
    const names = nameSet(params.symbols);
    const bands = params.bands.map((band) => ({ ...band, limit: band.below === null ? null : (parseUnits(band.below) ?? 0), exact: fraction(band.factor), range: bandRange(params.bands, band) }));
    const shock = shockAbove === null || shockReleaseBelow === null ? null : { above: parseUnits(shockAbove) ?? 0, below: parseUnits(shockReleaseBelow) ?? 0 };
    const threshold = 'size by ATR band';
    return ({ atr, atrAt, atrReadings, now, quantity, planSize, instrument }) => {
      if (instrument === null) return missing(threshold, 'instrument');
      if (names.size > 0 && !names.has(instrument.symbol)) {
        return pass(instrument.symbol, threshold, `These bands are not for ${instrument.symbol}.`);
      }
      if (shock !== null && (shockHolds(atrReadings ?? [], shock.above, shock.below) || (atr !== null && atr.units > shock.above))) {
        const observed = atr === null ? params.shockLabel : `ATR ${atr.text}, ${params.shockLabel}`;
        return miss(observed, `back under ${shockReleaseBelow}`, `${params.shockLabel}: the ATR was above ${shockAbove} and is not back under ${shockReleaseBelow}. ${params.shockAdvice}.`);
      }
      if (atr === null) return missing(threshold, 'map.atr');
      const age = staleness(atrAt, now, maximumAgeMinutes);
      if (age !== null) return insufficient(`ATR ${atr.text}`, `no older than ${maximumAgeMinutes} minutes`, `Cannot be judged: the typed ATR ${age}.`);
      if (shock !== null && atrReadings === null && atr.units >= shock.below) {
        return insufficient(`ATR ${atr.text}`, threshold, 'Cannot be judged: whether a news shock is over is not known without the session’s ATR readings.');
      }
      const band = bands.find(({ limit }) => limit === null || atr.units < limit);
      if (band === undefined) return missing(threshold, 'map.atr');
      return judgeSize({ observed: `ATR ${atr.text}, ${band.label}`, sentence: `ATR ${atr.text} is ${band.label} (${band.range}), ${band.advice}` }, band.factor, band.exact, quantity, planSize);
    };
  },
});
