import type { Report } from '../../../preload/contract/analytics.ts';
import { addDays } from '../../engine/zone-clock.ts';
import type { LimitsRow } from '../../store/limits-log.ts';
import { mfeErrorR } from '../../engine/trade-numbers.ts';
import { adherenceOf } from '../discipline.ts';
import { resultsOf } from '../results.ts';
import { isBypass, isCompliant, rOf, type TradeRow } from '../trade-row.ts';
import { REHAB_STEPS } from './history.ts';
import { asCount, asPnl, asShare, choose, envelope, figure, grouped, named, NO_MFE, NO_R, rFigure, type Ask } from './parts.ts';

/** The last day of the week that begins on a Monday. */
export function weekEnd(week: string): string {
  return addDays(week, 6);
}

const EMPTY = 'No closed trade in this week.';

/** A week to be read in order: its figures, its sessions, its decisions with the notes of then, its trades with their lessons. */
export function reviewReport(asked: Ask, week: string, decisions: readonly LimitsRow[]): Report<'review'> {
  const ask = { ...asked, filter: { ...asked.filter, from: week, to: weekEnd(week) } };
  const { trades } = choose(ask.history, ask.filter);
  const { currency } = ask.history.account;
  const results = resultsOf(trades);
  const adherence = adherenceOf(trades);
  const all = { sample: trades.length };
  const byDate = grouped(trades, ({ sessionDate }) => sessionDate);
  const opened = new Map(ask.history.sessions.map((session) => [session.date, session]));
  const dates = [...new Set([...byDate.keys(), ...[...opened.keys()].filter((date) => date >= week && date <= weekEnd(week))])].toSorted();
  const byTicket = new Map(trades.flatMap((trade) => (trade.ticketId === null ? [] : [[trade.ticketId, trade] as const])));
  const inFilter = decisions.filter(({ symbol }) => ask.filter.symbol === null || symbol === ask.filter.symbol);
  // A ticket that was blocked and then taken or left is two lines of the log, and one decision.
  const decided = { sample: new Set(inFilter.map(({ ticketId }) => ticketId)).size };
  return envelope('review', ask, [
    figure(named('trades', 'Trades', 'trades'), asCount(trades.length), all),
    figure(named('net-pnl', 'Net P&L', 'net-pnl'), trades.length === 0 ? null : asPnl(results.netPnl, currency), all, EMPTY),
    rFigure(named('sum-r', 'Sum of R', 'r'), results.sumR, trades.length === 0 ? EMPTY : NO_R),
    figure(named('adherence', 'Adherence', 'adherence'), asShare(adherence.share), all, EMPTY),
    figure(named('overrides', 'Overrides', 'override'), asCount(inFilter.filter(({ kind }) => kind === 'override').length), decided),
    figure(named('bypasses', 'Bypasses', 'bypass'), asCount(adherence.bypasses), all),
    figure(named('walk-aways', 'Walked away', 'walk-away'), asCount(inFilter.filter(({ kind }) => kind === 'walk-away').length), decided),
    rFigure(named('mfe-error-r', 'Mean MFE-Error-R', 'mfe-error-r'), results.meanMfeErrorR, trades.length === 0 ? EMPTY : NO_MFE),
  ], {
    sessions: dates.map((date) => {
      const rows = byDate.get(date) ?? [];
      const session = opened.get(date);
      const day = resultsOf(rows);
      const kept = adherenceOf(rows);
      return {
        date, goal: session?.steps.find(({ step }) => step === 'visualization')?.goal ?? null, prepared: session === undefined ? null : session.steps.length === REHAB_STEPS.length,
        trades: rows.length, netPnl: rows.length === 0 ? null : day.netPnl, sumR: day.sumR.value, overrides: kept.overridden, bypasses: kept.bypasses,
      };
    }),
    decisions: inFilter.map((row) => {
      const trade = byTicket.get(row.ticketId);
      return { at: row.at, what: row.kind.replace('-', ' '), symbol: row.symbol, side: row.side, rules: row.rules.join(', '), note: row.note === '' ? null : row.note, r: row.kind === 'override' && trade !== undefined ? rOf(trade) : null };
    }),
    trades: trades.map((trade) => ({
      at: trade.entryAt, symbol: trade.symbol, side: trade.side, setup: trade.setup, grade: trade.grade, kept: keeping(trade), r: rOf(trade), mfeErrorR: mfeErrorR(trade.mfe, trade.grossPnl, trade.stopAmount),
      netPnl: trade.netPnl.amount, note: trade.note === '' ? null : trade.note, lesson: trade.lesson === '' ? null : trade.lesson,
    })),
  });
}

function keeping(trade: TradeRow): string {
  return isBypass(trade) ? 'bypass' : isCompliant(trade) ? 'kept' : 'overridden';
}
