/**
 * Contract symbols as platforms write them, to the instrument behind them. Pure text: nothing here knows tick sizes or
 * point values. What cannot be told is null, and the trader is asked.
 */

export type InstrumentKind = 'future' | 'option' | 'forex' | 'crypto' | 'stock';

export interface ResolvedSymbol {
  /** `MES`, `EURUSD`, `BTCUSD`, `AAPL`; for an option the underlying's symbol. */
  readonly root: string;
  readonly kind: InstrumentKind;
  /** One name for one contract whatever the platform: `MESU25`, `AAPL 2023-01-20 150 C`; otherwise the root. */
  readonly contract: string;
  /** A future's delivery month (1–12); the year is null when a single digit could not be placed. */
  readonly expiry: { readonly month: number; readonly year: number | null } | null;
}

export interface SymbolHint {
  /** When it was traded (milliseconds UTC): places a one-digit year. */
  readonly at?: number | null;
}

const MONTH_CODES = 'FGHJKMNQUVXZ';
const MONTH_NAMES = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Roots that are futures even when written without a month. */
const FUTURE_ROOTS = new Set(
  `ES MES NQ MNQ RTY M2K YM MYM EMD NKD NIY CL MCL QM BZ NG MNG QG RB HO GC MGC QO 1OZ SI SIL QI HG MHG QC PL PA ZB UB MWN ZN TN MTN ZF ZT ZQ SR1 SR3 10Y 2YY 5YY 30Y
   6A 6B 6C 6E 6J 6L 6M 6N 6S 6Z M6A M6B M6E MCD MSF MJY E7 J7 ZC ZS ZW ZL ZM ZO ZR KE XC XK XW MZC MZS MZW MZL MZM HE LE GF MBT MET VX VXM DX
   FDAX FDXM FDXS FESX FSXE FGBL FGBM FGBS FGBX FOAT FBTP`.split(/\s+/),
);

/** What the data feed behind some platforms calls them. */
const FEED_ROOTS: Readonly<Record<string, string>> = {
  EP: 'ES', ENQ: 'NQ', CLE: 'CL', MCLE: 'MCL', NQM: 'QM', NGE: 'NG', NQG: 'QG', HOE: 'HO', RBE: 'RB', GCE: 'GC', SIE: 'SI', CPE: 'HG', PLE: 'PL', PAE: 'PA', ULA: 'UB', USA: 'ZB', TNA: 'TN', TYA: 'ZN',
  FVA: 'ZF', TUA: 'ZT', EU6: '6E', BP6: '6B', JY6: '6J', CA6: '6C', DA6: '6A', SF6: '6S', NE6: '6N', MX6: '6M', EEU: 'E7', ZCE: 'ZC', ZSE: 'ZS', ZWA: 'ZW', ZLE: 'ZL', ZME: 'ZM', GLE: 'LE', GMET: 'MET',
};

const CURRENCIES = new Set('USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK PLN HUF CZK TRY ZAR MXN SGD HKD CNH CNY XAU XAG XPT XPD INR BRL KRW ILS THB'.split(' '));
const COINS = new Set('BTC XBT ETH SOL XRP ADA DOGE LTC BNB AVAX DOT LINK MATIC POL BCH ETC XLM TRX ATOM UNI NEAR APT ARB OP SUI PEPE SHIB FIL AAVE INJ TON HBAR'.split(' '));
const COIN_QUOTES = ['USDT', 'USDC', 'BUSD', 'USD', 'EUR', 'GBP', 'JPY', 'BTC', 'ETH'];

/** Reads a symbol; null when it is none that can be told for sure. */
export function resolveSymbol(text: string, hint: SymbolHint = {}): ResolvedSymbol | null {
  const written = /[A-Z]/.test(text) ? text.trim() : text.trim().toUpperCase();
  if (written === '' || written.length > 64) return null;
  const option = optionSymbol(written);
  if (option !== null) return option;
  const bare = bareSymbol(written);
  // A broker's suffix of a pair is told by its small letters: `usdjpym`.
  return futureContract(bare.symbol, bare.feed, hint) ?? pairSymbol(bare.symbol) ?? pairSymbol(text.trim()) ?? bareRoot(bare.symbol, bare.future) ?? null;
}

/**
 * The symbol of a share as a report of shares writes it, kept apart from the future that is called the same: `CL` is Colgate
 * there, and crude oil elsewhere.
 */
