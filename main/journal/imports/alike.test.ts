import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes, sourceFromFile, type ImportSource } from '../../imports/containers/source.ts';
import { findTrade } from '../../store/trades.ts';
import { query } from '../../store/executor.ts';
import { bench, setUp } from '../testing/bench.ts';
import type { FileImported } from './import-files.ts';
import type { ImportResult } from './take-file.ts';

type Made = ReturnType<typeof bench>;

const ORDERS = 'orderId,Account,Order ID,B/S,Contract,avgPrice,filledQty,Fill Time,Status,Timestamp,Quantity,Type,Limit Price,Stop Price,decimalStop';
const PAIRS = 'symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp,duration';
const FILLS = '_id,_timestamp,_active,Fill ID,Order ID,Timestamp,Account,B/S,Quantity,Price,Contract,commission';

/** A bracket: 2 long at 5900 with a stop at 5894, out at 5912. */
const orders = (account = 'DEMO100'): string[] => [
  `701,${account},701, Buy,MESZ6,5900.00,2,10/05/2026 09:31:10, Filled,10/05/2026 09:30:00,2, Limit,5900.00,,`,
  `702,${account},702, Sell,MESZ6,5912.00,2,10/05/2026 09:52:00, Filled,10/05/2026 09:31:10,2, Limit,5912.00,,`,
  `703,${account},703, Sell,MESZ6,,,, Canceled,10/05/2026 09:31:10,2, Stop,,5894.00,5894.0`,
];
/** The same: its entry was filled in two parts, its exit at once. */
const PERFORMANCE = [
  'MESZ6,-2,0,0.25,801,805,1,5900.00,5912.00,$60.00,10/05/2026 09:31:10,10/05/2026 09:52:00,20min',
  'MESZ6,-2,0,0.25,802,805,1,5900.00,5912.00,$60.00,10/05/2026 09:31:10,10/05/2026 09:52:00,20min',
];
const EXECUTIONS = [
  '801,2026-10-05 13:31:10.250Z,true,801,701,10/05/2026 09:31:10,DEMO100, Buy,1,5900.00,MESZ6,0.39',
  '802,2026-10-05 13:31:10.250Z,true,802,701,10/05/2026 09:31:10,DEMO100, Buy,1,5900.00,MESZ6,0.39',
  '805,2026-10-05 13:52:00.000Z,true,805,702,10/05/2026 09:52:00,DEMO100, Sell,2,5912.00,MESZ6,0.78',
];
const LATER = 'MESZ6,-2,0,0.25,811,812,1,5920.00,5915.00,$(25.00),10/05/2026 11:00:00,10/05/2026 11:05:00,5min';

const file = (header: string, rows: readonly string[]): ImportSource => sourceFromBytes(new TextEncoder().encode([header, ...rows].join('\n')), 'export.csv');
const request = (source: ImportSource, alike: 'same' | 'different' | null = null) => ({ source, account: 'Evaluation', answers: { accountCurrency: null, zone: 'America/New_York', alike } });
const into = (made: Made, source: ImportSource, alike: 'same' | 'different' | null = null): Promise<FileImported> => made.journal.importFile({ ...request(source, alike), newAccountZone: 'America/New_York' });

