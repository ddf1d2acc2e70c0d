import { expect, test } from 'vitest';
import { amendedField, amendedValue } from './amendment-text.ts';

test.each([
  ['fees', '', 'unknown'],
  ['fees', 'null', 'unknown'],
  ['fees', '186', '$1.86'],
  ['exitPrice', '6003', '6003.00'],
  ['stop', 'null', 'unknown'],
  ['stop', '{"price":"5990"}', '5990.00'],
  ['stop', '{"amount":11800}', 'Stop$ $118.00'],
  ['note', 'Late', 'Late'],
])('an amendment of %s says %s as %s', (field, value, text) => expect(amendedValue(field, value, 'USD', 2)).toBe(text));

test('a field has its name', () => expect([amendedField('stop'), amendedField('mfe'), amendedField('odd')]).toEqual(['Stop', 'MFE$', 'odd']));