export function shareSymbol(ticker: string): string {
  return FUTURE_ROOTS.has(ticker) ? `${ticker}.US` : ticker;
}

/** The instrument of the journal: `MES` for any of its contracts; an option is an instrument of its own. What is not recognised is called as written. */
export function instrumentOf(written: string, at: number | null): string {
  const resolved = resolveSymbol(written, { at });
  if (resolved === null) return written;
  return resolved.kind === 'option' ? resolved.contract : resolved.root;
}

/** Takes off what platforms put around a symbol: exchange prefixes and suffixes, an account or `[Sim]` in brackets, feed prefixes. */
function bareSymbol(text: string): { readonly symbol: string; readonly future: boolean; readonly feed: boolean } {
  let symbol = text.replace(/^\[[^\]]*\]\s*/, '').replace(/\s*\([^)]*\)$/, '');
  let future = false;
  let feed = false;
  const colon = /^([A-Z_0-9]+):(?=[A-Z0-9])(.+)$/.exec(symbol);
  if (colon !== null && !symbol.startsWith('/')) {
    symbol = colon[2] ?? symbol;
    if (/^(?:NYSE|NASDAQ|AMEX|ARCA|NYSEARCA|BATS|OTC)$/.test(colon[1] ?? '')) symbol = shareSymbol(symbol);
    if (/^(?:CME|CBOT|NYMEX|COMEX|EUREX|ICEUS|ICEEUR)/.test(colon[1] ?? '')) future = true;
  }
  if (/^[/@]/.test(symbol)) {
    symbol = symbol.slice(1);
    future = true;
  }
  const dotted = /^(?:CON\.)?F\.[A-Z]{2}\.(.+)$/.exec(symbol);
  if (dotted !== null) {
    symbol = (dotted[1] ?? '').replace('.', '');
    future = true;
    feed = true;
  }
  const prefixed = /^(?:CM|CB|NY|CX|EU)\.([A-Z0-9]{1,4}[FGHJKMNQUVXZ]\d{1,2})$/.exec(symbol);
  if (prefixed !== null) {
    symbol = prefixed[1] ?? symbol;
    future = true;
  }
  const suffixed = /^(.+?)(?:_FUT_[A-Z]+|[.:@-]X?(?:CME|CBOT|CBT|NYMEX|NYM|COMEX|CMX|EUREX|ICE|IFUS|ECBOT|GLOBEX|FUT)\w*)$/.exec(symbol);
  if (suffixed !== null) {
    symbol = suffixed[1] ?? symbol;
    future = true;
  }
  return { symbol: symbol.trim(), future, feed };
}

function optionSymbol(text: string): ResolvedSymbol | null {
  const occ = /^\.?([A-Z]{1,6})\s*(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/.exec(text);
  if (occ !== null) {
    const [, root = '', year = '', month = '', day = '', right = '', strike = ''] = occ;
    if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
    return { root, kind: 'option', contract: `${root} 20${year}-${month}-${day} ${Number(strike) / 1000} ${right}`, expiry: null };
  }
  // `AAPL20Jan23C150.00` of Questrade, spelled as the others do.
  const joined = /^([A-Z]{1,6})(\d{1,2})([A-Z][a-z]{2})(\d{2})([CP])(\d*\.?\d+)$/.exec(text);
  if (joined !== null) return optionSymbol(`${joined[1]} ${joined[2]} ${(joined[3] ?? '').toUpperCase()} ${joined[4]} ${joined[6]} ${joined[5]}`);
  const spelled = /^([A-Z]{1,6}) (\d{1,2}) ?([A-Z]{3}) ?(\d{2}|\d{4})(?: \([^)]*\))? (\d*\.?\d+) (CALL|PUT|C|P)$/.exec(text);
  if (spelled === null) return null;
  const month = MONTH_NAMES.indexOf(spelled[3] ?? '') + 1;
  if (month === 0) return null;
  const year = (spelled[4] ?? '').padStart(4, '20');
  const date = `${year}-${String(month).padStart(2, '0')}-${(spelled[2] ?? '').padStart(2, '0')}`;
  return { root: spelled[1] ?? '', kind: 'option', contract: `${spelled[1]} ${date} ${Number(spelled[5])} ${(spelled[6] ?? '').slice(0, 1)}`, expiry: null };
}

