import { parseTime } from '../text/dates.ts';
import { parseNumber } from '../text/numbers.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const STRIKE = ['strike', 'strike price'];
const EXPIRY = ['expiration date', 'expiration', 'expiry date', 'expiry', 'exp', 'exp date'];
const RIGHT = ['call/put', 'put/call', 'call or put', 'right', 'option type'];

/** An option under the name by which it is known everywhere (`AAPL 19 JAN 24 150 CALL`); null when it is none. */
export function optionName(root: string, expiry: string, strike: string, right: string): string | null {
  const date = parseTime(expiry, 'mdy');
  const price = parseNumber(strike);
  const kind = /^(?:c|call)$/i.test(right) ? 'CALL' : /^(?:p|put)$/i.test(right) ? 'PUT' : null;
  if (date?.kind !== 'date' || price === null || kind === null || !/^[A-Z]{1,6}$/.test(root)) return null;
  const day = new Date(date.ms);
  return `${root} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${String(day.getUTCFullYear()).slice(2)} ${price} ${kind}`;
}

/** The option a row means by columns of its own, so that it is not taken for its share; otherwise the symbol as written. */
export function withOptionColumns(symbol: string, cell: (names: readonly string[]) => string): string {
  return optionName(symbol, cell(EXPIRY), cell(STRIKE), cell(RIGHT)) ?? symbol;
}
