import { SaxesParser } from 'saxes';
import { ImportRefused, type Row } from '../types.ts';

/**
 * Elements of an XML file as rows: the element's name and its attributes. Well-formedness is checked, so a half file is
 * refused and not half imported. Entities a file declares itself are not expanded (a file with any is refused), which is
 * what makes entity bombs harmless.
 */
export function xmlRows(onRow: (row: Row) => void): { push(text: string): void; end(): void } {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw new ImportRefused('damaged', `This XML file is damaged or incomplete: ${error.message.replace(/^.*?:\s*/u, '')} (line ${parser.line}).`);
  });
  parser.on('doctype', (text) => {
    if (/<!ENTITY/i.test(text)) throw new ImportRefused('damaged', 'This XML file defines entities of its own, which no broker export does; it is refused.');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > 100) throw new ImportRefused('damaged', 'This XML file is nested too deeply for an export.');
    const attributes: Record<string, string> = tag.attributes;
    if (Object.keys(attributes).length > 0) onRow({ cells: [tag.name], line: parser.line, raw: '', attributes });
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  return {
    push(text) {
      parser.write(text);
    },
    end() {
      parser.close();
    },
  };
}