function futureContract(symbol: string, feed: boolean, hint: SymbolHint): ResolvedSymbol | null {
  const spaced = /^([A-Z0-9]{1,4}) (?:(\d{2})[-.](\d{2})|([A-Z]{3}) ?(\d{2}|\d{4}))$/.exec(symbol.toUpperCase());
  if (spaced !== null) {
    const month = spaced[2] !== undefined ? Number(spaced[2]) : MONTH_NAMES.indexOf(spaced[4] ?? '') + 1;
    if (month < 1 || month > 12) return null;
    return future(spaced[1] ?? '', month, fullYear(spaced[3] ?? spaced[5] ?? '', hint), feed);
  }
  const coded = /^([A-Z0-9]{1,4}?)([FGHJKMNQUVXZ])(\d{1,2}|\d{4})$/.exec(symbol);
  if (coded === null || !/[A-Z]/.test(coded[1] ?? '')) return null;
  const digits = coded[3] ?? '';
  const year = fullYear(digits, hint);
  // `HK50` is an index, not a contract of 2050.
  if (year !== null && (year < 1990 || year > 2045)) return null;
  return future(coded[1] ?? '', MONTH_CODES.indexOf(coded[2] ?? '') + 1, year, feed);
}

function future(written: string, month: number, year: number | null, feed: boolean): ResolvedSymbol {
  const root = feed ? (FEED_ROOTS[written] ?? written) : written;
  const code = MONTH_CODES[month - 1] ?? '';
  return { root, kind: 'future', contract: `${root}${code}${year === null ? '' : String(year % 100).padStart(2, '0')}`, expiry: { month, year } };
}

/** A one-digit year is the first year ending in it that had not expired when it was traded. */
function fullYear(digits: string, hint: SymbolHint): number | null {
  if (digits.length === 4) return Number(digits);
  if (digits.length === 2) return 2000 + Number(digits);
  if (hint.at == null) return null;
  const traded = new Date(hint.at).getUTCFullYear();
  for (let year = traded; year < traded + 10; year += 1) if (year % 10 === Number(digits)) return year;
  return null;
}

function pairSymbol(symbol: string): ResolvedSymbol | null {
  const upper = symbol.toUpperCase().replace(/^#/, '');
  const forex = /^([A-Z]{3})[/._-]?([A-Z]{3})(?:[.#_+-]?[A-Z]{0,6})$/.exec(upper);
  if (forex !== null && CURRENCIES.has(forex[1] ?? '') && CURRENCIES.has(forex[2] ?? '') && isPlainSuffix(symbol, 6)) {
    const root = `${forex[1]}${forex[2]}`;
    return { root, kind: 'forex', contract: root, expiry: null };
  }
  const joined = upper.replace(/[/_-]/g, '').replace(/\.[A-Z]{1,4}$/, '').replace(/PERP$/, '');
  for (const quote of COIN_QUOTES) {
    const base = joined.endsWith(quote) ? joined.slice(0, -quote.length) : '';
    if (base !== '' && base !== quote && COINS.has(base)) {
      const root = `${base === 'XBT' ? 'BTC' : base}${quote}`;
      return { root, kind: 'crypto', contract: root, expiry: null };
    }
  }
  return null;
}

/** Broker suffixes of a currency pair are lower case or after a sign: `EURUSDm`, `EURUSD.x`; `EURUSDA` would be something else. */
function isPlainSuffix(symbol: string, length: number): boolean {
  const rest = symbol.replace(/^#/, '').replace(/[/._-](?=[A-Za-z]{3})/, '').slice(length);
  return rest === '' || /^(?:[a-z]{1,6}|[.#_+-].*)$/.test(rest);
}

function bareRoot(symbol: string, future: boolean): ResolvedSymbol | null {
  const continuous = /^([A-Z0-9]{1,4})(?:\d!|[ ]?##-##|\.D|=F)$/.exec(symbol);
  const root = continuous?.[1] ?? symbol;
  if (FUTURE_ROOTS.has(root) || continuous !== null || (future && /^[A-Z0-9]{1,4}$/.test(root))) return { root, kind: 'future', contract: root, expiry: null };
  return /^[A-Z]{1,5}(?:[./ -][A-Z]{1,2})?$/.test(symbol) ? { root: symbol, kind: 'stock', contract: symbol, expiry: null } : null;
}
