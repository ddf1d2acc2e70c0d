/** A trader's data folder as it is on a working morning: an account, the founder's rules, a session that is prepared. */
import { mkdirSync } from 'node:fs';
import { systemTime, TrustedClock } from '../../../main/clock.ts';
import { Journal } from '../../../main/journal/journal.ts';

export function makeJournal(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'bench' });
  journal.completeSetup({ account: { name: 'Bench', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 1_000_000, currency: 'USD' } }, symbols: ['MES'], template: 'founder', texts: {} });
  const seconds = 60;
  const riskPerTrade = { amount: 10_000, currency: 'USD' };
  journal.saveMap({ symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4.5', news: [] });
  journal.completeStep({ content: { step: 'visualization', goal: 'Only what the plan says' }, seconds });
  journal.completeStep({ content: { step: 'market-mapping', symbols: ['MES'] }, seconds });
  journal.completeStep({ content: { step: 'breath', text: '', breaths: 8 }, seconds });
  journal.completeStep({ content: { step: 'expectation-neutraliser', expectation: 'I want a green day', neutral: 'Anything can happen', before: 3, after: 2 }, seconds });
  journal.completeStep({ content: { step: 'risk-check', riskPerTrade, maximumLoss: riskPerTrade, ticketsLeft: 6, size: '3', confirmed: '3' }, seconds });
  journal.close();
}
