import { z } from 'zod';
import { miss, missing, pass } from '../judgement.ts';
import { nameSet, symbols } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { fewer } from '../tightening.ts';

export const allowedInstruments = ruleKind<{ symbols: readonly string[] }>({
  kind: 'allowed-instruments',
  title: 'Allowed instruments',
  summary: 'Only the instruments that were chosen beforehand.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ symbols }),
  defaults: { symbols: ['MES'] },
  params: { symbols: { field: { label: 'Instruments', help: 'Symbols as in the instrument list. None: no instrument is allowed.', type: 'text-list' }, asymmetry: fewer } },
  facts: ['instrument'],
  prepare({ symbols: allowed }) {
    const names = nameSet(allowed);
    const threshold = allowed.length === 0 ? 'none' : allowed.join(', ');
    return ({ instrument }) => {
      if (instrument === null) return missing(threshold, 'instrument');
      const { symbol } = instrument;
      return names.has(symbol) ? pass(symbol, threshold, `${symbol} is allowed.`) : miss(symbol, threshold, `${symbol} is not among the allowed instruments.`);
    };
  },
});
