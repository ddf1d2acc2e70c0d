import { expect, test } from 'vitest';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { overlay } from './use-trade-pages.ts';

const trades = (...ids: string[]) => ids.map((id) => ({ id }) as TradeView);
const page = (total: number, nextCursor: string | null, ...ids: string[]) => ({ trades: trades(...ids), nextCursor, total });
const known = { question: 'all', ...page(5, null, 'e', 'd', 'c', 'b', 'a') };
const shown = (fresh: ReturnType<typeof page>) => overlay(fresh, known, 'all').trades.map(({ id }) => id);

test('what is beyond the newest page stays while only new trades came', () => {
  expect(shown(page(5, 'd', 'e', 'd'))).toEqual(['e', 'd', 'c', 'b', 'a']);
  expect(shown(page(6, 'e', 'f', 'e'))).toEqual(['f', 'e', 'd', 'c', 'b', 'a']);
});

test('what is beyond it is read anew once trades went, or others took their place', () => {
  expect(shown(page(4, 'd', 'e', 'd'))).toEqual(['e', 'd']);
  expect(shown(page(5, 'y', 'z', 'y'))).toEqual(['z', 'y']);
});
