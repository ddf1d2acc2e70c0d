import { fillTableFormat } from '../reading/fill-table.ts';

/**
 * TopstepX / ProjectX Orders: `Bid` buys, `Ask` sells; rejected and cancelled orders are mixed in. A stop loss that was moved
 * keeps only its last price, and nothing tells that it was moved: no initial stop is taken from it.
 */
export const topstepxOrders = fillTableFormat(
  { id: 'topstepx-orders', broker: 'TopstepX / ProjectX', report: 'Orders', dateOrder: 'mdy', zoneHint: 'TopstepX writes the time zone set in the platform.' },
  ['contractname', 'status', 'side', 'size', 'filledat', 'executeprice'],
  {
    columns: {
      symbol: ['contractname'], side: ['side'], quantity: ['size'], price: ['executeprice'], time: ['filledat'], account: ['accountname'], orderId: ['id'],
      commission: ['commissions'], fees: ['fees'], status: ['status'], effect: ['positiondisposition'],
    },
    basis: 'order', costSign: 'charge-positive', orderIsFill: true,
  },
);
