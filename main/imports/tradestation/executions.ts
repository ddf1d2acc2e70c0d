import { fillTableFormat } from '../reading/fill-table.ts';

/** TradeStation and TradeZero executions: date and time apart, `B S SS BC`, every regulatory fee in a column of its own. */
export const tradestationExecutions = fillTableFormat(
  { id: 'tradestation-executions', broker: 'TradeStation / TradeZero', report: 'Executions', dateOrder: 'mdy', zoneHint: 'These reports write US Eastern time.' },
  ['account', 't/d', 'exec time', 'symbol', 'side', 'qty', 'price'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['qty'], price: ['price'], time: ['t/d'], clock: ['exec time'], account: ['account'], currency: ['currency'],
      commission: ['comm', 'commission'], fees: ['sec', 'taf', 'nscc', 'nasdaq', 'ecn remove', 'ecn add', 'cat', 'orf', 'occ'],
      grossProceeds: ['gross proceeds'], netProceeds: ['net proceeds'],
    },
    basis: 'fill', costSign: 'charge-positive', shares: true,
  },
);
