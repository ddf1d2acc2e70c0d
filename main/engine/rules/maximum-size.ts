import { z } from 'zod';
import { miss, missing, pass } from '../judgement.ts';
import { decimal, nameSet, symbols } from '../param-schemas.ts';
import { parseUnits, type Decimal } from '../decimal.ts';
import { ruleKind } from '../rule-kind.ts';
import { appliesTo, lowerDecimal } from '../tightening.ts';

export const maximumSize = ruleKind<{ maximum: Decimal; symbols: readonly string[] }>({
  kind: 'maximum-size',
  title: 'Maximum size',
  summary: 'No ticket larger than this.',
  defaultSeverity: 'critical',
  brake: false,
  schema: z.strictObject({ maximum: decimal('0', '1000000000'), symbols }),
  defaults: { maximum: '1', symbols: [] },
  params: {
    maximum: { field: { label: 'Largest quantity', help: 'Contracts, shares or units of one ticket.', type: 'decimal', minimum: '0', maximum: '1000000000' }, asymmetry: lowerDecimal },
    symbols: { field: { label: 'Instruments', help: 'The instruments this limit is for. Empty: all.', type: 'text-list' }, asymmetry: appliesTo },
  },
  facts: ['ticket.quantity', 'instrument'],
  prepare({ maximum, symbols: only }) {
    const limit = parseUnits(maximum) ?? 0;
    const names = nameSet(only);
    return ({ quantity, instrument }) => {
      if (instrument === null) return missing(maximum, 'instrument');
      if (names.size > 0 && !names.has(instrument.symbol)) {
        return pass(instrument.symbol, maximum, `This limit is not for ${instrument.symbol}.`);
      }
      if (quantity === null) return missing(maximum, 'ticket.quantity');
      return quantity.units <= limit
        ? pass(quantity.text, maximum, `A size of ${quantity.text} is within ${maximum}.`)
        : miss(quantity.text, maximum, `A size of ${quantity.text} is above ${maximum}.`);
    };
  },
});
