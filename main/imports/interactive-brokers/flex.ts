import type { Row } from '../types.ts';
import type { Format, Head, RowReader, ReaderContext } from '../reading/format.ts';
import { isBlank } from '../reading/columns.ts';
import { fieldKey, flexFill, levelFilter, tradeSink, type Field } from './records.ts';

const ZONE = 'Interactive Brokers writes the time zone set in the Flex query (US Eastern by default).';
const RECORDS = new Set(['Trade', 'TradeConfirm', 'Order', 'Lot', 'SymbolSummary', 'AssetSummary', 'WashSale']);

function xmlReader(context: ReaderContext): RowReader {
  const levels = levelFilter(context);
  const sink = tradeSink(context);
  let statement = '';
  return {
    row(row) {
      const attributes = row.attributes;
      if (attributes === undefined) return;
      if (row.cells[0] === 'FlexStatement') statement = (attributes['accountId'] ?? '').trim();
      if (!RECORDS.has(row.cells[0] ?? '')) return;
      const account = statement;
      const values = new Map(Object.entries(attributes).map(([name, value]) => [fieldKey(name), value.trim()]));
      const field: Field = (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '') ?? '';
      const raw: Row = { ...row, raw: [...values].map(([name, value]) => `${name}=${value}`).join(' ') };
      const level = field('levelofdetail') || (row.cells[0] === 'Trade' || row.cells[0] === 'TradeConfirm' ? 'EXECUTION' : (row.cells[0] ?? ''));
      levels.offer(level, raw, () => flexFill(raw, field, account, sink, context));
    },
    end() {
      levels.end();
      sink.end();
    },
  };
}

/** Interactive Brokers Flex query as XML (trades and trade confirmations). */
export const interactiveBrokersFlexXml: Format = {
  id: 'interactive-brokers-flex-xml', broker: 'Interactive Brokers', report: 'Flex query (XML)', dateOrder: 'infer', zoneHint: ZONE,
  recognises: (head) => head.container === 'xml' && head.rows.some((row) => row.cells[0] === 'FlexQueryResponse' || row.cells[0] === 'FlexStatement'),
  reader: xmlReader,
};

type FieldPlaces = ReadonlyMap<string, number>;

function placesOf(row: Row): FieldPlaces {
  const places = new Map<string, number>();
  row.cells.forEach((cell, index) => {
    const key = fieldKey(cell);
    if (key !== '' && !places.has(key)) places.set(key, index);
  });
  return places;
}

/** Names that only headers hold; three of them make a row one. */
const NAMES = new Set(['clientaccountid', 'accountalias', 'currencyprimary', 'fxratetobase', 'assetclass', 'symbol', 'description', 'conid', 'quantity', 'multiplier', 'levelofdetail', 'reportdate', 'tradeid', 'amount']);
/** Lines around the sections of a query that was given header and trailer records. */
const FRAMES = new Set(['BOF', 'BOA', 'BOS', 'EOS', 'EOA', 'EOF']);

function isHeaderRow(row: Row): boolean {
  // Most rows show by their first cell (an account, a currency) that they are none.
  if (!/^[A-Za-z][A-Za-z/ ]{4,}$/.test((row.cells[0] ?? '').trim())) return false;
  let names = 0;
  for (const cell of row.cells) if (cell.length <= 24 && NAMES.has(fieldKey(cell)) && (names += 1) === 3) return true;
  return false;
}

function isFlexHeader(places: FieldPlaces): boolean {
  const has = (...names: string[]): boolean => names.some((name) => places.has(name));
  const table = has('symbol') && has('quantity') && has('price', 'tradeprice') && has('datetime', 'tradedate', 'tradedatetime');
  const marked = has('ibexecid', 'ibcommission', 'clientaccountid', 'conid', 'levelofdetail', 'ibcommissioncurrency') || (has('underlyingsymbol') && has('multiplier'));
  // The section of unbundled commissions lists the same trades again.
  return table && marked && !has('totalcommission', 'brokerexecutioncharge');
}

function csvReader(context: ReaderContext): RowReader {
  const levels = levelFilter(context);
  const sink = tradeSink(context);
  /** Null outside a section of trades: a query lists positions, dividends and more one below the other. */
  let places: FieldPlaces | null = null;
  return {
    row(row) {
      if (isBlank(row) || FRAMES.has((row.cells[0] ?? '').trim())) return;
      if (places === null || isHeaderRow(row)) {
        const found = placesOf(row);
        places = isFlexHeader(found) ? found : null;
        return;
      }
      const known = places;
      const field: Field = (...names) => {
        for (const name of names) {
          const place = known.get(name);
          const value = place === undefined ? '' : (row.cells[place] ?? '').trim();
          if (value !== '') return value;
        }
        return '';
      };
      levels.offer(field('levelofdetail'), row, () => flexFill(row, field, '', sink, context));
    },
    end() {
      levels.end();
      sink.end();
    },
  };
}

/** Interactive Brokers Flex query as CSV, with whatever columns the query was given. */
export const interactiveBrokersFlexCsv: Format = {
  id: 'interactive-brokers-flex-csv', broker: 'Interactive Brokers', report: 'Flex query (CSV)', dateOrder: 'infer', zoneHint: ZONE,
  recognises: (head: Head) => head.container === 'csv' && head.rows.slice(0, 40).some((row) => isFlexHeader(placesOf(row))),
  reader: csvReader,
};
