import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { confirmations } from './confirmations.ts';

const conditions = [
  { key: 'closed', label: 'The candle has closed', critical: true },
  { key: 'music', label: 'The music is off', critical: false },
];
const answered = (answers: Readonly<Record<string, boolean>> | null) => judged(confirmations, { conditions }, given({ 'ticket.confirmations': answers }));

describe('confirmations', () => {
  test('all yes passes', () => {
    expect(answered({ closed: true, music: true })).toMatchObject({ status: 'pass', observed: '2 of 2 met' });
  });
  test('a no to a critical one misses with the rule’s own severity', () => {
    expect(answered({ closed: false, music: true })).toMatchObject({ status: 'miss', severity: null, observed: '1 of 2 met', reason: 'Not met: “The candle has closed”.' });
  });
  test('a no to another one only advises', () => {
    expect(answered({ closed: true, music: false })).toMatchObject({ status: 'miss', severity: 'advisory' });
  });
  test('not answered cannot be judged', () => {
    expect(answered({ music: true })).toMatchObject({ status: 'insufficient', severity: null, reason: 'Cannot be judged: not answered: “The candle has closed”.' });
    expect(answered({ closed: true })).toMatchObject({ status: 'insufficient', severity: 'advisory' });
    expect(answered(null).status).toBe('insufficient');
  });
  test('a no and an open question: both are named, and the critical one weighs', () => {
    expect(answered({ music: false })).toMatchObject({ status: 'miss', severity: null, reason: 'Not met: “The music is off”. Not answered: “The candle has closed”.' });
  });
  test('an answer under a name every object has is not an answer', () => {
    const odd = [{ key: 'constructor', label: 'Built', critical: true }];
    expect(judged(confirmations, { conditions: odd }, given({ 'ticket.confirmations': {} })).status).toBe('insufficient');
  });
  test('no conditions pass, two of the same key are refused', () => {
    expect(judged(confirmations, { conditions: [] }, given()).status).toBe('pass');
    expect(confirmations.parse({ conditions: [conditions[0], conditions[0]] }).ok).toBe(false);
  });
});
