import { ImportRefused, type Row } from '../types.ts';
import { saxReader, type TextReader } from './sax.ts';

/**
 * Elements of an XML file as rows: the element's name and its attributes. Well-formedness is checked, so a half file is
 * refused and not half imported. Entities a file declares itself are not expanded (a file with any is refused), which is
 * what makes entity bombs harmless.
 */
export function xmlRows(onRow: (row: Row) => void): TextReader {
  return saxReader('This XML file', {
    open(name, attributes, line) {
      if (Object.keys(attributes).length > 0) onRow({ cells: [name], line, raw: '', attributes });
    },
    doctype(text) {
      if (/<!ENTITY/i.test(text)) throw new ImportRefused('damaged', 'This XML file defines entities of its own, which no broker export does; it is refused.');
    },
  });
}
