import { z } from 'zod';
import type { Decimal } from '../decimal.ts';
import { fraction } from '../fraction.ts';
import { insufficient } from '../judgement.ts';
import type { Emotion } from '../model.ts';
import { decimal } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { factorText, judgeSize, type Cause } from '../size-factor.ts';
import { lowerDecimal, more } from '../tightening.ts';

const EMOTIONS = ['calm', 'fear', 'chatter', 'greed', 'revenge', 'boredom'] as const satisfies readonly Emotion[];

interface Cut {
  readonly emotion: Emotion;
  /** Share of full size, 0 to 1; 0 allows no entry. */
  readonly factor: Decimal;
}

const UNCUT = { factor: '1', exact: fraction('1') };

export const emotionFilter = ruleKind<{ cuts: readonly Cut[] }>({
  kind: 'emotion-filter',
  title: 'Emotion filter',
  summary: 'A felt emotion cuts the size that is allowed.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({
    cuts: z
      .array(z.strictObject({ emotion: z.enum(EMOTIONS), factor: decimal('0', '1') }))
      .max(EMOTIONS.length)
      .refine((cuts) => new Set(cuts.map(({ emotion }) => emotion)).size === cuts.length, 'an emotion is listed twice'),
  }),
  defaults: { cuts: [{ emotion: 'fear', factor: '0.5' }, { emotion: 'chatter', factor: '0.5' }] },
  params: {
    cuts: {
      field: {
        label: 'Cuts',
        help: 'The share of today’s full size that is allowed while an emotion is felt: 0.5 is half, 0 is no entry. An emotion that is not listed cuts nothing.',
        type: 'record-list',
        columns: [
          { key: 'emotion', label: 'Emotion', help: 'As stated on the ticket.', type: 'choice', options: EMOTIONS.map((emotion) => ({ value: emotion, label: emotion })) },
          { key: 'factor', label: 'Size factor', help: '0 to 1.', type: 'decimal', minimum: '0', maximum: '1' },
        ],
      },
      asymmetry: more(
        ({ emotion }) => emotion,
        (current, proposed) => ({ emotion: proposed.emotion, factor: lowerDecimal.meet(current.factor, proposed.factor) }),
      ),
    },
  },
  facts: ['ticket.emotion', 'ticket.quantity', 'plan.size'],
  prepare({ cuts }) {
    const prepared = new Map(cuts.map(({ emotion, factor }) => [emotion, { factor, exact: fraction(factor) }]));
    const threshold = cuts.length === 0 ? 'full size' : cuts.map(({ emotion, factor }) => `${emotion}: ${factorText(factor)}`).join(', ');
    return ({ emotion, quantity, planSize }) => {
      if (emotion === null) return insufficient('not stated', threshold, 'Cannot be judged: no emotion is stated.');
      const { factor, exact } = prepared.get(emotion) ?? UNCUT;
      return judgeSize(WORDS[emotion], factor, exact, quantity, planSize);
    };
  },
});

const WORDS: Readonly<Record<Emotion, Cause>> = {
  calm: { observed: 'calm', sentence: 'Calm' },
  fear: { observed: 'fear', sentence: 'Fear is felt' },
  chatter: { observed: 'chatter', sentence: 'Chatter is felt' },
  greed: { observed: 'greed', sentence: 'Greed is felt' },
  revenge: { observed: 'revenge', sentence: 'Revenge is felt' },
  boredom: { observed: 'boredom', sentence: 'Boredom is felt' },
};
