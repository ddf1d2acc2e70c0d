/** What a ticket would be told, while it is typed. Nothing is written. */
import type { Preview } from '../../preload/contract/tickets.ts';
import { evaluate } from '../engine/evaluate.ts';
import { readFacts } from '../engine/facts.ts';
import type { Instrument, Ticket } from '../engine/model.ts';
import { canonicalTicket, checkTicket } from '../engine/ticket.ts';
import { sizeForRisk } from '../engine/trade-numbers.ts';
import { DEFAULT_MEASURE, minimumRewardToRisk, rewardToRisk } from '../engine/rules/minimum-reward-to-risk.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import { findInstrument } from '../store/instruments.ts';
import { deskFacts, readDesk, type Lookup } from './desk.ts';
import { riskBudget } from './risk-plan.ts';
import { wire } from './wire.ts';

export function previewTicket(lookup: Lookup, stated: Ticket): Preview {
  const desk = readDesk(lookup);
  const ticket = canonicalTicket(stated);
  const instrument: Instrument | null = findInstrument(lookup.db, ticket.symbol);
  const facts = deskFacts(lookup.db, desk, ticket, lookup.now);
  const view = readFacts(facts);
  const budget = riskBudget(desk);
  return wire<Preview>({
    verdict: evaluate(desk.rules, facts),
    stopAmount: view.stopAmount,
    rewardToRisk: view.side === null || view.entry === null || view.stop === null ? null : rewardToRisk(view.side, view.entry.units, view.stop.units, view.targets ?? [], measureOf(desk.rules)),
    sizeForRisk: instrument === null || budget === null ? null : sizeForRisk(budget, ticket.entry, ticket.stop, instrument),
    missing: checkTicket(ticket, instrument).map(({ field, message }) => ({ field: field ?? '', message })),
  });
}

/** Which target the trader's own rule measures to, so that the figure shown is the one that is judged. */
function measureOf({ rules }: CompiledRuleSet) {
  const rule = rules.find(({ kind }) => kind?.kind === minimumRewardToRisk.kind)?.rule;
  const measure = rule?.params['measure'];
  return measure === 'nearest' || measure === 'furthest' ? measure : DEFAULT_MEASURE;
}
