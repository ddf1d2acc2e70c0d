/** A plausible journal for the gallery: sealed tickets with full verdicts, the trades they became, and the limits log. */
import type { LogRow } from '../../preload/contract/log.ts';
import type { TicketView } from '../../preload/contract/tickets.ts';
import type { TradeView } from '../../preload/contract/trades.ts';
import { fromUnits, withOutcome } from './exact-numbers.ts';
import { sampleKinds, type RuleSet } from './sample-rules.ts';

export const NOW = Date.UTC(2026, 10, 20, 15, 42, 10); // Friday, 10:42:10 in New York
export const TODAY = '2026-11-20';
const MINUTE = 60_000;
const DAY = 86_400_000;
const TICK = 2_500_000_000n; // 0.25
const USD = 'USD';
const usd = (amount: number) => ({ amount, currency: USD });

type Verdict = TicketView['verdict'];
type Line = Verdict['lines'][number];
type Ticket = TicketView['ticket'];

/** A small generator so that the same gallery is drawn every time (Lehmer, 31 bit). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const observed: Readonly<Record<string, readonly [passed: string, missed: string, threshold: string, reason: string]>> = {
  'prepared': ['prepared', '3 of 5 steps', '5 of 5 steps', 'The rehab run of this session is not complete.'],
  'ticket-cap': ['2 tickets', '6 tickets', '6 tickets', 'Every ticket of this session is spent.'],
  'time-window-quotas': ['2 of 5', '5 of 5', '5 tickets before 13:00', 'The morning’s tickets are spent; the golden ticket needs one left over.'],
  'trading-window': ['10:42', '15:04', '09:30–15:00', 'The trading window is closed.'],
  'risk-cap': ['0.60 %', '1.40 %', '1 % of equity', 'The stop puts more of the account at risk than one trade may.'],
  'reward-to-risk': ['2.08', '1.25', '2', 'The first target is too near for what the stop risks.'],
  'stop-required': ['stop below entry', 'no stop', 'a stop on the losing side', 'There is no stop.'],
  'counter-trend-brake': ['1 full-R loss', '2 full-R losses', '2 full-R losses', 'Against the mapped trend after two full-R losses: not today.'],
  'loss-streak': ['1 straight loss', '3 straight losses', '3 straight losses', 'Three losses in a row; the cool-off runs until 11:05.'],
  'daily-loss': ['−0.98 R', '−3.12 R', '−3 R', 'Today’s loss limit is reached.'],
  'allowed-setups': ['15-minute pullback', 'Gap fade', '2 setups', 'This setup is not on your list.'],
  'confirmations': ['2 of 2', '1 of 2', '2 of 2', 'Not confirmed: volume at least 1.3 × the mean of the last five bars.'],
  'emotion-filter': ['calm', 'fear, 4 contracts', '2 contracts', 'With fear felt, half size is the most.'],
  'atr-advisory': ['5.25 pt, baseline', '6.5 pt, high volatility', 'full size', 'High volatility: half size.'],
  'news-blackout': ['no news near', 'CPI in 3 min', '5 min before, 10 min after', 'News is too near.'],
};

export function lineOf(kind: string, status: Line['status'], until: number | null = null): Line {
  const [passed, missed, threshold, reason] = observed[kind] ?? ['–', '–', '–', ''];
  const known = sampleKinds.find((entry) => entry.kind === kind);
  const fact = { 'ticket-cap': 'session.tickets', 'trading-window': 'clock.minute', 'reward-to-risk': 'ticket.targets', 'atr-advisory': 'map.atr', 'prepared': 'session.prepared' }[kind] ?? 'ticket.entry';
  return {
    ruleId: kind, kind, title: known?.title ?? kind, severity: known?.defaultSeverity ?? 'major', shadow: kind === 'emotion-filter', status,
    observed: status === 'pass' ? passed : status === 'miss' ? missed : 'unknown', threshold,
    reason: status === 'pass' ? '' : status === 'miss' ? reason : 'The fact this rule needs is missing or stale.', facts: [fact] as unknown as Line['facts'], until,
  };
}

/** A verdict over every enabled sample rule, with the named kinds missing (or without data). */
export function verdictOf(ticket: Ticket, at: number, rules: RuleSet, missed: readonly string[], without: readonly string[] = []): Verdict {
  const lines = rules.rules.filter((rule) => rule.enabled).map((rule) => lineOf(rule.kind, missed.includes(rule.kind) ? 'miss' : without.includes(rule.kind) ? 'insufficient' : 'pass', missed.includes('loss-streak') && rule.kind === 'loss-streak' ? at + 23 * MINUTE : null));
  const bites = lines.filter((line) => line.status !== 'pass' && !line.shadow);
  const hard = bites.filter((line) => line.severity !== 'advisory');
  const fact = (name: string, value: unknown, source: 'typed' | 'map' | 'journal' | 'clock', ageMs: number | null) => ({ name: name as Verdict['facts'][number]['name'], value, source, asOf: ageMs === null ? null : at - ageMs, ageMs });
  return {
    engineVersion: '1.0.0', ruleSetHash: rules.hash, at,
    outcome: hard.length > 0 ? 'soft-block' : bites.length > 0 ? 'caution' : 'clear',
    grade: bites.length === 0 ? 'diamond' : bites.length === 1 && bites[0]!.severity !== 'critical' ? 'fire' : 'skull',
    lines, coolDownSeconds: hard.length === 0 ? 0 : hard.some((line) => line.severity === 'critical') ? rules.override.coolDownSeconds.critical : rules.override.coolDownSeconds.major,
    facts: [
      fact('clock.minute', 642, 'clock', 0), fact('ticket.side', ticket.side, 'typed', 0), fact('ticket.quantity', ticket.quantity, 'typed', 0), fact('ticket.entry', ticket.entry, 'typed', 0),
      fact('ticket.stop', ticket.stop, 'typed', 0), fact('ticket.targets', ticket.targets, 'typed', 0), fact('ticket.setup', ticket.setup, 'typed', 0), fact('ticket.emotion', ticket.emotion, 'typed', 0),
      fact('account.equity', usd(2_500_000), 'journal', null), fact('map.trend', 'up', 'map', 74 * MINUTE), fact('map.atr', '5.25', 'map', 38 * MINUTE),
      fact('session.prepared', !missed.includes('prepared'), 'journal', 0), fact('session.tickets', [{ at: at - 40 * MINUTE, minute: 602, symbol: 'MES', side: 'long', idea: 'MES long' }], 'journal', 0),
      fact('session.openRisk', usd(0), 'journal', 0),
    ],
  };
}