async function taken(made: Made, source: ImportSource, alike: 'same' | 'different' | null = null): Promise<ImportResult> {
  const outcome = await into(made, source, alike);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

function started(): Made {
  const made = bench();
  setUp(made);
  return made;
}

/** Side, quantity, net result, costs and Stop$, in the order of the entries. */
function trades(made: Made): unknown[] {
  return made.journal.read((db) => {
    const ids = db.all(query.selectFrom('trades').select('id').where('book_id', 'is not', null).orderBy('entry_at').orderBy('book_id'));
    return ids.map(({ id }) => {
      const trade = findTrade(db, id);
      return trade === null ? null : [trade.side, trade.quantity, trade.netPnl, trade.fees, trade.stopAmount];
    });
  });
}

const PLAIN = ['long', '2', 12_000, 0, null];
const STOPPED = ['long', '2', 12_000, 0, 6_000];

describe('the same trading in two reports', () => {
  it('counts once, with the stop, whichever report came first', async () => {
    const first = started();
    expect(await taken(first, file(PAIRS, PERFORMANCE))).toMatchObject({ newFills: 3 });
    expect(trades(first)).toEqual([PLAIN]);
    expect(await taken(first, file(ORDERS, orders()))).toMatchObject({ importId: 2, fills: 2, newFills: 0, duplicates: 2, trades: 1, openPositions: 0 });
    expect(trades(first)).toEqual([STOPPED]);

    const second = started();
    await taken(second, file(ORDERS, orders()));
    expect(trades(second)).toEqual([STOPPED]);
    expect(await taken(second, file(PAIRS, PERFORMANCE))).toMatchObject({ importId: null, newFills: 0, duplicates: 3, trades: 1 });
    expect(trades(second)).toEqual([STOPPED]);
    expect(first.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('changes nothing when either file comes again', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE));
    await taken(made, file(ORDERS, orders()));
    for (const again of [file(ORDERS, orders()), file(PAIRS, PERFORMANCE)]) expect(await taken(made, again)).toMatchObject({ importId: null, newFills: 0 });
    expect(trades(made)).toEqual([STOPPED]);
  });

  it('survives the undo of either', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE));
    await taken(made, file(ORDERS, orders()));
    made.journal.undoImport(2);
    expect(trades(made)).toEqual([PLAIN]);
    expect(await taken(made, file(ORDERS, orders()))).toMatchObject({ importId: 3, newFills: 0 });
    made.journal.undoImport(1);
    expect(trades(made)).toEqual([STOPPED]);
    expect(await taken(made, file(ORDERS, orders()))).toMatchObject({ importId: null, newFills: 0 });
    expect(await taken(made, file(PAIRS, PERFORMANCE))).toMatchObject({ importId: null, newFills: 0 });
    made.journal.undoImport(3);
    expect(trades(made)).toEqual([]);
  });

  it('takes over the costs that only the other report has, once, and gives them back', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE));
    expect(await taken(made, file(FILLS, EXECUTIONS))).toMatchObject({ newFills: 0, duplicates: 3 });
    await taken(made, file(ORDERS, orders()));
    expect(trades(made)).toEqual([['long', '2', 11_844, 156, 6_000]]);
    made.journal.undoImport(2);
    expect(trades(made)).toEqual([STOPPED]);
  });

  it('counts the broker’s own stop before one that was typed after the trade, which comes back when that report goes', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE));
    const only = () => made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 1 }).trades[0];
    made.journal.typeStop({ tradeId: only()?.id ?? '', stop: { price: '5890' }, why: 'what I had in mind' });
    expect(only()).toMatchObject({ stopAmount: { amount: 10_000 }, stopProvenance: 'typed', r: '1.2' });
    expect(await taken(made, file(ORDERS, orders()))).toMatchObject({ newFills: 0, added: 2 });
    expect(only()).toMatchObject({ stopAmount: { amount: 6_000 }, initialStop: '5894', stopProvenance: 'bracket', r: '2', amendments: [{ field: 'stop', to: '{"price":"5890"}' }] });
    made.journal.undoImport(2);
    expect(only()).toMatchObject({ stopAmount: { amount: 10_000 }, initialStop: '5890', stopProvenance: 'typed', r: '1.2' });
    await taken(made, file(ORDERS, orders()));
    made.journal.undoImport(1);
    made.journal.undoImport(3);
    await taken(made, file(PAIRS, PERFORMANCE));
    expect(only()).toMatchObject({ stopAmount: { amount: 10_000 }, stopProvenance: 'typed' });
    expect(made.journal.verify().chain).toBe('intact');
  });

  it('adds what only the second report has, to the same position', async () => {
    const made = started();
    await taken(made, file(ORDERS, orders()));
    expect(await taken(made, file(PAIRS, [...PERFORMANCE, LATER]))).toMatchObject({ newFills: 2, duplicates: 3, openPositions: 0 });
    expect(trades(made)).toEqual([STOPPED, ['long', '1', -2_500, 0, null]]);
    made.journal.undoImport(2);
    expect(trades(made)).toEqual([STOPPED]);

    const half = started();
    await taken(half, file(ORDERS, orders().slice(0, 1)));
    expect(await taken(half, file(PAIRS, PERFORMANCE))).toMatchObject({ newFills: 1, duplicates: 2, openPositions: 0 });
    expect(trades(half)).toEqual([PLAIN]);
  });

  it('is asked about where the quantities do not add up, and then nothing is written', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE.slice(0, 1)));
    const preview = await made.journal.previewFile(request(file(ORDERS, orders())));
    expect(preview.ok && [preview.value.needs, preview.value.lookalikes, preview.value.duplicates]).toEqual([['alike'], 2, 0]);
    expect(await into(made, file(ORDERS, orders()))).toMatchObject({ ok: false, refusal: { code: 'needs-answer', needs: ['alike'] } });
    expect(trades(made)).toHaveLength(1);
    expect(await taken(made, file(ORDERS, orders()), 'same')).toMatchObject({ importId: null, newFills: 0 });
    expect(trades(made)).toHaveLength(1);
    expect(await taken(made, file(ORDERS, orders()), 'different')).toMatchObject({ newFills: 2 });
    expect(trades(made)).toHaveLength(2);
  });

  it('is asked about where an order was filled at several prices that its average does not show', async () => {
    const made = started();
    const pair = (id: number, price: string): string => `MESZ6,-2,0,0.25,${id},805,1,${price},5912.00,$60.00,10/05/2026 09:31:10,10/05/2026 09:52:00,20min`;
    await taken(made, file(PAIRS, [pair(801, '5899.75'), pair(802, '5900.00')]));
    expect(await into(made, file(ORDERS, orders()))).toMatchObject({ ok: false, refusal: { needs: ['alike'] } });
    const exact = orders().map((row) => row.replace('MESZ6,5900.00', 'MESZ6,5899.875'));
    expect(await taken(made, file(ORDERS, exact))).toMatchObject({ newFills: 0, duplicates: 2 });
    expect(trades(made)).toHaveLength(1);
  });

  it('is another account’s where both files name one, and is asked about where one of several may be meant', async () => {
    const made = started();
    await taken(made, file(ORDERS, [...orders('A'), ...orders('B').map((row) => row.replaceAll('70', '71'))]));
    expect(trades(made)).toEqual([STOPPED, STOPPED]);
    expect(await into(made, file(PAIRS, PERFORMANCE))).toMatchObject({ ok: false, refusal: { needs: ['alike'] } });
    expect(await taken(made, file(FILLS, EXECUTIONS))).toMatchObject({ newFills: 3 });
  });

  it('is asked about where only an entry agrees, as with orders that were copied to another account', async () => {
    const made = started();
    const copied = orders('').map((row) => row.replace('5912.00,2,10/05/2026 09:52:00', '5912.50,2,10/05/2026 09:52:30'));
    await taken(made, file(PAIRS, PERFORMANCE));
    expect(await into(made, file(ORDERS, copied))).toMatchObject({ ok: false, refusal: { needs: ['alike'] } });
    expect(await taken(made, file(ORDERS, copied), 'different')).toMatchObject({ newFills: 2 });
  });

  it('does not touch identical fills of one file', async () => {
    const made = started();
    expect(await taken(made, file(FILLS, EXECUTIONS))).toMatchObject({ newFills: 3 });
    expect(await taken(made, file(PAIRS, PERFORMANCE))).toMatchObject({ importId: null, duplicates: 3 });
    expect(trades(made)).toEqual([['long', '2', 11_844, 156, null]]);
  });

  it('is told by the preview', async () => {
    const made = started();
    await taken(made, file(PAIRS, PERFORMANCE));
    const preview = await made.journal.previewFile(request(file(ORDERS, orders())));
    expect(preview.ok && [preview.value.needs, preview.value.duplicates, preview.value.otherReport, preview.value.added]).toEqual([[], 2, 2, 2]);
  });
});

const real = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'small-exports');

describe.skipIf(!existsSync(real))('real reports of one account (needs ../shared/data)', () => {
  const names = ['tradovate-orders-history.csv', 'tradovate-trades-performance.csv'];
  it.each([names, names.toReversed()])('%s and then %s make the trades of the orders, once', async (one, other) => {
    const alone = started();
    await taken(alone, await sourceFromFile(join(real, 'tradovate-orders-history.csv')));
    const made = started();
    await taken(made, await sourceFromFile(join(real, one)));
    const outcome = await into(made, await sourceFromFile(join(real, other)));
    expect(outcome).toMatchObject({ ok: true });
    expect(trades(made)).toEqual(trades(alone));
  });
});
