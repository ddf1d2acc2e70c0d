/** Which of the trades that were read are shown. */
import type { TradeView } from '../../../preload/contract/trades.ts';

export type TradeStatus = 'open' | 'closed' | 'all';
export type TradeMark = 'any' | 'won' | 'lost' | 'even' | 'overridden' | 'bypass' | 'incomplete';

export interface TradeFilter {
  readonly status: TradeStatus;
  readonly mark: TradeMark;
  readonly text: string;
  /** Session dates, both included; empty for no limit. */
  readonly from: string;
  readonly to: string;
}

export const anyTrade: TradeFilter = { status: 'all', mark: 'any', text: '', from: '', to: '' };

export const markLabels: Readonly<Record<TradeMark, string>> = {
  any: 'All trades',
  won: 'Won',
  lost: 'Lost',
  even: 'Break-even',
  overridden: 'Overridden',
  bypass: 'Bypass (no ticket)',
  incomplete: 'Something unknown',
};

function hasMark(trade: TradeView, mark: TradeMark): boolean {
  const net = trade.netPnl?.amount ?? null;
  switch (mark) {
    case 'any':
      return true;
    case 'won':
      return trade.status === 'closed' && net !== null && net > 0;
    case 'lost':
      return trade.status === 'closed' && net !== null && net < 0;
    case 'even':
      return trade.status === 'closed' && net === 0;
    case 'overridden':
      return trade.overridden;
    case 'bypass':
      return trade.ticketId === null;
    case 'incomplete':
      return trade.status === 'closed' && (net === null || trade.mfe === null || trade.mae === null);
  }
}

/** Every word of the text must occur in the symbol, side, setup, emotion, note or lesson. */
export function matches(trade: TradeView, filter: Pick<TradeFilter, 'mark' | 'text'>): boolean {
  if (!hasMark(trade, filter.mark)) return false;
  const content = [trade.symbol, trade.side, trade.setup, trade.emotion, trade.note, trade.lesson].join(' ').toLowerCase();
  return filter.text.toLowerCase().split(/\s+/).every((word) => content.includes(word));
}

/** True when a mark or words narrow the list, which happens here and not in the journal. */
export function narrows(filter: TradeFilter): boolean {
  return filter.mark !== 'any' || filter.text.trim() !== '';
}