/** What bites in the sample's own words. */
export function wordsOf({ lines }: Verdict, { rules }: RuleSet): TicketView['words'] {
  return rules.filter(({ id }) => lines.some(({ ruleId, status }) => ruleId === id && status !== 'pass')).map(({ id, words }) => ({ ruleId: id, words }));
}

export function sampleTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    accountId: 'main', symbol: 'MES', side: 'long', quantity: '2', entry: '6012.25', plannedEntry: null, stop: '6006.25', targets: ['6024.75', '6030.25'],
    setup: '15-minute pullback', idea: null, confirmations: { 'candle-closed': true, 'volume': true }, emotion: 'calm', note: '', ...overrides,
  };
}

export interface Journal {
  readonly trades: TradeView[];
  readonly tickets: TicketView[];
  readonly log: LogRow[];
}

const notes = ['Entered on the retest, held through the first pullback.', '', 'Late. I saw it three bars earlier and waited for nothing.', '', 'Stop moved to entry after the first target.', ''];
const lessons = ['Let the second target work.', '', 'If it is late it is not my trade.', ''];
const reasons = [
  'Trend day, volume is there, I accept the smaller target and will not add.',
  'The level held twice; I take half size and the stop is where it belongs.',
  'I want this one. Written down so that I read it tonight.',
];
const missesInTurn: readonly (readonly string[])[] = [['reward-to-risk'], ['ticket-cap', 'time-window-quotas'], ['loss-streak'], ['trading-window'], ['confirmations'], ['counter-trend-brake', 'reward-to-risk']];

