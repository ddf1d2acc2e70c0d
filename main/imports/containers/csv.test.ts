import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../types.ts';
import { csvParser, detectDelimiter, type Delimiter } from './csv.ts';

function parse(text: string, delimiter: Delimiter = ',', pieces: number[] = []): Row[] {
  const rows: Row[] = [];
  const parser = csvParser(delimiter, (row) => rows.push(row));
  let at = 0;
  for (const piece of pieces) {
    parser.push(text.slice(at, at + piece));
    at += piece;
  }
  parser.push(text.slice(at));
  parser.end();
  return rows;
}

describe('delimited text', () => {
  it('reads quotes, doubled quotes, line breaks in quotes and both line endings, with physical line numbers', () => {
    const rows = parse('a,"b, c",d\r\n"x ""y""","two\nlines",z\n\nlast,1,2');
    expect(rows.map((row) => row.cells)).toEqual([['a', 'b, c', 'd'], ['x "y"', 'two\nlines', 'z'], [''], ['last', '1', '2']]);
    expect(rows.map((row) => row.line)).toEqual([1, 2, 4, 5]);
    expect(rows[1]?.raw).toBe('"x ""y""","two\nlines",z');
  });

  it('reads lines that end with a carriage return alone, and does not take half a line end for one', () => {
    expect(parse('a,b\rc,"d\re"\rf,g').map((row) => [row.line, ...row.cells])).toEqual([[1, 'a', 'b'], [2, 'c', 'd\ne'], [4, 'f', 'g']]);
    expect(parse('a,b\r\nc,d\r\n', ',', [4]).map((row) => row.cells)).toEqual([['a', 'b'], ['c', 'd']]);
    expect(detectDelimiter('a;b;c\r1;2;3\r')).toBe(';');
  });

  it('keeps a spreadsheet guard, a stray quote inside a cell and spaces before a quoted cell', () => {
    expect(parse('="53",5" disk, "a,b"')[0]?.cells).toEqual(['="53"', '5" disk', 'a,b']);
  });

  it('marks a last line that ends too early, and no other one', () => {
    const cut = (text: string): boolean[] => parse(text).map((row) => row.cut === true);
    expect(cut('a,b,c\n1,2,3\n1,2')).toEqual([false, false, true]);
    expect(cut('a,b,c\n1,2,3\n1,"2')).toEqual([false, false, true]);
    expect(cut('a,b,c\n1,2,3\n1,2\n')).toEqual([false, false, false]);
    expect(cut('a,b,c\n1,2\n1,2,3')).toEqual([false, false, false]);
    expect(cut('a,b,c\n1,2,\n1,2')).toEqual([false, false, false]);
  });

  it('loses one line, not the rest, to a quote that is never closed', () => {
    const lines = ['a,b', '"broken,1', ...Array.from({ length: 100 }, (_, i) => `row${i},${i}`)];
    const rows = parse(lines.join('\n'));
    expect(rows).toHaveLength(lines.length);
    expect(rows[2]?.cells).toEqual(['row0', '0']);
    expect(rows.at(-1)).toMatchObject({ cells: ['row99', '99'], line: 102 });
  });

  it('unwraps records that were quoted as a whole', () => {
    const rows = parse('id,name,note\n"1,x,""a, b"""\n2,y,z');
    expect(rows[1]?.cells).toEqual(['1', 'x', 'a, b']);
  });

  it('cuts a line without end', () => {
    const rows = parse(`a,b\n${'x'.repeat(2_500_000)}`);
    expect(Math.max(...rows.map((row) => row.raw.length))).toBeLessThanOrEqual(1_300_000);
  });

  it.each([['a,b,c\n1,2,3', ','], ['a;b;c\n1,5;2,5;3', ';'], ['a\tb\n1\t2', '\t'], ['Report;;;\nA;B;C;D\n1;2,5;3;4', ';']])('finds the delimiter of %j', (text, delimiter) => expect(detectDelimiter(text)).toBe(delimiter));

  it('reads any table back, however the stream is cut', () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '').replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), fc.array(fc.nat(9), { maxLength: 12 }), (table, cuts) => {
        const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(parse(text, ',', cuts).map((row) => row.cells)).toEqual(table.map((row) => row.map((value) => value)));
      }),
    );
  });
});
