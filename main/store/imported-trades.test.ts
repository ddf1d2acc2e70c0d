import { describe, expect, it } from 'vitest';
import { sqlOf } from './executor.ts';
import { legsOf, TradeWriter, type ImportedTrade } from './imported-trades.ts';
import { temporaryStore } from './testing.ts';
import { findTrade } from './trades.ts';

const BUILT: Omit<ImportedTrade, 'id' | 'bookId'> = {
  accountId: 'a', sessionId: null, sessionDate: '2026-11-20', ticketId: null, symbol: 'MES', side: 'long', status: 'closed', currency: 'USD', pointValue: '5', quantity: '1', openQuantity: '0',
  entryAt: 1, exitAt: 2, entryPrice: '6000', exitPrice: '6001', initialStop: null, targets: [], setup: null, emotion: null, grade: null, overridden: false, stopAmount: null, grossPnl: 500, fees: 62, netPnl: 438,
  rMicro: null, mfe: null, mae: null, excursionProvenance: null, correctedEntry: null, correctedExit: null, correctedFees: null, note: '', lesson: '', costsKnown: 'all', stopProvenance: null, replaces: null,
};

/** What only some trades have, each of it alone. */
const SAID: readonly Partial<ImportedTrade>[] = [
  { initialStop: '5990' }, { targets: ['6010', '6020'] }, { setup: 'Opening drive' }, { emotion: 'calm' }, { grade: 'fire' }, { overridden: true }, { stopAmount: 5_000, stopProvenance: 'bracket', rMicro: 87_600 },
  { mfe: 900, excursionProvenance: 'imported' }, { mae: -100, excursionProvenance: 'imported' }, { correctedEntry: '6000.25' }, { correctedExit: '6000.75' }, { correctedFees: 70 }, { note: 'Late.' }, { lesson: 'Wait.' },
  { replaces: 'typed' }, { status: 'unvalued', grossPnl: null, netPnl: null, pointValue: null, initialStop: '5990' },
];

describe('trades that are built', () => {
  it('are in the journal as they came, in their order, whatever some of them say', () => {
    const store = temporaryStore({ durable: false });
    // Runs of the one kind and of the other, shorter and longer than what one statement holds.
    const trades = Array.from({ length: 400 }, (_, n): ImportedTrade => ({
      ...BUILT, ...((n % 97 < 30 ? n % 2 === 0 : n % 97 < 60) ? SAID[n % SAID.length] : {}), id: `${(n * 7_919) % 400}`.padStart(32, '0'), bookId: n < 250 ? 1 : 2, entryAt: n, exitAt: n + 1,
    }));
    store.transaction((tx) => {
      tx.run(sqlOf("INSERT INTO accounts (id, name, broker, currency, zone, starting_equity, created_at) VALUES ('a', 'A', '', 'USD', 'UTC', 0, 0)"));
      tx.run(sqlOf("INSERT INTO books VALUES (1, 'a', 'S', 'MESZ26'), (2, 'a', 'S', 'MESH27')"));
      const writer = new TradeWriter(tx, 'a');
      for (const trade of trades) writer.add(trade, [[1, 0, '1'], [2, 1, '1']]);
      expect(tx.all(sqlOf('SELECT id FROM trades'))).toEqual([]);
      writer.finish();
    });
    expect(store.all(sqlOf<{ id: string }>('SELECT id FROM trades ORDER BY rowid')).map(({ id }) => id)).toEqual(trades.map(({ id }) => id));
    for (const trade of trades) expect(findTrade(store, trade.id)).toEqual({ ...trade, provenance: 'imported' });
    expect(store.all(sqlOf('SELECT DISTINCT legs_json FROM trades'))).toEqual([{ legs_json: '[[1,0,"1"],[2,1,"1"]]' }]);
    expect(store.all(sqlOf('SELECT sum(trades) AS n FROM trade_counts'))).toEqual([{ n: 400 }]);
    expect(legsOf(store, trades[0]?.id ?? '')).toEqual([]);
    store.close();
  });
});
