import { fillTableFormat } from '../reading/fill-table.ts';

/** Tradervue's generic layout, which many tools write. Month first by its definition; fees are positive when charged. */
export const tradervueGeneric = fillTableFormat(
  { id: 'tradervue-generic', broker: 'Tradervue', report: 'Generic import format', dateOrder: 'mdy', zoneHint: 'The format has no zone; the tool that wrote it knows.' },
  ['date', 'time', 'symbol', 'quantity', 'price', 'side'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['quantity'], price: ['price'], time: ['date'], clock: ['time'], account: ['account'], commission: ['commission'], fees: ['transfee', 'ecnfee'], currency: ['currency'],
    },
    basis: 'fill', costSign: 'charge-positive',
  },
  { excludes: ['net p/l'] },
);
