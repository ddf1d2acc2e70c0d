import { expect, it } from 'vitest';
import { printReview, type Printable } from './print-review.ts';

it('prints the page on A4, tagged, with page numbers, and hands the bytes on', async () => {
  const asked: Parameters<Printable['printToPDF']>[0][] = [];
  const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46]);
  const page: Printable = {
    printToPDF: (options) => {
      asked.push(options);
      return Promise.resolve(bytes);
    },
  };
  expect(await printReview(page)).toBe(bytes);
  expect(asked).toEqual([expect.objectContaining({ pageSize: 'A4', generateTaggedPDF: true, displayHeaderFooter: true, footerTemplate: expect.stringContaining('pageNumber') })]);
});
