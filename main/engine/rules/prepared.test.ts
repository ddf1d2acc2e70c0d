import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { prepared } from './prepared.ts';

describe('prepared', () => {
  test('a prepared session passes', () => {
    expect(judged(prepared, {}, given()).status).toBe('pass');
  });
  test('one that is not misses', () => {
    expect(judged(prepared, {}, given({ 'session.prepared': false }))).toMatchObject({ status: 'miss', observed: 'not prepared', threshold: 'all five steps done' });
  });
  test('given nothing about the preparation, then it cannot be judged', () => {
    expect(judged(prepared, {}, given({ 'session.prepared': null }))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the state of the preparation is not known.' });
  });
});
