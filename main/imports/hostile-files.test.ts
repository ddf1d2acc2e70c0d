import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes, sourceFromFile } from './containers/source.ts';
import { detectImport, readImport, type ImportSink } from './read-import.ts';
import { ANSWERS, readAll, readSample, readText, sampleFolder, tradesOf } from './testing/read-all.ts';


const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(join(sampleFolder, name)));
const bytes = (data: Uint8Array, name = 'file') => readAll(sourceFromBytes(data, name));
const keysOf = async (data: Uint8Array) => (await bytes(data)).fills.map((fill) => fill.key);

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const result = new Uint8Array((text.length + (mark ? 1 : 0)) * 2);
  const view = new DataView(result.buffer);
  let at = 0;
  const put = (code: number): void => {
    view.setUint16(at, code, !bigEndian);
    at += 2;
  };
  if (mark) put(0xfeff);
  for (let i = 0; i < text.length; i += 1) put(text.charCodeAt(i));
  return result;
}

describe('encodings', () => {
  const text = new TextDecoder().decode(sample('tradingview-orders-de.csv'));

  it.each([
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16 LE', utf16(text, false, true)],
    ['UTF-16 BE', utf16(text, true, true)],
    ['UTF-16 LE without a mark', utf16(text, false, false)],
    ['UTF-16 BE without a mark', utf16(text, true, false)],
    ['Windows-1252', Uint8Array.from(text, (letter) => letter.charCodeAt(0))],
  ])('%s gives the same fills', async (_, data) => expect(await keysOf(data)).toEqual(await keysOf(sample('tradingview-orders-de.csv'))));

  it('drops zero bytes and reads on', async () => {
    const original = new TextDecoder().decode(sample('tradestation.csv'));
    const damaged = new TextEncoder().encode(original.replaceAll('ACME', 'AC\0ME'));
    expect((await bytes(damaged)).fills.map((fill) => fill.symbol)).toEqual(['ACME', 'ACME', 'ACME', 'ACME']);
  });

  it('a stray byte far behind the beginning does not cost the file', async () => {
    const header = 'Symbol,Date/Time,Side,Quantity,Price,Note\n';
    const line = (i: number): string => `ACME,2026-10-05 10:00:00,${i % 2 === 0 ? 'Buy' : 'Sell'},1,10,x\n`;
    const start = new TextEncoder().encode(header + Array.from({ length: 20_000 }, (_, i) => line(i)).join(''));
    const end = Uint8Array.from('ACME,2026-10-05 10:00:01,Buy,1,10,caf\u00e9\nACME,2026-10-05 10:00:02,Sell,1,10,y\n', (letter) => letter.charCodeAt(0));
    const data = new Uint8Array(start.length + end.length);
    data.set(start);
    data.set(end, start.length);
    expect((await bytes(data)).summary?.fills).toBe(20_002);
  });
});

describe('wrong, half and empty files are refused in words', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'empty'],
    ['blanks', strToU8(' \n\n\t \n'), 'empty'],
    ['a PDF', strToU8('%PDF-1.7 ...'), 'not-a-text-table'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'not-a-text-table'],
    ['a gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0]), 'not-a-text-table'],
    ['a 7-Zip archive', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'not-a-text-table'],
    ['a picture', Uint8Array.from({ length: 5_000 }, (_, i) => (i * 97) % 251), 'not-a-text-table'],
    ['zeros', new Uint8Array(5_000), 'empty'],
    ['a zip without a sheet', zipSync({ 'readme.txt': strToU8('hello') }), 'not-a-text-table'],
    ['half a workbook', sample('metatrader5.xlsx').slice(0, 1_200), 'damaged'],
    ['half an XML', sample('ibkr-flex.xml').slice(0, 900), 'damaged'],
    ['some other XML', strToU8('<?xml version="1.0"?><rss version="2.0"><a b="c"/></rss>'), 'unknown-format'],
    ['prose', strToU8('Dear trader,\nthis is a letter.\nYours'), 'unknown-format'],
    ['a header alone', strToU8('Date,Time,Symbol,Quantity,Price,Side\n'), 'nothing-found'],
  ])('%s', async (_, data, code) => {
    const read = await bytes(data);
    expect(read.refusal?.code).toBe(code);
    expect(read.refusal?.message.length).toBeGreaterThan(15);
  });

  it('half a CSV is read up to where it ends, and its last line refused', async () => {
    const text = new TextDecoder().decode(sample('tradovate-performance.csv'));
    const read = await readText(text.slice(0, text.length - 70));
    expect(read.fills.length).toBe(6);
    expect(read.rejected.map((line) => line.line)).toEqual([5]);
  });

  it.each(['ninjatrader-executions.csv', 'tradestation.csv', 'lightspeed.csv', 'ibkr-activity.csv', 'ibkr-flex.csv', 'webull-filled.csv', 'tradovate-orders.csv', 'quantower.csv'])('%s, wherever its last line is cut, brings nothing that the whole file has not', async (name) => {
    const text = new TextDecoder().decode(sample(name)).trimEnd();
    const whole = new Set((await readText(text)).fills.map((fill) => fill.key));
    for (let end = text.lastIndexOf('\n') + 2; end < Math.max(text.lastIndexOf(','), text.lastIndexOf(';')); end += 1) {
      const { fills } = await readText(text.slice(0, end));
      expect(fills.filter((fill) => !whole.has(fill.key))).toEqual([]);
    }
  });

  it('a known broker in a layout that is not read says what was found and what is read', async () => {
    const read = await readText('Account,Date,Cash Change Type,Delta,_priceFormat\nA,2026-10-05,Fee,-1,2\n');
    expect(read.refusal?.code).toBe('unread-layout');
    expect(read.refusal?.message).toContain('Tradovate');
    expect(read.refusal?.message).toContain('Cash Change Type');
    expect(read.refusal?.message).toContain('Performance, Position History, Orders and Fills');
  });

  it('a missing file is a refusal too', async () => {
    const source = sourceFromBytes(new Uint8Array(3), 'gone');
    const gone = { ...source, head: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' })) };
    expect((await detectImport(gone, ANSWERS)).ok).toBe(false);
    await expect(sourceFromFile(join(tmpdir(), 'no-such-file-of-holdfast.csv'))).rejects.toThrow('ENOENT');
  });
});

