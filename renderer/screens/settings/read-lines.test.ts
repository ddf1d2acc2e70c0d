import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

test('one entry per line, without empty ones and repeats, within the limits', () => {
  expect(readLines(' a \n\nb\na\n', 60, 40)).toEqual(['a', 'b']);
  expect(readLines('abcdef', 3, 40)).toEqual(['abc']);
  expect(readLines('a\nb\nc', 60, 2)).toEqual(['a', 'b']);
});
