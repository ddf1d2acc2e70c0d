/** The search over everything that was written. */
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { SearchHit } from '../../../preload/contract/notebook.ts';
import type { Executor } from '../../store/executor.ts';
import { linesByIds, tradedSymbols } from '../../store/notebook-lists.ts';
import { HIT_BEGINS, HIT_ENDS, searchDocuments, searchExpression, type FoundDocument } from '../../store/search-index.ts';
import { findSetup } from '../../store/setups.ts';
import { tradeLines } from './pages.ts';
import { requireNotebookAccount } from './subject.ts';

const SYMBOLS_MAX = 5;

export function searchNotebook(db: Executor, { accountId, text, limit }: CallInput<'notebook.search'>): CallOutput<'notebook.search'> {
  requireNotebookAccount(db, accountId);
  const expression = searchExpression(text);
  if (expression === null) return { hits: [], symbols: [], order: 'best', more: false };
  const typed = text.trim();
  const symbols = /^[\w./^-]{1,24}$/.test(typed) ? tradedSymbols(db, accountId, typed, SYMBOLS_MAX) : [];
  const { documents, order } = searchDocuments(db, accountId, expression, limit + 1);
  const page = documents.slice(0, limit);
  const ids = page.filter(({ subject }) => subject === 'trade').map(({ subjectId }) => subjectId);
  const trades = new Map(tradeLines(db, accountId, linesByIds(db, accountId, ids)).map((line) => [line.id, line]));
  const hits = page.flatMap((document): SearchHit[] => {
    const snippet = snippetOf(document);
    if (document.subject === 'day') return [{ kind: 'day', date: document.subjectId, snippet }];
    if (document.subject === 'setup') {
      const setup = findSetup(db, document.subjectId);
      return setup === null ? [] : [{ kind: 'setup', id: setup.id, name: setup.name, snippet }];
    }
    const trade = trades.get(document.subjectId);
    // The trade of an undone import: it will be found again when it is back.
    return trade === undefined ? [] : [{ kind: 'trade', trade, snippet }];
  });
  return { hits, symbols, order, more: documents.length > limit };
}

/** The part that says most about why it was found: what was written, then the labels, then what it is. */
function snippetOf({ words, labels, name }: FoundDocument): SearchHit['snippet'] {
  const shown = [words, labels, name].find((text) => text.includes(HIT_BEGINS)) ?? words;
  return segments(shown);
}

/** Text in parts, so that nothing in it is ever read as markup. */
function segments(text: string): SearchHit['snippet'] {
  const parts: SearchHit['snippet'] = [];
  for (const [index, piece] of text.split(HIT_BEGINS).entries()) {
    const [hit = '', rest] = index === 0 ? ['', piece] : piece.split(HIT_ENDS);
    if (hit !== '') parts.push({ text: hit, hit: true });
    if (rest !== undefined && rest !== '') parts.push({ text: rest, hit: false });
  }
  return parts.slice(0, 200);
}