describe('bombs', () => {
  it('an XML that defines entities is refused', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa">${'bcdefgh'.split('').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefg'[i]};`.repeat(10)}">`).join('')}]><FlexQueryResponse queryName="x"><FlexStatements count="1"><Trade symbol="&h;"/></FlexStatements></FlexQueryResponse>`;
    const read = await readText(bomb);
    expect(read.refusal).toMatchObject({ code: 'damaged' });
    expect(read.refusal?.message).toContain('entities');
  });

  it('an undeclared entity is refused, an HTML page with strange entities is read', async () => {
    expect((await readText('<FlexQueryResponse a="1"><FlexStatement accountId="x"/>&bomb;</FlexQueryResponse>')).refusal?.code).toBe('damaged');
    const page = new TextDecoder().decode(sample('metatrader4.htm')).replace('Sample', '&bomb;&#99999999;');
    expect((await readText(page)).summary?.fills).toBe(4);
  });

  it('a sheet that unpacks to gigabytes is refused early', async () => {
    const parts = unzipSync(sample('metatrader5.xlsx'));
    const row = '<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>';
    const names = ['Account', 'Date/Time', 'Symbol', 'Side', 'Quantity', 'Price', 'Trade ID'];
    const header = `<row>${names.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row>`;
    const sheet = strToU8(`<worksheet><sheetData>${header}${row.repeat(600_000)}</sheetData></worksheet>`);
    const bomb = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': sheet }, { level: 9 });
    expect(bomb.length).toBeLessThan(400_000);
    const before = process.memoryUsage().heapUsed;
    const read = await bytes(bomb, 'bomb.xlsx');
    expect(read.refusal).toMatchObject({ code: 'too-large' });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300_000_000);
  });

  it.each([
    ['nested without an end', '<row>'.repeat(1_000_000), 'nested too deeply'],
    ['a tag without an end', `<row r="${'1'.repeat(12_000_000)}`, 'never ends'],
    ['a text without an end', `<row><c><v>${'1'.repeat(12_000_000)}`, 'never ends'],
  ])('a sheet of %s is refused before it fills the memory', async (_, inside, words) => {
    const parts = unzipSync(sample('metatrader5.xlsx'));
    const read = await bytes(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${inside}`) }, { level: 0 }), 'bomb.xlsx');
    expect(read.refusal).toMatchObject({ code: 'damaged' });
    expect(read.refusal?.message).toContain(words);
  });

  it('deep nesting is refused', async () => {
    expect((await readText(`<FlexQueryResponse a="1">${'<a>'.repeat(100_000)}`)).refusal?.code).toBe('damaged');
  });

  it('cells that are formulas count with their stored value and never run', async () => {
    const read = await readSample('metatrader5.xlsx');
    expect(read.rejected).toEqual([]);
    expect(read.fills.map((fill) => fill.raw).join()).not.toContain('HYPERLINK');
    const text = 'Symbol,Date/Time,Side,Quantity,Price\n"=cmd|calc",2026-10-05 10:00:00,Buy,1,10\nACME,2026-10-05 10:00:00,Buy,=1+1,10\nACME,2026-10-05 10:00:00,Buy,1,10\nACME,2026-10-05 10:01:00,Sell,1,10\nACME,2026-10-05 10:02:00,Buy,1,10\nACME,2026-10-05 10:03:00,Sell,1,10\n';
    const formulas = await readText(text);
    expect(formulas.rejected.map((line) => line.line)).toEqual([3]);
  });

  it('names of object properties are only names', async () => {
    const read = await readText('__proto__,constructor,Symbol,Date/Time,Side,Quantity,Price\nx,y,ACME,2026-10-05 10:00:00,Buy,1,10\nx,y,__proto__,2026-10-05 10:00:00,Sell,1,10\n');
    expect(read.fills.map((fill) => fill.symbol)).toEqual(['ACME', '__proto__']);
    expect(tradesOf(read).open).toHaveLength(2);
  });
});

describe('streaming', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-imports-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const silent: ImportSink = { fill() {}, rejected() {} };
  const manyRows = (rows: number): string => {
    const lines = ['Symbol,Date/Time,Side,Quantity,Price,Commission'];
    for (let i = 0; i < rows; i += 1) lines.push(`MESZ6,${new Date(Date.UTC(2026, 0, 1) + i * 30_000).toISOString().slice(0, 19)},${i % 2 === 0 ? 'Buy' : 'Sell'},1,${5900 + (i % 40) * 0.25},0.62`);
    return `${lines.join('\n')}\n`;
  };

  it('reports progress by bytes and stops when cancelled', async () => {
    const path = join(folder, 'many.csv');
    await writeFile(path, manyRows(40_000));
    const source = await sourceFromFile(path);
    const seen: number[] = [];
    const controller = new AbortController();
    const whole = await readImport(source, ANSWERS, silent, { onProgress: (done, total) => seen.push(done / total) });
    expect(whole.ok && whole.value.fills).toBe(40_000);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));

    let fills = 0;
    const cancelled = await readImport(source, ANSWERS, { fill: () => (fills += 1), rejected() {} }, { signal: controller.signal, onProgress: (done, total) => { if (done > total / 2) controller.abort(); } });
    expect(cancelled.ok ? null : cancelled.refusal.code).toBe('cancelled');
    expect(fills).toBeLessThan(40_000);
  });

  it('waits for the sink between chunks', async () => {
    const path = join(folder, 'drain.csv');
    await writeFile(path, manyRows(20_000));
    let pending = 0;
    let largest = 0;
    let drained = 0;
    await readImport(await sourceFromFile(path), ANSWERS, {
      fill: () => { pending += 1; },
      rejected() {},
      drain: async () => {
        largest = Math.max(largest, pending);
        await Promise.resolve();
        drained += pending;
        pending = 0;
      },
    });
    expect(drained).toBe(20_000);
    expect(largest).toBeLessThan(12_000);
  });

  it('a file of a gigabyte is neither loaded nor hangs: a sparse one is refused at once', async () => {
    const path = join(folder, 'huge.csv');
    const handle = await open(path, 'w');
    await handle.truncate(1_000_000_000);
    await handle.close();
    const read = await readAll(await sourceFromFile(path));
    expect(read.refusal?.code).toBe('empty');
  });

  it('asks for the zone only where rows carry none, and takes only real zones', async () => {
    expect((await readSample('das.csv', { zone: null })).refusal).toMatchObject({ code: 'needs-answer', needs: ['zone'] });
    expect((await readSample('webull.csv', { zone: null })).summary?.fills).toBe(2);
    expect((await readSample('ctrader.csv', { zone: null })).summary?.fills).toBe(4);
    expect((await readSample('das.csv', { zone: 'Nowhere/Else' })).refusal?.code).toBe('bad-answer');
    expect((await readSample('das.csv', { format: 'no-such' })).refusal?.code).toBe('bad-answer');
    expect((await readSample('das.csv', { format: 'tradovate-orders' })).refusal?.code).toBe('unread-layout');
    expect((await readSample('das.csv', { format: 'das-trades' })).summary?.fills).toBe(4);
  });

  it('counts readings in gaps and overlaps of the zone', async () => {
    const read = await readText('Symbol,Date/Time,Side,Quantity,Price\nACME,2026-03-08 02:30:00,Buy,1,10\nACME,2026-11-01 01:30:00,Sell,1,11\n');
    expect([read.summary?.gaps, read.summary?.overlaps]).toEqual([1, 1]);
    expect(read.fills.map((fill) => fill.time.dst)).toEqual(['gap', 'overlap']);
  });
});
