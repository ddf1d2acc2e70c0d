/** The facts of a verdict from what the session has recorded, the ticket, and the few things the caller looked up. */
import type { Fact, FactName, Facts, FactSource, FactValues, Instant, Ticket } from './model.ts';
import { addMoney, money, type Money } from './money.ts';
import { own } from './own.ts';
import { REHAB_STEPS, type OpenTrade, type SessionState, type Surroundings } from './session.ts';
import { ideaOf } from './ticket.ts';

/** Complete: every fact the engine knows is there, with a null value where it is unknown. */
export function collectFacts(state: SessionState, ticket: Ticket, surroundings: Surroundings, at: Instant): Facts {
  const map = own(state.maps, ticket.symbol) ?? null;
  const plan = state.steps['risk-check'];
  const size = plan?.content.step === 'risk-check' ? plan.content.size : null;
  const currency = surroundings.equity.value?.currency ?? surroundings.instrument?.currency ?? null;
  const typed = <T>(value: T | null): Fact<T> => ({ value, source: 'typed', asOf: at });
  const mapped = <T>(value: T | null, asOf: Instant | null): Fact<T> => ({ value, source: 'map', asOf });
  const journaled = <T>(value: T | null): Fact<T> => ({ value, source: 'journal', asOf: at });
  const values: { readonly [N in FactName]: Fact<FactValues[N]> } = {
    'clock.minute': { value: surroundings.minute, source: 'clock', asOf: at },
    'instrument': { value: surroundings.instrument, source: 'typed', asOf: null },
    'ticket.side': typed(ticket.side),
    'ticket.quantity': typed(ticket.quantity),
    'ticket.entry': typed(ticket.entry),
    'ticket.plannedEntry': typed(ticket.plannedEntry ?? ticket.entry),
    'ticket.stop': typed(ticket.stop),
    'ticket.targets': typed(ticket.targets),
    'ticket.setup': typed(ticket.setup),
    'ticket.idea': typed(ideaOf(ticket)),
    'ticket.confirmations': typed(ticket.confirmations),
    'ticket.emotion': typed(ticket.emotion),
    'account.equity': surroundings.equity,
    'plan.size': { value: size, source: 'typed' satisfies FactSource, asOf: plan?.at ?? null },
    'map.trend': mapped(map?.trend ?? null, map?.at ?? null),
    'map.channel': mapped(map?.channel ?? null, map?.at ?? null),
    'map.atr': mapped(map?.atr ?? null, map?.atrAt ?? null),
    'map.atrReadings': mapped(own(state.atrReadings, ticket.symbol) ?? [], map?.atrAt ?? null),
    'map.news': mapped(map?.news ?? null, map?.at ?? null),
    'session.prepared': journaled(isPrepared(state)),
    'session.tickets': journaled(state.taken.map((taken) => ({ at: taken.at, minute: taken.minute, symbol: taken.symbol, side: taken.side, idea: taken.idea }))),
    'session.closedTrades': journaled(state.closed.map((closed) => ({ at: closed.at, symbol: closed.symbol, netPnl: closed.netPnl, stopAmount: closed.stopAmount }))),
    'session.openRisk': journaled(openRisk(state.open, currency)),
  };
  return { now: at, values };
}

/** All five steps done. */
export function isPrepared(state: SessionState): boolean {
  return REHAB_STEPS.every((step) => state.steps[step] !== undefined);
}

/** Sum of Stop$ of the open trades; null when one has no stop or another currency, or when no currency is known. */
export function openRisk(open: readonly OpenTrade[], currency: string | null): Money | null {
  if (currency === null) return null;
  let total = money(0, currency);
  for (const { stopAmount } of open) {
    if (stopAmount === null || stopAmount.currency !== currency || !Number.isSafeInteger(total.amount + stopAmount.amount)) return null;
    total = addMoney(total, stopAmount);
  }
  return total;
}
