import { remembering } from '../text/remember.ts';
import type { Side } from '../types.ts';

export interface SideWord {
  readonly side: Side;
  readonly effect: 'open' | 'close' | null;
}

const BUY = ['b', 'buy', 'bot', 'bought', 'bid', 'market buy', 'limit buy', 'stop buy', 'kauf', 'kaufen', 'compra', 'comprar', 'acquisto', 'achat', 'acheter', 'koop', 'купить', 'buy limit', 'buy stop', 'buy market', 'bl', 'l'];
const SELL = ['s', 'sell', 'sld', 'sold', 'ask', 'market sell', 'limit sell', 'stop sell', 'verkauf', 'verkaufen', 'venta', 'venda', 'vender', 'vendita', 'vente', 'vendre', 'verkoop', 'продать', 'sell limit', 'sell stop', 'sell market', 'sl'];
const OPENING_BUY = ['buy to open', 'bto', 'buy_to_open', 'long buy', 'open long', 'trade buy in'];
const CLOSING_BUY = ['buy to close', 'buy to cover', 'btc', 'bc', 'cover', 'buy_to_close', 'buytocover', 'short buy', 'close short', 'trade buy out', 'buy cover'];
const OPENING_SELL = ['sell to open', 'sell short', 'sto', 'ss', 'short', 'sell_to_open', 'sellshort', 'short sell', 'open short', 'trade sell in', 'sold short', 'sshrt'];
const CLOSING_SELL = ['sell to close', 'stc', 'sell_to_close', 'long sell', 'close long', 'trade sell out'];

const meaning = (words: readonly string[], side: Side, effect: SideWord['effect']): [string, SideWord][] => words.map((word) => [word, { side, effect }]);

const WORDS: ReadonlyMap<string, SideWord> = new Map([
  ...meaning(BUY, 'buy', null),
  ...meaning(SELL, 'sell', null),
  ...meaning(OPENING_BUY, 'buy', 'open'),
  ...meaning(CLOSING_BUY, 'buy', 'close'),
  ...meaning(OPENING_SELL, 'sell', 'open'),
  ...meaning(CLOSING_SELL, 'sell', 'close'),
]);

/** What a side cell of a fill says, in the words and languages brokers use; null when it is none of them. */
export const sideWord = remembering((text: string): SideWord | null => WORDS.get(text.trim().toLowerCase()) ?? null);

/** A side that is written as a sign. */
export function signedSide(text: string): SideWord | null {
  return /^\+?1$/.test(text) ? { side: 'buy', effect: null } : /^[-−]1$/u.test(text) ? { side: 'sell', effect: null } : null;
}

const LONG = new Set(['long', 'buy', 'b', 'l', 'bought', 'kauf', 'acquisto', 'compra', 'achat', 'lang', 'largo', 'lungo', 'buy to open']);
const SHORT = new Set(['short', 'sell', 's', 'sold', 'ss', 'verkauf', 'vendita', 'venta', 'venda', 'vente', 'corto', 'sell to open', 'sell short']);

/** The direction of a round trip; null when the word is none. */
export function directionWord(text: string): 'long' | 'short' | null {
  const word = text.trim().toLowerCase();
  if (LONG.has(word)) return 'long';
  return SHORT.has(word) ? 'short' : null;
}

/** What an order's status means for its fills; null when the word is unknown. */
export function statusWord(text: string): 'filled' | 'dead' | 'working' | null {
  const word = text.trim().toLowerCase();
  if (/^(?:filled|fill|executed|complete|completed|ausgeführt|eseguito|ejecutad[oa]|exécuté|closed|done|finished)$/u.test(word)) return 'filled';
  if (/^(?:cancel|storniert|abgelehnt|annull|cancelad|rechaz|reject|expired|abgelaufen|failed|inactive|deleted|too late)/u.test(word)) return 'dead';
  if (/^(?:working|wait|pending|open|queued|accepted|placed|suspended|partial|new|active|in arbeit|arbeitend|held)/u.test(word)) return 'working';
  return null;
}
