/** The weekly review as a PDF: the analytics window printed as it stands, by its own print style. */

/** What is needed of Electron's WebContents. */
export interface Printable {
  printToPDF(options: { readonly pageSize: 'A4'; readonly printBackground: boolean; readonly margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }; readonly generateTaggedPDF: boolean; readonly displayHeaderFooter: boolean; readonly headerTemplate: string; readonly footerTemplate: string }): Promise<Uint8Array>;
}

/** Margins in inches, as printToPDF has them. */
const MARGIN = 0.6;

/** Page numbers at the foot; tagged, so that a screen reader finds headings and tables in it. */
export function printReview(page: Printable): Promise<Uint8Array> {
  return page.printToPDF({
    pageSize: 'A4', printBackground: true, generateTaggedPDF: true, displayHeaderFooter: true,
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    headerTemplate: '<span></span>',
    footerTemplate: '<div style="width:100%;font-size:8px;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
  });
}
