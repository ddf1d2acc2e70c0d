/** A trader with an account, the founder's rules and, if wished, a prepared session; what no test here is about. */
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/app.ts';
import { ask } from './bridge.ts';

/** Noon in New York on a Wednesday, within the trading window. */
export const NOON = Date.parse('2025-03-12T12:00:00-04:00');

export async function setUp(page: Page): Promise<void> {
  await ask(page, 'setup.complete', {
    account: { name: 'Main', broker: 'Tradovate', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 1_000_000, currency: 'USD' } },
    symbols: ['MES'],
    template: 'founder',
    texts: {},
  });
  await expect(page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
}

/** All five steps of the rehab run, with an uptrend and an ATR in the baseline. */
export async function prepare(page: Page): Promise<void> {
  await ask(page, 'map.save', { symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4.5', news: [] });
  const { session } = await ask(page, 'app.state', undefined);
  if (session?.plan.riskPerTrade == null) throw new Error('the plan has no risk per trade');
  const { riskPerTrade, maximumLoss } = session.plan;
  const seconds = 60;
  await ask(page, 'rehab.complete', { content: { step: 'visualization', goal: 'Only what the plan says' }, seconds });
  await ask(page, 'rehab.complete', { content: { step: 'market-mapping', symbols: ['MES'] }, seconds });
  await ask(page, 'rehab.complete', { content: { step: 'breath', text: '', breaths: 8 }, seconds });
  await ask(page, 'rehab.complete', { content: { step: 'expectation-neutraliser', expectation: 'I want a green day', neutral: 'Anything can happen', before: 3, after: 2 }, seconds });
  await ask(page, 'rehab.complete', { content: { step: 'risk-check', riskPerTrade, maximumLoss: maximumLoss ?? riskPerTrade, ticketsLeft: session.ticketsLeft.left, size: '3', confirmed: '3' }, seconds });
}

type TicketInput = Parameters<typeof ask<'ticket.seal'>>[2];

/** A ticket that keeps every rule of the founder's in a prepared session. */
export async function goodTicket(page: Page): Promise<TicketInput> {
  const { account } = await ask(page, 'app.state', undefined);
  if (account === null) throw new Error('there is no account');
  return {
    accountId: account.id, symbol: 'MES', side: 'long', quantity: '3', entry: '6000', plannedEntry: '6000', stop: '5994', targets: ['6015'], setup: null, idea: null,
    confirmations: { 'candle-closed': true, 'volume': true }, emotion: 'calm', note: '',
  };
}

/** Takes a good ticket and closes it at `price`. */
export async function trade(page: Page, price: string): Promise<void> {
  const { tradeId } = await ask(page, 'ticket.seal', await goodTicket(page));
  if (tradeId === null) throw new Error('the ticket was not clear');
  await ask(page, 'trade.exit', { tradeId, price, quantity: '3', fees: { amount: 0, currency: 'USD' } });
}
