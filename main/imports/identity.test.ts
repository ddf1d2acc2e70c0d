import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from './containers/source.ts';
import { previewImport, type Known } from './preview-import.ts';
import { ANSWERS, lookup, readSample, readText, sampleFolder } from './testing/read-all.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportedFill } from './types.ts';

/** What a journal keeps: a set of keys per account, adding only what is new. */
async function importInto(journal: Set<string>, text: string): Promise<number> {
  const before = journal.size;
  const read = await readText(text);
  for (const fill of read.fills) journal.add(`${fill.account ?? ''}|${fill.key}`);
  return journal.size - before;
}

const HEADER = 'Symbol,Date/Time,Side,Quantity,Price';

describe('what makes two fills the same', () => {
  it.each(readdirSync(sampleFolder).sort())('%s: the same file again gives the same keys, all different from each other', async (name) => {
    const first = (await readSample(name, { symbol: 'MES' })).fills.map((fill) => fill.key);
    const second = (await readSample(name, { symbol: 'MES' })).fills.map((fill) => fill.key);
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('does not depend on the zone that was given, the line endings, the order of columns or other rows', async () => {
    const rows = ['ACME,2026-10-05 10:00:00,Buy,1,10', 'ACME,2026-10-05 10:01:00,Sell,1,11'];
    const keys = async (text: string, zone = 'America/New_York') => (await readText(text, { zone })).fills.map((fill) => fill.key).sort();
    const plain = await keys([HEADER, ...rows].join('\n'));
    expect(await keys([HEADER, ...rows].join('\r\n'), 'Europe/Berlin')).toEqual(plain);
    expect(await keys(['Side,Price,Symbol,Quantity,Date/Time', 'Buy,10.00,ACME,1.0,2026-10-05 10:00:00', 'Sell,11,ACME,1,2026-10-05 10:01:00'].join('\n'))).toEqual(plain);
    expect((await keys([HEADER, 'ZETA,2026-10-04 10:00:00,Buy,1,5', ...rows].join('\n'))).filter((key) => key.includes('ACME'))).toEqual(plain);
  });

  it('any sequence of overlapping exports of one history adds every fill exactly once, identical partial fills included', async () => {
    // A history with many identical fills in one second; an export is a stretch of it that does not cut a second apart.
    const second = fc.array(fc.constantFrom('Buy,1,10', 'Buy,1,10', 'Sell,1,10', 'Buy,2,10', 'Sell,3,11'), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(second, { minLength: 1, maxLength: 8 }), fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 1, maxLength: 6 }), async (seconds, exports) => {
        const lines = seconds.map((fills, i) => fills.map((fill) => `ACME,2026-10-05 10:00:0${i},${fill}`));
        const journal = new Set<string>();
        for (const [a, b] of [...exports, [0, seconds.length] as const]) {
          const stretch = lines.slice(Math.min(a, b), Math.max(a, b) + 1).flat();
          if (stretch.length > 0) await importInto(journal, [HEADER, ...stretch].join('\n'));
        }
        expect(journal.size).toBe(lines.flat().length);
        expect(await importInto(journal, [HEADER, ...lines.flat()].join('\n'))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('a fill that was half closed at the first export is completed by the second, whichever Tradovate report they come from', async () => {
    const performance = (await readSample('tradovate-performance.csv')).fills;
    const history = (await readSample('tradovate-position-history.csv')).fills;
    const firstPair = performance.filter((fill) => fill.brokerFillId === '9000001001');
    expect(firstPair.map((fill) => fill.key)).toEqual(['tradovate:pair:9000001001/9000001005/buy', 'tradovate:pair:9000001001/9000001007/buy']);
    expect(history.filter((fill) => fill.brokerFillId === '9000001001').map((fill) => fill.key)).toEqual(firstPair.map((fill) => fill.key));
  });

  it('an id that comes again with the same content is one fill; with other content it is refused', async () => {
    const header = 'Account,Date/Time,Symbol,Side,Quantity,Price,Trade ID';
    const read = await readText([header, 'A,2026-10-05 10:00:00,ACME,Buy,1,10,t1', 'A,2026-10-05 10:00:00,ACME,Buy,1,10,t1', 'A,2026-10-05 10:00:00,ACME,Buy,2,10,t1', 'B,2026-10-05 10:00:00,ACME,Buy,2,10,t1'].join('\n'));
    expect(read.fills.map((fill) => [fill.account, fill.quantity])).toEqual([['A', '1'], ['B', '2']]);
    expect(read.summary?.repeated).toBe(1);
    expect(read.rejected.map((line) => line.line)).toEqual([4]);
  });

  it('a pair or a trip that comes again the other way round is the same id with other content', async () => {
    const header = 'symbol,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp';
    const read = await readText([header, 'MESZ6,1,2,1,10,11,5,10/05/2026 10:00:00,10/05/2026 10:01:00', 'MESZ6,1,2,1,10,11,5,10/05/2026 10:02:00,10/05/2026 10:01:00'].join('\n'));
    expect([read.fills.length, read.rejected.map((line) => line.line)]).toEqual([2, [3]]);
  });

  it('a preview counts what the journal has, and what looks alike under another key', async () => {
    const bytes = new Uint8Array(readFileSync(join(sampleFolder, 'tradovate-performance.csv')));
    const source = sourceFromBytes(bytes, 'tradovate-performance.csv');
    const knowing = (hasKey: boolean, found: 'same' | 'doubtful' | null): Known => ({
      hasKey: () => hasKey,
      alike: () => {
        const fills: ImportedFill[] = [];
        return { add: (fill) => void fills.push(fill), settle: () => ({ same: found === 'same' ? fills : [], doubtful: found === 'doubtful' ? fills : [], added: 0 }) };
      },
    });
    const none = await previewImport(source, ANSWERS, lookup, knowing(false, null));
    const all = await previewImport(source, ANSWERS, lookup, knowing(true, null));
    const same = await previewImport(source, ANSWERS, lookup, knowing(false, 'same'));
    const doubtful = await previewImport(source, ANSWERS, lookup, knowing(false, 'doubtful'));
    const answered = await previewImport(source, { ...ANSWERS, alike: 'different' }, lookup, knowing(false, 'doubtful'));
    expect(none.ok && [none.value.fills, none.value.duplicates, none.value.trades, none.value.differing.length]).toEqual([7, 0, 3, 0]);
    expect(all.ok && [all.value.duplicates, all.value.lookalikes]).toEqual([7, 0]);
    expect(same.ok && [same.value.duplicates, same.value.otherReport, same.value.lookalikes, same.value.needs]).toEqual([7, 7, 0, []]);
    expect(doubtful.ok && [doubtful.value.duplicates, doubtful.value.lookalikes, doubtful.value.needs]).toEqual([0, 7, ['alike']]);
    expect(answered.ok && [answered.value.duplicates, answered.value.lookalikes, answered.value.needs]).toEqual([0, 0, []]);
  });

  it('a preview works without answers and says what it needs', async () => {
    const text = 'Time,Symbol,Side,Price,Qty,Route\n09:31:05,ACME,B,72.50,100,X\n09:45:12,ACME,S,75.20,100,X\n';
    const preview = await previewImport(sourceFromBytes(new TextEncoder().encode(text), 'trades-2026-10-05.csv'), { accountCurrency: 'USD' }, lookup);
    expect(preview.ok && preview.value.needs).toEqual(['date']);
    expect(preview.ok && preview.value.summary.detection.dateHint).toBe('2026-10-05');
    const dated = await previewImport(sourceFromBytes(new TextEncoder().encode(text), 'x.csv'), { accountCurrency: 'USD', date: '2026-10-05' }, lookup);
    expect(dated.ok && [dated.value.needs, dated.value.fills, dated.value.trades]).toEqual([['zone'], 2, 1]);
  });
});
