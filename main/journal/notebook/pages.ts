/** Lists of days and trades, and one of them in full. */
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import { DAY_TRADES_MAX, type DayLine, type DayPage, type TradeLine } from '../../../preload/contract/notebook.ts';
import { formatFixed, SCALE } from '../../engine/decimal.ts';
import { attachmentsOf, countAttachments } from '../../store/attachments.ts';
import { dailyDraft, dailyNoteVersions } from '../../store/daily-notes.ts';
import type { Executor } from '../../store/executor.ts';
import { labelsOf } from '../../store/labels.ts';
import { dayFigures, listDates, listLines, notTakenOn, type LineRow, type NotebookFilter } from '../../store/notebook-lists.ts';
import { dayProgress } from '../../store/sessions.ts';
import { setupNamed } from '../../store/setups.ts';
import { JournalError } from '../errors.ts';
import { requireTrade } from '../trade-ledger.ts';
import { tradeView } from '../trade-view.ts';
import { wire } from '../wire.ts';
import { attachmentView } from './attachments.ts';
import { tradeCriteria } from './criteria.ts';
import { setupIsSealed } from './setups.ts';
import { requireNotebookAccount, subjectIds } from './subject.ts';

const UNITS_PER_MICRO = 10n ** BigInt(SCALE - 6);
const STEPS = 5;

export function listTradeLines(db: Executor, { filter, cursor, limit }: CallInput<'notebook.trades'>): CallOutput<'notebook.trades'> {
  requireNotebookAccount(db, filter.accountId);
  const rows = listLines(db, stored(db, filter), cursor === null ? null : readCursor(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { trades: tradeLines(db, filter.accountId, page), nextCursor: rows.length > limit && last !== undefined ? `${last.session_date}~${last.entry_at}~${last.id}` : null };
}

export function listDayLines(db: Executor, { filter, cursor, limit }: CallInput<'notebook.days'>): CallOutput<'notebook.days'> {
  const account = requireNotebookAccount(db, filter.accountId);
  const dates = listDates(db, stored(db, filter), cursor, limit + 1);
  const page = dates.slice(0, limit);
  return { days: dayLines(db, account.id, account.currency, page), nextCursor: dates.length > limit ? (page.at(-1) ?? null) : null };
}

export function dayPage(db: Executor, accountId: string, date: string): DayPage {
  const account = requireNotebookAccount(db, accountId);
  const [line] = dayLines(db, accountId, account.currency, [date]);
  if (line === undefined) throw new JournalError('internal', `The day ${date} has no line.`);
  const [note = null, ...earlier] = dailyNoteVersions(db, accountId, date);
  const rows = listLines(db, { accountId, from: date, to: date, symbol: null, setups: null, labelId: null }, null, DAY_TRADES_MAX);
  const { goal, steps } = dayProgress(db, accountId, date);
  return wire<DayPage>({
    day: line, note, earlier, draft: dailyDraft(db, accountId, date), goal, prepared: steps === null ? null : steps === STEPS,
    labels: line.labels, attachments: attachmentsOf(db, accountId, 'day', [date]).map(attachmentView),
    trades: tradeLines(db, accountId, rows), notTaken: notTakenOn(db, accountId, date) as DayPage['notTaken'],
  });
}

export function tradePage(db: Executor, tradeId: string): CallOutput<'notebook.trade'> {
  const trade = requireTrade(db, tradeId);
  const subjects = subjectIds(trade);
  const setup = trade.setup === null ? null : setupNamed(db, trade.setup);
  return wire<CallOutput<'notebook.trade'>>({
    trade: tradeView(db, trade),
    labels: uniqueLabels(labelsOf(db, trade.accountId, 'trade', subjects), subjects),
    attachments: attachmentsOf(db, trade.accountId, 'trade', subjects).map(attachmentView),
    setup, setupSealed: setupIsSealed(db, trade), criteria: tradeCriteria(db, trade, setup),
  });
}

/** Trades as lines, in the order given. */
export function tradeLines(db: Executor, accountId: string, rows: readonly LineRow[]): TradeLine[] {
  const ids = rows.flatMap(subjectIds);
  const labels = labelsOf(db, accountId, 'trade', ids);
  const pictures = countAttachments(db, accountId, 'trade', ids);
  return rows.map((row) => {
    const subjects = subjectIds(row);
    return {
      id: row.id, sessionDate: row.session_date, symbol: row.symbol, side: row.side, status: row.status === 'closed' ? 'closed' : 'open', quantity: row.quantity, entryAt: row.entry_at, exitAt: row.exit_at, entryPrice: row.entry_price,
      grossPnl: { amount: row.gross_pnl, currency: row.currency }, netPnl: row.costs_known === 'all' ? { amount: row.net_pnl, currency: row.currency } : null, r: decimalR(row.r_micro), setup: row.setup, ticketId: row.ticket_id, overridden: row.overridden === 1,
      written: row.note !== '' || row.lesson !== '', pictures: subjects.reduce((sum, id) => sum + (pictures.get(id) ?? 0), 0), labels: uniqueLabels(labels, subjects),
    };
  });
}

function dayLines(db: Executor, accountId: string, currency: string, dates: readonly string[]): DayLine[] {
  const figures = dayFigures(db, accountId, currency, dates);
  const labels = labelsOf(db, accountId, 'day', dates);
  const pictures = countAttachments(db, accountId, 'day', dates);
  return dates.map((date) => {
    const day = figures.get(date);
    const counted = (day?.closed ?? 0) - (day?.otherCurrency ?? 0);
    return {
      date, closed: day?.closed ?? 0, open: day?.open ?? 0, wins: day?.wins ?? 0, losses: day?.losses ?? 0, bypasses: day?.bypasses ?? 0, netPnl: day === undefined || counted === 0 ? null : { amount: day.net, currency },
      r: decimalR(day?.rMicro ?? null), rSample: day?.rSample ?? 0, otherCurrency: day?.otherCurrency ?? 0, costsUnknown: day?.costsUnknown ?? 0,
      written: (dailyNoteVersions(db, accountId, date)[0]?.text ?? '') !== '', pictures: pictures.get(date) ?? 0, labels: labels.get(date) ?? [],
    };
  });
}

function uniqueLabels(labels: ReadonlyMap<string, readonly TradeLine['labels'][number][]>, subjects: readonly string[]): TradeLine['labels'] {
  return [...new Map(subjects.flatMap((id) => labels.get(id) ?? []).map((label) => [label.id, label])).values()];
}

function decimalR(micro: number | null): string | null {
  return micro === null ? null : formatFixed(BigInt(micro) * UNITS_PER_MICRO);
}

/** A setup is looked for under every name it has or had. */
function stored(db: Executor, { accountId, from, to, symbol, setup, labelId }: CallInput<'notebook.days'>['filter']): NotebookFilter {
  const page = setup === null ? null : setupNamed(db, setup);
  return { accountId, from, to, symbol, labelId, setups: setup === null ? null : [...new Set([setup, ...(page === null ? [] : [page.name, ...page.formerNames])])] };
}

function readCursor(text: string): { sessionDate: string; entryAt: number; id: string } {
  const [sessionDate, entryAt, id] = text.split('~');
  const at = Number(entryAt);
  if (sessionDate === undefined || id === undefined || !Number.isSafeInteger(at)) throw new JournalError('refused', 'This page is not one that was given out.', { field: 'cursor' });
  return { sessionDate, entryAt: at, id };
}
