import { expect, test } from 'vitest';
import type { LogRow } from '../../../preload/contract/log.ts';
import { overlay } from './use-log-pages.ts';

const page = (total: number, nextCursor: number | null, ...seqs: number[]) => ({ rows: seqs.map((seq) => ({ seq }) as LogRow), nextCursor, total });
const known = { question: '{}', ...page(5, null, 50, 40, 30, 20, 10) };
const shown = (fresh: ReturnType<typeof page>) => overlay(fresh, known, '{}').rows.map(({ seq }) => seq);

test('the log grows at its head, and what is beyond the newest page stays', () => {
  expect(shown(page(5, 40, 50, 40))).toEqual([50, 40, 30, 20, 10]);
  expect(shown(page(6, 50, 60, 50))).toEqual([60, 50, 40, 30, 20, 10]);
});

test('the log of a restored backup takes the place of the one before', () => {
  expect(shown(page(3, 20, 30, 20))).toEqual([30, 20]);
});
