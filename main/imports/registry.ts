import { PLAIN_FILL_TABLES } from './brokerages/fill-tables.ts';
import { ctraderHistory } from './ctrader/history.ts';
import { dasTrades } from './das/trades.ts';
import { interactiveBrokersActivity } from './interactive-brokers/activity.ts';
import { interactiveBrokersFlexCsv, interactiveBrokersFlexXml } from './interactive-brokers/flex.ts';
import { lightspeedTrades } from './lightspeed/trades.ts';
import { headerRow } from './mapper/fingerprint.ts';
import { metatrader4Statement } from './metatrader4/statement.ts';
import { metatrader5History } from './metatrader5/history.ts';
import { metatrader5PositionList } from './metatrader5/position-list.ts';
import { ninjatraderExecutions } from './ninjatrader/executions.ts';
import { ninjatraderTrades } from './ninjatrader/trades.ts';
import { quantowerTrades } from './quantower/trades.ts';
import { headerName } from './reading/columns.ts';
import type { Format, Head } from './reading/format.ts';
import { rithmicFills, rithmicOrders } from './rithmic/orders.ts';
import { schwabTransactions } from './schwab/transactions.ts';
import { sierraChartTrades } from './sierra-chart/trades.ts';
import { thinkorswimStatement } from './thinkorswim/statement.ts';
import { topstepxOrders } from './topstepx/orders.ts';
import { topstepxTrades } from './topstepx/trades.ts';
import { tastytradeOlder, tastytradeTransactions } from './tastytrade/transactions.ts';
import { tradervueGeneric } from './tradervue/generic.ts';
import { tradestationExecutions } from './tradestation/executions.ts';
import { tradingviewListOfTrades } from './tradingview/list-of-trades.ts';
import { tradingviewOrders, tradingviewOrdersGerman, tradingviewPanelOrders } from './tradingview/orders.ts';
import { trading212History } from './trading212/history.ts';
import { tradovateFills } from './tradovate/fills.ts';
import { tradovateOrders } from './tradovate/orders.ts';
import { tradovatePerformance, tradovatePositionHistory } from './tradovate/pairs.ts';
import { webullFilledOrders, webullOrders } from './webull/orders.ts';

/** Every format read, the more telling headers before the plainer ones: the first that recognises a file reads it. */
export const FORMATS: readonly Format[] = [
  tradovatePositionHistory,
  tradovateOrders,
  tradovateFills,
  tradovatePerformance,
  topstepxTrades,
  topstepxOrders,
  ninjatraderExecutions,
  ...ninjatraderTrades,
  metatrader4Statement,
  metatrader5History,
  metatrader5PositionList,
  interactiveBrokersFlexXml,
  interactiveBrokersActivity,
  interactiveBrokersFlexCsv,
  thinkorswimStatement,
  sierraChartTrades,
  tradingviewListOfTrades,
  tradingviewOrders,
  tradingviewPanelOrders,
  tradingviewOrdersGerman,
  quantowerTrades,
  ctraderHistory,
  rithmicOrders,
  rithmicFills,
  tradestationExecutions,
  lightspeedTrades,
  webullOrders,
  webullFilledOrders,
  dasTrades,
  schwabTransactions,
  tastytradeTransactions,
  tastytradeOlder,
  trading212History,
  ...PLAIN_FILL_TABLES,
  tradervueGeneric,
];

/** Marks by which a broker's files are known even in a layout that is not read; `reads` is null where all its reports give dates without times. */
const MARKS: readonly { readonly broker: string; readonly anyOf: readonly RegExp[]; readonly reads: string | null }[] = [
  { broker: 'Tradovate', anyOf: [/^_priceformat$/, /^_ticksize$/, /^buyfillid$/, /^_accountid$/, /^cash change type$/], reads: 'Performance, Position History, Orders and Fills' },
  { broker: 'TopstepX / ProjectX', anyOf: [/^contractname$/, /^positiondisposition$/], reads: 'Trades and Orders' },
  { broker: 'NinjaTrader', anyOf: [/^market pos\.$/, /^cum\. net profit$/, /^e\/x$/, /^account display name$/, /^ip fee$/], reads: 'the executions grid and the trades grid, with English column names (the trades grid with French and Portuguese ones, too)' },
  { broker: 'MetaTrader', anyOf: [/^s \/ l$/, /^t \/ p$/], reads: 'the MetaTrader 4 statement (HTML) and the MetaTrader 5 history report (XLSX, HTML, CSV)' },
  { broker: 'Interactive Brokers', anyOf: [/^clientaccountid$/, /^ibcommission$/, /^datadiscriminator$/, /^fifopnlrealized$/], reads: 'Flex queries (XML, CSV) with symbol, date and time, quantity and price, and the Activity statement' },
  { broker: 'thinkorswim / Schwab', anyOf: [/^pos effect$/, /^proceeds per share$/, /^wash sale\?$/, /^fees & comm$/], reads: 'the account statement with its Account Trade History' },
  { broker: 'Sierra Chart', anyOf: [/^flattoflat profit\/loss \(c\)$/, /^entry datetime$/, /^fillexecutionserviceid$/, /^transdatetime$/], reads: 'the trades list (Trade Activity Log, Trades tab), not the log of activities' },
  { broker: 'TradingView', anyOf: [/^placing time$/, /^platzierungszeit$/, /^realized pnl \(value\)$/], reads: 'the list of trades and the order history (English, German)' },
  { broker: 'cTrader', anyOf: [/^opening direction$/], reads: 'the history with opening and closing times and prices' },
  { broker: 'Webull', anyOf: [/^symbol & name$/], reads: 'the orders and the filled orders, which have the time of each fill (this report has dates only)' },
  { broker: 'Fidelity', anyOf: [/^run date$/], reads: null },
  { broker: 'E*TRADE', anyOf: [/^activity\/trade date$/, /^quantity #$/, /^transactiondate$/], reads: null },
  { broker: 'Robinhood', anyOf: [/^trans code$/], reads: null },
];

/** For a known broker in an unread layout: what was found and what is read; null for an unknown table. */
export function knownBroker(head: Head): string | null {
  for (const row of head.rows.slice(0, 60)) {
    const names = row.cells.map(headerName);
    const mark = MARKS.find(({ anyOf }) => names.some((name) => anyOf.some((pattern) => pattern.test(name))));
    if (mark === undefined) continue;
    const header = headerRow(head) ?? row;
    const found = header.cells.map((cell) => cell.trim()).filter((cell) => cell !== '').slice(0, 14).join(', ');
    if (mark.reads === null) return `This is a file of ${mark.broker}, whose reports give dates without a time of day, and without one a trade cannot be placed among the day’s tickets: none of them is read. Found columns: ${found}.`;
    return `This is a file of ${mark.broker}, but in a layout that is not read. Found columns: ${found}. Read are: ${mark.reads}.`;
  }
  return null;
}