/** `count` closed trades over as many sessions as they need, newest last, and the refused tickets between them. */
export function sampleJournal(rules: RuleSet, count: number): Journal {
  const next = generator(20_261_120);
  const trades: TradeView[] = [];
  const tickets: TicketView[] = [];
  const log: LogRow[] = [];
  const row = (ticket: TicketView, kind: LogRow['kind'], at: number, note: string) => {
    const bit = ticket.verdict.lines.filter((line) => line.status !== 'pass' && !line.shadow).map((line) => line.title);
    log.push({ seq: log.length * 3 + 7, ticketId: ticket.id, at, sessionDate: ticket.sessionDate, kind, symbol: ticket.ticket.symbol, side: ticket.ticket.side, outcome: ticket.verdict.outcome, grade: ticket.verdict.grade, status: ticket.status, rules: bit, note });
  };
  const perDay = 4;
  const days = Math.ceil(count / perDay);
  for (let index = 0; index < count; index += 1) {
    const dayAt = weekday(days - Math.floor(index / perDay));
    const at = dayAt + (15 + (index % perDay) * 47 + next(20)) * MINUTE;
    const sessionDate = new Date(dayAt).toISOString().slice(0, 10);
    const long = next(3) !== 0;
    const sign = long ? 1n : -1n;
    const symbol = next(9) === 0 ? 'MNQ' : 'MES';
    const entry = BigInt((symbol === 'MNQ' ? 84_000 : 24_000) + next(900)) * TICK;
    const stopTicks = 20n + BigInt(next(9));
    const result = BigInt(next(7) < 3 ? -Number(stopTicks) + next(5) - 2 : next(90) - 12);
    const quantity = String(1 + next(3));
    const unknown = next(11) === 0;
    const bypass = next(23) === 0;
    const overridden = !bypass && next(9) === 0;
    const pointValue = symbol === 'MNQ' ? 2 : 5;
    const perTick = (pointValue * 100) / 4;
    const gross = Number(result) * perTick * Number(quantity);
    const ticketId = `tk-${index + 1}`;
    const ticket = sampleTicket({
      symbol, side: long ? 'long' : 'short', quantity, entry: fromUnits(entry), stop: fromUnits(entry - sign * stopTicks * TICK), targets: [fromUnits(entry + sign * stopTicks * 2n * TICK)],
      setup: next(4) === 0 ? 'Opening range break' : '15-minute pullback', emotion: (['calm', 'calm', 'calm', 'fear', 'chatter'] as const)[next(5)] ?? 'calm',
    });
    const missed = overridden ? (missesInTurn[next(missesInTurn.length)] ?? []) : next(5) === 0 ? ['atr-advisory'] : [];
    const verdict = verdictOf(ticket, at, rules, missed, next(13) === 0 ? ['atr-advisory'] : []);
    const fee = usd(62 * Number(quantity));
    const outcome = withOutcome({
      id: `tr-${index + 1}`, accountId: 'main', ticketId: bypass ? null : ticketId, sessionDate, symbol, side: long ? 'long' : 'short', status: 'closed', quantity, openQuantity: '0',
      entryAt: at, exitAt: null, entryPrice: '0', exitPrice: null, initialStop: bypass ? null : ticket.stop, targets: bypass ? [] : [...ticket.targets], setup: bypass ? null : ticket.setup,
      emotion: bypass ? null : ticket.emotion, grade: bypass ? null : verdict.grade, overridden, stopAmount: null, grossPnl: usd(0), fees: usd(0), netPnl: usd(0), r: null,
      mfe: unknown ? null : usd(Math.max(0, gross) + next(14) * perTick * Number(quantity)), mae: unknown ? null : usd(Math.min(0, gross) - next(9) * perTick * Number(quantity)),
      excursionProvenance: unknown ? null : 'typed', mfeR: null, maeR: null, mfeErrorR: null, exitEfficiency: null, provenance: 'typed', stopProvenance: unknown ? null : 'ticket', pointValue: '5', note: notes[next(notes.length)] ?? '', lesson: lessons[next(lessons.length)] ?? '',
      fills: [
        { id: `f-${index}-1`, at, action: 'entry', quantity, price: fromUnits(entry), fees: fee, provenance: bypass ? 'imported' : 'typed', source: bypass ? { fileName: 'fills.csv', line: 2 + index } : null },
        { id: `f-${index}-2`, at: at + (4 + next(40)) * MINUTE, action: 'exit', quantity, price: fromUnits(entry + sign * result * TICK), fees: fee, provenance: bypass ? 'imported' : 'typed', source: bypass ? { fileName: 'fills.csv', line: 2 + index } : null },
      ],
      amendments: index === count - 2 ? [{ at: at + 90 * MINUTE, field: 'exitPrice', from: fromUnits(entry + sign * (result - 2n) * TICK), to: fromUnits(entry + sign * result * TICK), why: 'Misread the fill; the platform’s order log says otherwise.' }] : [],
    }, String(pointValue));
    trades.push(outcome);
    if (bypass) continue;
    const view: TicketView = {
      id: ticketId, sessionDate, ticket, verdict, words: wordsOf(verdict, rules), sealedAt: at, status: 'taken', overrideFrom: verdict.coolDownSeconds > 0 ? at + verdict.coolDownSeconds * 1000 : null, coolDownLeftMs: 0, noteMinLength: 20,
      override: overridden ? { note: reasons[next(reasons.length)] ?? '', at: at + (verdict.coolDownSeconds + 14) * 1000 } : null, stopAmount: outcome.stopAmount, tradeId: outcome.id,
    };
    tickets.push(view);
    row(view, verdict.outcome === 'soft-block' ? 'block' : verdict.outcome === 'caution' ? 'caution' : 'clear', at, '');
    if (view.override !== null) row(view, 'override', view.override.at, view.override.note);
    if (index % 3 === 1) {
      const refusedAt = at + 33 * MINUTE;
      const against = verdictOf(ticket, refusedAt, rules, missesInTurn[index % missesInTurn.length] ?? []);
      const refused: TicketView = { ...view, id: `tk-${index + 1}w`, verdict: against, words: wordsOf(against, rules), sealedAt: refusedAt, status: 'walked-away', overrideFrom: refusedAt + 300_000, override: null, tradeId: null };
      tickets.push(refused);
      row(refused, 'block', refusedAt, '');
      row(refused, 'walk-away', refusedAt + 41_000, index % 2 === 0 ? 'Chasing. The next one comes.' : '');
    }
  }
  return { trades, tickets, log };
}

