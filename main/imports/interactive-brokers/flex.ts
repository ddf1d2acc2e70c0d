import type { Row } from '../types.ts';
import type { Format, Head, RowReader, ReaderContext } from '../reading/format.ts';
import { isBlank } from '../reading/columns.ts';
import { fieldKey, flexFill, levelFilter, type Field } from './records.ts';

const ZONE = 'Interactive Brokers writes the time zone set in the Flex query (US Eastern by default).';
const RECORDS = new Set(['Trade', 'TradeConfirm', 'Order', 'Lot', 'SymbolSummary', 'AssetSummary', 'WashSale']);

function xmlReader(context: ReaderContext): RowReader {
  const levels = levelFilter(context);
  return {
    row(row) {
      const attributes = row.attributes;
      if (attributes === undefined || !RECORDS.has(row.cells[0] ?? '')) return;
      const values = new Map(Object.entries(attributes).map(([name, value]) => [fieldKey(name), value.trim()]));
      const field: Field = (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '') ?? '';
      const raw: Row = { ...row, raw: [...values].map(([name, value]) => `${name}=${value}`).join(' ') };
      const level = field('levelofdetail') || (row.cells[0] === 'Trade' || row.cells[0] === 'TradeConfirm' ? 'EXECUTION' : (row.cells[0] ?? ''));
      levels.offer(level, raw, () => flexFill(raw, field, context));
    },
    end: () => levels.end(),
  };
}

/** Interactive Brokers Flex query as XML (trades and trade confirmations). */
export const interactiveBrokersFlexXml: Format = {
  id: 'interactive-brokers-flex-xml', broker: 'Interactive Brokers', report: 'Flex query (XML)', dateOrder: 'mdy', zoneHint: ZONE,
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

function isFlexHeader(places: FieldPlaces): boolean {
  const has = (...names: string[]): boolean => names.some((name) => places.has(name));
  const table = has('symbol') && has('quantity') && has('price', 'tradeprice') && has('datetime', 'tradedate', 'tradedatetime');
  const marked = has('ibexecid', 'ibcommission', 'clientaccountid', 'conid', 'levelofdetail', 'ibcommissioncurrency') || (has('underlyingsymbol') && has('multiplier'));
  return table && marked;
}

function csvReader(context: ReaderContext): RowReader {
  const levels = levelFilter(context);
  let places: FieldPlaces | null = null;
  return {
    row(row) {
      if (isBlank(row)) return;
      const first = (row.cells[0] ?? '').trim();
      // Flex files with frames (BOF, BOA, HEADER, DATA …) are not offered by default; a plain header may recur.
      if (places === null || fieldKey(first) === [...places.keys()][0]) {
        const found = placesOf(row);
        if (isFlexHeader(found)) {
          places = found;
          return;
        }
        if (places === null) return;
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
      levels.offer(field('levelofdetail'), row, () => flexFill(row, field, context));
    },
    end: () => levels.end(),
  };
}

/** Interactive Brokers Flex query as CSV, with whatever columns the query was given. */
export const interactiveBrokersFlexCsv: Format = {
  id: 'interactive-brokers-flex-csv', broker: 'Interactive Brokers', report: 'Flex query (CSV)', dateOrder: 'mdy', zoneHint: ZONE,
  recognises: (head: Head) => head.container === 'csv' && head.rows.slice(0, 40).some((row) => isFlexHeader(placesOf(row))),
  reader: csvReader,
};
