/** Today's session as the window shows it: what is prepared, what is left, what holds. */
import type { SessionView } from '../../preload/contract/state.ts';
import { formatFixed, parseFixed, SCALE } from '../engine/decimal.ts';
import { canonicalJson } from '../engine/canonical-json.ts';
import { isPrepared } from '../engine/collect-facts.ts';
import { own } from '../engine/own.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import { ratio, type Money } from '../engine/money.ts';
import { sessionMinute } from '../engine/session-calendar.ts';
import { instantAt } from '../engine/zone-clock.ts';
import { fullLosses, fullLossLimit, lossStreak } from '../engine/session-result.ts';
import { activeBrakes, atrStanding, ticketsLeft } from '../engine/standing.ts';
import { findInstrument } from '../store/instruments.ts';
import { stepDrafts } from '../store/sessions.ts';
import { openTrades, type Trade } from '../store/trades.ts';
import { blankTicket, deskFacts, type Desk, type Lookup } from './desk.ts';
import { riskPlanView } from './risk-plan.ts';
import { requireTicket, ticketView } from './ticket-view.ts';
import { netOf } from './trade-ledger.ts';
import { tradeView } from './trade-view.ts';
import { wire } from './wire.ts';

const MINUTES = 1440;

/** What of a session time alone changes. */
export type SessionStanding = Pick<SessionView, 'date' | 'ticketsLeft' | 'brakes'>;

export function sessionStanding({ db, now }: Lookup, desk: Desk): SessionStanding {
  const { account, day, rules, watched } = desk;
  const facts = deskFacts(db, desk, blankTicket(account.id, watched[0] ?? ''), now);
  return {
    date: day.date,
    ticketsLeft: ticketsLeft(rules, facts),
    brakes: activeBrakes(rules, facts).map(({ line, blocks }) => ({
      ...line,
      facts: [...line.facts],
      scope: blocks === 'all' ? ('all' as const) : ('counter-trend' as const),
      leftMs: line.until === null ? null : Math.max(0, line.until - now),
    })),
  };
}

/** One text of it, without the seconds that run down: another text is news. */
export function standingText({ date, ticketsLeft: left, brakes }: SessionStanding): string {
  return canonicalJson([date, left, brakes.map(({ ruleId, scope }) => [ruleId, scope])]);
}

export function sessionView(lookup: Lookup, desk: Desk): SessionView {
  const { db, now } = lookup;
  const { account, calendar, day, session, state, rules, watched } = desk;
  const open = openTrades(db, account.id);
  const { sum, unknown } = resultInR(desk);
  const minute = sessionMinute(calendar, day, desk.sessionNow) ?? 0;
  return wire<SessionView>({
    id: session?.id ?? null,
    ...sessionStanding(lookup, desk),
    zone: calendar.zone,
    minute: ((minute % MINUTES) + MINUTES) % MINUTES,
    startsAt: day.opensAt,
    endsAt: day.closesAt,
    tradingFrom: tradingFrom(desk),
    prepared: isPrepared(state),
    steps: state.steps,
    drafts: Object.fromEntries(stepDrafts(db, account.id, day.date).map((draft) => [draft.step, draft])),
    maps: Object.values(state.maps),
    plan: riskPlanView(db, desk, findInstrument(db, watched[0] ?? '')),
    ticketsTaken: state.taken.length,
    rToday: sum,
    ...pnlToday(desk, open),
    unknownR: unknown,
    lossStreak: lossStreak(state.closed).length,
    fullRLosses: fullLosses(state.closed, fullLossLimit(lossTolerance(rules))).certain,
    atr: watched.flatMap((watchedSymbol) => {
      const map = own(state.maps, watchedSymbol);
      if (map === undefined || map.atr === null || map.atrAt === null) return [];
      const standing = atrStanding(rules, deskFacts(db, desk, blankTicket(account.id, watchedSymbol), now));
      const ageMs = Math.max(0, now - map.atrAt);
      return [{ symbol: watchedSymbol, atr: map.atr, at: map.atrAt, ageMs, stale: standing?.stale ?? false, band: standing?.band ?? '', advice: standing?.advice ?? '', sizeFactor: standing?.sizeFactor ?? '1' }];
    }),
    waiting: Object.values(state.tickets)
      .filter(({ status }) => status === 'blocked' || status === 'cautioned')
      .map(({ id }) => ticketView(lookup, requireTicket(db, id), rules)),
    open: open.map((trade) => tradeView(db, trade)),
  });
}

/** The earliest trading window of the rules on this day. */
function tradingFrom({ rules, calendar, day }: Desk): number {
  const starts = rules.rules.flatMap(({ rule, kind }) => {
    if (kind?.kind !== 'trading-window' || rule.shadow) return [];
    const parsed = kind.parse(rule.params);
    return parsed.ok ? (parsed.params as { readonly windows: readonly { readonly from: number }[] }).windows.map(({ from }) => from) : [];
  });
  return starts.length === 0 ? day.opensAt : Math.max(day.opensAt, instantAt(calendar.zone, day.date, Math.min(...starts)));
}

/** Sum of R over today's closed trades that have one; "0" before the first, null when none of them has R. */
function resultInR({ state }: Desk): { readonly sum: string | null; readonly unknown: number } {
  let micro = 0n;
  let unknown = 0;
  for (const { netPnl, stopAmount } of state.closed) {
    const r = stopAmount === null || netPnl === null ? null : ratio(netPnl, stopAmount);
    const units = r === null ? null : parseFixed(r);
    if (units === null) unknown += 1;
    else micro += units / UNITS_PER_MICRO;
  }
  if (unknown > 0 && unknown === state.closed.length) return { sum: null, unknown };
  return { sum: formatFixed(micro * UNITS_PER_MICRO), unknown };
}

const UNITS_PER_MICRO = 10n ** BigInt(SCALE - 6);

/**
 * Net P&L of today's closed trades, and what was realised in trades of today that are still open; in the account's currency.
 * Trades whose costs are not known are left out and counted; null when there is nothing else.
 */
function pnlToday({ account, session, state }: Desk, open: readonly Trade[]): { readonly pnlToday: Money | null; readonly unknownPnl: number } {
  const partial = open.filter(({ sessionId, quantity, openQuantity }) => sessionId === session?.id && quantity !== openQuantity);
  const results = [...state.closed.map(({ netPnl }) => netPnl), ...partial.map(netOf)];
  const known = results.filter((result) => result !== null);
  const amount = known.reduce((sum, result) => (result.currency === account.currency ? sum + result.amount : sum), 0);
  return { pnlToday: known.length === 0 && results.length > 0 ? null : { amount, currency: account.currency }, unknownPnl: results.length - known.length };
}

const DEFAULT_TOLERANCE = '5';

/** What counts as a full-R loss is a parameter of the brake that counts them. */
function lossTolerance(rules: CompiledRuleSet): string {
  const tolerance = rules.rules.find(({ rule }) => rule.kind === 'counter-trend-brake')?.rule.params['tolerance'];
  return typeof tolerance === 'string' && parseFixed(tolerance) !== null ? tolerance : DEFAULT_TOLERANCE;
}
