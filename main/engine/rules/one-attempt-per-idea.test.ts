import { describe, expect, test } from 'vitest';
import { given, judged, takenAt } from '../testing/given.ts';
import { oneAttemptPerIdea } from './one-attempt-per-idea.ts';

const after = (attempts: number, idea: string | null, ...tried: readonly string[]) =>
  judged(oneAttemptPerIdea, { attempts }, given({ 'ticket.idea': idea, 'session.tickets': tried.map((name, index) => takenAt(600 + index, name)) }));

describe('one attempt per idea', () => {
  test('a new idea passes', () => {
    expect(after(1, 'open drive', 'failed break')).toMatchObject({ status: 'pass', reason: 'A new idea.' });
  });
  test('a second attempt misses, however the name is written', () => {
    expect(after(1, 'Open  Drive', 'open drive')).toMatchObject({ status: 'miss', observed: 'attempt 2', threshold: '1 attempt', reason: 'This idea was tried once in this session.' });
  });
  test('with two allowed, the second passes and the third misses', () => {
    expect(after(2, 'a', 'a').status).toBe('pass');
    expect(after(2, 'a', 'a', 'b', 'a').status).toBe('miss');
  });
  test('given no idea or no record of tickets, then it cannot be judged', () => {
    expect(after(1, null).status).toBe('insufficient');
    expect(judged(oneAttemptPerIdea, {}, given({ 'session.tickets': null })).status).toBe('insufficient');
  });
});
