import { SaxesParser } from 'saxes';
import { ImportRefused } from '../types.ts';

/** Elements deep; an export has about five. */
const MAX_DEPTH = 100;
/** Letters that one tag, attribute or text may have; a whole row of a statement has some hundred. */
const MAX_TOKEN = 4 * 1024 * 1024;

export interface SaxHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  text?(value: string): void;
  close?(name: string): void;
  doctype(text: string): void;
}

export interface TextReader {
  push(text: string): void;
  end(): void;
}

/**
 * Well-formed XML, piece by piece, in little memory: what nests without an end, and a tag or text without one, is refused.
 *
 * @param what begins the sentences of a refusal: "This XML file"
 */
export function saxReader(what: string, { open, text = () => undefined, close = () => undefined, doctype }: SaxHandlers): TextReader {
  const parser = new SaxesParser();
  let depth = 0;
  let unread = 0;
  parser.on('error', (error) => {
    throw new ImportRefused('damaged', `${what} is damaged or incomplete: ${error.message.replace(/^.*?:\s*/u, '')} (line ${parser.line}).`);
  });
  parser.on('doctype', doctype);
  parser.on('opentag', (tag) => {
    unread = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw new ImportRefused('damaged', `${what} is nested too deeply for an export.`);
    open(tag.name, tag.attributes, parser.line);
  });
  const said = (value: string): void => {
    unread = 0;
    text(value);
  };
  parser.on('text', said);
  parser.on('cdata', said);
  parser.on('closetag', (tag) => {
    unread = 0;
    depth -= 1;
    close(tag.name);
  });
  return {
    push(piece) {
      unread += piece.length;
      if (unread > MAX_TOKEN + piece.length) throw new ImportRefused('damaged', `${what} has a text or a tag that never ends.`);
      parser.write(piece);
    },
    end: () => void parser.close(),
  };
}
