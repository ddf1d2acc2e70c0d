/**
 * Records until it is killed, and says on standard output what was acknowledged: one line for each ticket and each closed
 * trade, written after the journal's method returned.
 */
import { systemTime, TrustedClock } from '../../clock.ts';
import { Journal } from '../journal.ts';

const folder = process.argv[2] ?? '';
const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'the recorder' });
const { account } = journal;
if (account === null) throw new Error('the journal is not set up');

for (;;) {
  const ticket = journal.sealTicket({
    accountId: account.id, symbol: 'MES', side: 'long', quantity: '2', entry: '6000', plannedEntry: null, stop: '5994', targets: ['6012'], setup: null, idea: null,
    confirmations: {}, emotion: null, note: 'x'.repeat(500),
  });
  process.stdout.write(`ticket ${ticket.id}\n`);
  if (ticket.tradeId === null) throw new Error('the ticket was not taken');
  journal.exitTrade({ tradeId: ticket.tradeId, price: '6003', quantity: '2', fees: { amount: 248, currency: 'USD' } });
  process.stdout.write(`trade ${ticket.tradeId}\n`);
}