/** 14:30 UTC of the n-th weekday before today. */
function weekday(before: number): number {
  let at = Date.UTC(2026, 10, 20, 14, 30);
  for (let left = before; left > 0; ) {
    at -= DAY;
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
  }
  return at;
}

/** An open trade of today: two contracts, one of them out at the first target when `partial`. */
export function sampleOpenTrade(partial: boolean): TradeView {
  const at = NOW - 17 * MINUTE;
  const usdFee = usd(124);
  const fills: TradeView['fills'] = [{ id: 'f-open-1', at, action: 'entry', quantity: '2', price: '6012.25', fees: usdFee, provenance: 'typed', source: null }];
  if (partial) fills.push({ id: 'f-open-2', at: at + 9 * MINUTE, action: 'exit', quantity: '1', price: '6019.75', fees: usd(62), provenance: 'typed', source: null });
  return withOutcome({
    id: 'tr-open', accountId: 'main', ticketId: 'tk-open', sessionDate: TODAY, symbol: 'MES', side: 'long', status: 'open', quantity: '2', openQuantity: '2', entryAt: at, exitAt: null, entryPrice: '6012.25',
    exitPrice: null, initialStop: '6006.25', targets: ['6024.75', '6030.25'], setup: '15-minute pullback', emotion: 'calm', grade: 'diamond', overridden: false, stopAmount: null, grossPnl: usd(0), fees: usd(0),
    netPnl: usd(0), r: null, mfe: null, mae: null, excursionProvenance: null, mfeR: null, maeR: null, mfeErrorR: null, exitEfficiency: null, provenance: 'typed', stopProvenance: 'ticket', pointValue: '5', note: '', lesson: '', fills, amendments: [],
  }, '5');
}
