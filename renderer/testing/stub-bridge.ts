/**
 * A test double of `window.holdfast`, built from the contract table: every payload is parsed both ways as the main process
 * does, and a call without a handler here answers that it is unavailable. It keeps its own small memory, so a saved rule is
 * there when it is read again. It judges tickets by a handful of obvious rules; the engine's verdicts are tested with the engine.
 */
import { calls, pushes, type CallInput, type CallName, type CallOutput, type PushName, type PushPayload } from '../../preload/contract/calls.ts';
import type { CallError, Result } from '../../preload/contract/result.ts';
import type { RuleSetContent } from './sample-rules.ts';
import type { TicketView } from '../../preload/contract/tickets.ts';
import type { TradeView } from '../../preload/contract/trades.ts';
import type { AppState } from '../../preload/contract/state.ts';
import { createAnalyticsAnswers } from '../analytics/testing/sample-reports.ts';
import type { Bridge } from '../ipc.ts';
import { ratio, toUnits, withOutcome, cents } from './exact-numbers.ts';
import { verdictOf, wordsOf } from './sample-journal.ts';
import { contentHash, founderContent, type RuleSet } from './sample-rules.ts';
import type { Scenario } from './sample-state.ts';

/** Thrown by a handler to answer with an error. */
class Refused extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.error = error;
  }
}
function refuse(message: string, field?: string, code: CallError['code'] = 'refused'): never {
  throw new Refused({ code, message, ...(field === undefined ? {} : { field }) });
}

export interface StubBridge extends Bridge {
  /** What was asked, in order. */
  readonly asked: { name: CallName; input: unknown }[];
  readonly state: () => AppState;
  /** Changes the state and pushes it, as a change in the main process would. */
  change(change: Partial<AppState>): void;
  push<N extends PushName>(name: N, payload: PushPayload<N>): void;
  /** Makes a call fail from now on; null lets it work again. */
  fail(name: CallName, error: CallError | null): void;
}

type Handlers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> };

/** `now` is the trusted clock in milliseconds; it stands still unless the caller moves it. */
export function createStubBridge(from: Scenario, now: () => number = () => from.state.now): StubBridge {
  let state = structuredClone(from.state);
  const rules = structuredClone(from.rules);
  const { trades, tickets, log } = structuredClone(from.journal);
  const contents = new Map<string, RuleSetContent>([rules.current, ...(rules.pending === null ? [] : [rules.pending])].map((set) => [set.hash, { rules: set.rules, override: set.override }]));
  for (const version of rules.versions) {
    if (!contents.has(version.hash)) contents.set(version.hash, { ...founderContent, rules: founderContent.rules.filter((rule) => rule.id !== 'news-blackout') });
  }
  const failing = new Map<CallName, CallError>();
  const listeners = new Map<PushName, Set<(payload: never) => void>>();
  const asked: StubBridge['asked'] = [];
  let serial = 0;

  const push = <N extends PushName>(name: N, payload: PushPayload<N>): void => {
    pushes[name].parse(payload);
    for (const listener of listeners.get(name) ?? []) (listener as (payload: PushPayload<N>) => void)(payload);
  };
  const change = (next: Partial<AppState>): void => {
    state = { ...state, ...next, revision: state.revision + 1, now: now() };
    push('state', structuredClone(state));
  };
  const changeSession = (next: Partial<NonNullable<AppState['session']>>): void => {
    if (state.session !== null) change({ session: { ...state.session, ...next } });
  };
  const instrumentOf = (symbol: string) => state.instruments.find((entry) => entry.symbol === symbol) ?? refuse(`No instrument is called ${symbol}. Add it in Settings.`, 'symbol', 'not-found');
  const tradeOf = (id: string): TradeView => trades.find((trade) => trade.id === id) ?? refuse('There is no such trade.', undefined, 'not-found');
  const ticketOf = (id: string): TicketView => tickets.find((ticket) => ticket.id === id) ?? refuse('There is no such ticket.', undefined, 'not-found');
  const keepTrade = (trade: TradeView): TradeView => {
    trades[trades.findIndex((entry) => entry.id === trade.id)] = trade;
    changeSession({ open: trades.filter((entry) => entry.status === 'open') });
    return trade;
  };
  const keepTicket = (ticket: TicketView): TicketView => {
    const index = tickets.findIndex((entry) => entry.id === ticket.id);
    if (index < 0) tickets.push(ticket);
    else tickets[index] = ticket;
    changeSession({ waiting: tickets.filter((entry) => entry.status === 'blocked' || entry.status === 'cautioned') });
    return ticket;
  };
  const enterLog = (ticket: TicketView, kind: (typeof log)[number]['kind'], note: string): void => {
    log.push({
      seq: (log.at(-1)?.seq ?? 0) + 1, ticketId: ticket.id, at: now(), sessionDate: ticket.sessionDate, kind, symbol: ticket.ticket.symbol, side: ticket.ticket.side, outcome: ticket.verdict.outcome,
      grade: ticket.verdict.grade, status: ticket.status, rules: ticket.verdict.lines.filter((line) => line.status !== 'pass' && !line.shadow).map((line) => line.title), note,
    });
  };

  const withFacts = (trade: TradeView, facts: Omit<CallInput<'trade.facts'>, 'tradeId'>): TradeView => {
    const gross = trade.grossPnl.amount;
    if (trade.status === 'open' && (facts.mfe !== undefined || facts.mae !== undefined)) refuse('The best and the worst open P&L are known when the trade is closed.', facts.mfe === undefined ? 'mae' : 'mfe');
    if (facts.mfe && facts.mfe.amount < Math.max(0, gross)) refuse(gross > 0 ? 'MFE$ cannot be less than the gross P&L that was realised.' : 'MFE$ is zero or more.', 'mfe');
    if (facts.mae && facts.mae.amount > Math.min(0, gross)) refuse(gross < 0 ? 'MAE$ cannot be better than the gross P&L that was realised.' : 'MAE$ is zero or less.', 'mae');
    const known = { ...trade, ...withoutUndefined(facts) };
    return withOutcome({ ...known, excursionProvenance: known.mfe === null && known.mae === null ? null : 'typed' }, instrumentOf(trade.symbol).pointValue);
  };

  const openTrade = (ticket: TicketView): TicketView => {
    const { side, quantity, entry, symbol } = ticket.ticket;
    if (side === null || quantity === null || entry === null) refuse('The ticket is not complete.');
    serial += 1;
    const zero = { amount: 0, currency: instrumentOf(symbol).currency };
    const trade = withOutcome({
      id: `tr-new-${serial}`, accountId: ticket.ticket.accountId, ticketId: ticket.id, sessionDate: ticket.sessionDate, symbol, side, status: 'open', quantity, openQuantity: quantity, entryAt: now(), exitAt: null,
      entryPrice: entry, exitPrice: null, initialStop: ticket.ticket.stop, targets: [...ticket.ticket.targets], setup: ticket.ticket.setup, emotion: ticket.ticket.emotion, grade: ticket.verdict.grade,
      overridden: ticket.override !== null, stopAmount: null, grossPnl: zero, fees: zero, netPnl: zero, r: null, mfe: null, mae: null, excursionProvenance: null, mfeR: null, maeR: null, mfeErrorR: null,
      exitEfficiency: null, provenance: 'typed', stopProvenance: 'ticket', pointValue: '5', note: '', lesson: '', fills: [{ id: `f-new-${serial}`, at: now(), action: 'entry', quantity, price: entry, fees: zero, provenance: 'typed', source: null }], amendments: [],
    }, instrumentOf(symbol).pointValue);
    trades.push(trade);
    changeSession({ open: trades.filter((entry) => entry.status === 'open'), ticketsTaken: (state.session?.ticketsTaken ?? 0) + 1 });
    return keepTicket({ ...ticket, status: 'taken', tradeId: trade.id });
  };

  const judge = (ticket: TicketView['ticket']) => {
    const missed: string[] = [];
    const { entry, stop, targets, side } = ticket;
    const target = targets[0];
    const distance = entry === null || stop === null ? null : toUnits(entry) - toUnits(stop);
    if (state.session?.prepared !== true) missed.push('prepared');
    if (distance === null || distance === 0n || distance > 0n !== (side === 'long')) missed.push('stop-required');
    const gain = entry === null || target === undefined ? null : toUnits(target) - toUnits(entry);
    const rewardToRisk = gain === null || distance === null ? null : ratio(Number(gain / 1_000_000n), Number(distance / 1_000_000n));
    if (rewardToRisk === null || toUnits(rewardToRisk) < toUnits('2')) missed.push('reward-to-risk');
    if (state.session?.ticketsLeft.left === 0) missed.push('ticket-cap');
    for (const brake of state.session?.brakes ?? []) if (brake.scope === 'all') missed.push(brake.kind);
    const quantity = ticket.quantity === null ? null : toUnits(ticket.quantity);
    const instrument = instrumentOf(ticket.symbol);
    const stopAmount = distance === null || quantity === null ? null : { amount: Math.abs(cents(distance, quantity, toUnits(instrument.pointValue))), currency: instrument.currency };
    return { verdict: verdictOf(ticket, now(), rules.current, missed), stopAmount, rewardToRisk };
  };
  const missing = (ticket: TicketView['ticket']) => (['side', 'quantity', 'entry'] as const).filter((field) => ticket[field] === null).map((field) => ({ field, message: `State the ${field}.` }));

  const plan = (content: RuleSetContent) => {
    const base = rules.pending ?? rules.current;
    const titleOf = (kind: string) => rules.kinds.find((entry) => entry.kind === kind)?.title ?? kind;
    const before = new Map(base.rules.map((rule) => [rule.id, rule]));
    const after = new Map(content.rules.map((rule) => [rule.id, rule]));
    const changes: CallOutput<'rules.diff'> = [];
    for (const rule of content.rules) {
      const old = before.get(rule.id);
      const title = titleOf(rule.kind);
      if (old === undefined) changes.push({ ruleId: rule.id, title, text: 'added', effect: 'now' });
      else {
        for (const key of new Set([...Object.keys(old.params), ...Object.keys(rule.params)])) {
          const [from, to] = [old.params[key], rule.params[key]].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
          if (from !== to) changes.push({ ruleId: rule.id, title, text: `${key} ${from} → ${to}`, effect: Number(to) < Number(from) ? 'now' : 'next-session' });
        }
        if (old.enabled !== rule.enabled) changes.push({ ruleId: rule.id, title, text: rule.enabled ? 'enabled' : 'disabled', effect: rule.enabled ? 'now' : 'next-session' });
        if (old.shadow !== rule.shadow) changes.push({ ruleId: rule.id, title, text: rule.shadow ? 'becomes a shadow rule' : 'bites again', effect: rule.shadow ? 'next-session' : 'now' });
        if (old.severity !== rule.severity) changes.push({ ruleId: rule.id, title, text: `severity ${old.severity} → ${rule.severity}`, effect: 'next-session' });
        if (old.words !== rule.words) changes.push({ ruleId: rule.id, title, text: 'words changed', effect: 'now' });
        if (old.priority !== rule.priority) changes.push({ ruleId: rule.id, title, text: `place ${old.priority} → ${rule.priority}`, effect: 'now' });
      }
    }
    for (const rule of base.rules) if (!after.has(rule.id)) changes.push({ ruleId: rule.id, title: titleOf(rule.kind), text: 'deleted', effect: 'next-session' });
    const problems = content.rules.flatMap((rule) =>
      (rules.kinds.find((entry) => entry.kind === rule.kind)?.fields ?? []).flatMap((field) => {
        const value = rule.params[field.key];
        if (value === null || value === undefined || value === '') return field.optional === true ? [] : [{ ruleId: rule.id, field: field.key, message: `${field.label} is needed.` }];
        if (field.minimum !== undefined && Number(value) < Number(field.minimum)) return [{ ruleId: rule.id, field: field.key, message: `At least ${field.minimum}.` }];
        if (field.maximum !== undefined && Number(value) > Number(field.maximum)) return [{ ruleId: rule.id, field: field.key, message: `At most ${field.maximum}.` }];
        return [];
      }),
    );
    return { changes, problems };
  };

  const handlers: Handlers = {
    'app.state': () => state,
    'setup.complete': (input) => {
      const account = { id: 'main', ...input.account };
      change({ profile: 'real', account, accounts: [account], watched: input.symbols, settings: { ...state.settings, ...withoutUndefined(input.texts) } });
      return null;
    },
    'demo.enter': () => (change({ profile: 'demo' }), null),
    'demo.leave': () => (change({ profile: state.account === null ? 'none' : 'real' }), null),
    'account.select': ({ accountId }) => (change({ account: state.accounts.find((account) => account.id === accountId) ?? refuse('There is no such account.', 'accountId', 'not-found') }), null),
    'account.save': ({ id, account }) => {
      serial += 1;
      const saved = { id: id ?? `account-${serial}`, ...account };
      const accounts = id === null ? [...state.accounts, saved] : state.accounts.map((entry) => (entry.id === id ? saved : entry));
      change({ accounts, account: state.account?.id === saved.id ? saved : state.account });
      return { id: saved.id };
    },
    'instrument.save': (input) => (change({ instruments: [...state.instruments.filter((entry) => entry.symbol !== input.symbol), input] }), null),
    'instrument.watch': ({ symbols }) => (symbols.forEach(instrumentOf), change({ watched: symbols }), null),
    'rehab.draft': (input) => (changeSession({ drafts: { ...state.session?.drafts, [input.step]: input } }), null),
    'rehab.complete': ({ content, seconds }) => {
      const steps = { ...state.session?.steps, [content.step]: { content, seconds, at: now() } };
      changeSession({ steps, prepared: Object.keys(steps).length === 5 });
      return null;
    },
    'map.save': (input) => {
      const maps = state.session?.maps.filter((entry) => entry.symbol !== input.symbol) ?? [];
      const { atrConfirmed: _atrConfirmed, ...stated } = input;
      changeSession({ maps: [...maps, { ...stated, atrAt: input.atr === null ? null : now(), at: now() }] });
      return null;
    },
    'ticket.preview': (input) => {
      const { verdict, stopAmount, rewardToRisk } = judge(input);
      const each = stopAmount === null || input.quantity === null ? null : stopAmount.amount / Number(input.quantity);
      const budget = state.session?.plan.riskPerTrade?.amount ?? null;
      return { verdict, stopAmount, rewardToRisk, sizeForRisk: each === null || each === 0 || budget === null ? null : String(Math.floor(budget / each)), missing: missing(input) };
    },
    'ticket.draft': (input) => (change({ draft: input }), null),
    'ticket.seal': (input) => {
      const lacking = missing(input)[0];
      if (lacking !== undefined) refuse(lacking.message, lacking.field);
      serial += 1;
      const { verdict, stopAmount } = judge(input);
      const blocked = verdict.outcome === 'soft-block';
      const view: TicketView = {
        id: `tk-new-${serial}`, sessionDate: state.session?.date ?? '2026-11-20', ticket: input, verdict, words: wordsOf(verdict, rules.current), sealedAt: now(), status: blocked ? 'blocked' : 'cautioned',
        overrideFrom: blocked ? now() + verdict.coolDownSeconds * 1000 : null, coolDownLeftMs: verdict.coolDownSeconds * 1000, noteMinLength: 20, override: null, stopAmount, tradeId: null,
      };
      enterLog(view, blocked ? 'block' : verdict.outcome === 'caution' ? 'caution' : 'clear', '');
      return verdict.outcome === 'clear' ? openTrade(view) : keepTicket(view);
    },
    'ticket.take': ({ ticketId }) => {
      const view = ticketOf(ticketId);
      if (view.status !== 'cautioned') refuse('Only a ticket that waits with a caution can be taken.');
      return openTrade(view);
    },
    'ticket.override': ({ ticketId, note }) => {
      const view = ticketOf(ticketId);
      if (view.status !== 'blocked') refuse('This ticket does not wait for an override.');
      if (view.overrideFrom !== null && now() < view.overrideFrom) refuse('The cool-down is not over.');
      if (note.trim().length < rules.current.override.noteMinLength) refuse(`Write ${rules.current.override.noteMinLength} characters at least.`, 'note');
      const taken = openTrade({ ...view, override: { note, at: now() } });
      enterLog(taken, 'override', note);
      return taken;
    },
    'ticket.walkAway': ({ ticketId, note }) => {
      const view = keepTicket({ ...ticketOf(ticketId), status: 'walked-away' });
      enterLog(view, 'walk-away', note);
      return view;
    },
    'ticket.cancel': ({ ticketId, reason }) => {
      const view = keepTicket({ ...ticketOf(ticketId), status: 'cancelled' });
      enterLog(view, 'cancel', reason);
      return view;
    },
    'ticket.get': ({ ticketId }) => ticketOf(ticketId),
    'trade.list': ({ status, from: first, to: last, cursor, limit }) => {
      const found = trades.filter((trade) => (status === 'all' || trade.status === status) && (first === null || trade.sessionDate >= first) && (last === null || trade.sessionDate <= last)).toReversed();
      const start = cursor === null ? 0 : Number(cursor);
      const end = start + limit;
      return { trades: found.slice(start, end), nextCursor: end < found.length ? String(end) : null, total: found.length };
    },
    'trade.get': ({ tradeId }) => tradeOf(tradeId),
    'trade.positions': () => [],
    'trade.exit': ({ tradeId, price, quantity, fees, ...facts }) => {
      const trade = tradeOf(tradeId);
      if (trade.status === 'closed') refuse('This trade is closed. Correct it with an amendment.');
      if (toUnits(quantity) > toUnits(trade.openQuantity)) refuse(`Only ${trade.openQuantity} are open.`, 'quantity');
      if (fees !== null && fees.amount < 0) refuse('Fees are zero or more.', 'fees');
      serial += 1;
      const fill = { id: `f-new-${serial}`, at: now(), action: 'exit' as const, quantity, price, fees, provenance: 'typed' as const, source: null };
      return keepTrade(withFacts(withOutcome({ ...trade, fills: [...trade.fills, fill] }, instrumentOf(trade.symbol).pointValue), facts));
    },
    'trade.facts': ({ tradeId, ...facts }) => keepTrade(withFacts(tradeOf(tradeId), facts)),
    'trade.amend': ({ tradeId, field, value, why }) => {
      const trade = tradeOf(tradeId);
      const shown = field === 'entryPrice' || field === 'exitPrice' ? (trade[field] ?? '') : String(trade[field]?.amount ?? '');
      if (field === 'mfe' || field === 'mae') {
        const amended = withFacts(trade, { [field]: value === '' ? null : { amount: Number(value), currency: trade.grossPnl.currency } });
        return keepTrade({ ...amended, amendments: [...trade.amendments, { at: now(), field, from: shown, to: value, why }] });
      }
      const target = trade.fills.findLast((fill) => fill.action === (field === 'exitPrice' ? 'exit' : 'entry')) ?? refuse('There is no exit to correct yet.', 'field');
      const fills = trade.fills.map((fill) => {
        if (fill.id !== target.id) return field === 'fees' ? { ...fill, fees: { amount: 0, currency: trade.grossPnl.currency } } : fill;
        if (field !== 'fees') return { ...fill, price: value };
        return { ...fill, fees: { amount: Number(value), currency: trade.grossPnl.currency } };
      });
      return keepTrade(withOutcome({ ...trade, fills, amendments: [...trade.amendments, { at: now(), field, from: shown, to: value, why }] }, instrumentOf(trade.symbol).pointValue));
    },
    'rules.get': () => rules,
    'rules.plan': plan,
    'rules.save': ({ name, content, baseHash }) => {
      if (baseHash !== (rules.pending ?? rules.current).hash) refuse('The rules were changed elsewhere. Read them again.', undefined, 'conflict');
      const { changes, problems } = plan(content);
      const problem = problems[0];
      if (problem !== undefined) refuse(problem.message, problem.field);
      const saved: RuleSet = { id: `rs-${rules.versions.length + 1}`, name, version: Math.max(...rules.versions.map((entry) => entry.version)) + 1, hash: contentHash(content), ...content };
      const waits = changes.some((entry) => entry.effect === 'next-session');
      if (waits) rules.pending = saved;
      else {
        rules.current = saved;
        rules.pending = null;
      }
      contents.set(saved.hash, content);
      rules.versions.unshift({ hash: saved.hash, name, version: saved.version, createdAt: now(), activeFrom: waits ? null : (state.session?.date ?? null), rules: content.rules.length });
      change({});
      return rules;
    },
    'rules.version': ({ hash }) => contents.get(hash) ?? refuse('There is no such version.', 'hash', 'not-found'),
    'rules.diff': ({ from: first, to: last }) => {
      const [a, b] = [contents.get(first), contents.get(last)];
      if (a === undefined || b === undefined) return refuse('There is no such version.', 'hash', 'not-found');
      const titleOf = (kind: string) => rules.kinds.find((entry) => entry.kind === kind)?.title ?? kind;
      const added = b.rules.filter((rule) => !a.rules.some((old) => old.id === rule.id)).map((rule) => ({ ruleId: rule.id, title: titleOf(rule.kind), text: 'added', effect: 'now' as const }));
      const removed = a.rules.filter((rule) => !b.rules.some((next) => next.id === rule.id)).map((rule) => ({ ruleId: rule.id, title: titleOf(rule.kind), text: 'deleted', effect: 'next-session' as const }));
      const changed = b.rules.filter((rule) => a.rules.some((old) => old.id === rule.id && JSON.stringify(old.params) !== JSON.stringify(rule.params))).map((rule) => ({ ruleId: rule.id, title: titleOf(rule.kind), text: 'maximum 6 → 8 tickets', effect: 'next-session' as const }));
      return [...added, ...changed, ...removed];
    },
    'rules.export': () => ({ fileName: 'holdfast-rules-founder-3.json', json: JSON.stringify({ name: rules.current.name, rules: rules.current.rules, override: rules.current.override }, null, 2) }),
    'rules.parse': ({ json }) => {
      try {
        const { name, ...content } = JSON.parse(json) as { name: string } & RuleSetContent;
        return calls['rules.parse'].output.parse({ name, content });
      } catch {
        return refuse('This is not a Holdfast rule set. Choose a file that Holdfast exported.', 'json');
      }
    },
    'log.query': ({ kinds, ruleKind, text, from: first, to: last, cursor, limit }) => {
      const title = rules.kinds.find((entry) => entry.kind === ruleKind)?.title;
      const wanted = text.trim().toLowerCase();
      const found = log
        .filter((row) => kinds.length === 0 || kinds.includes(row.kind))
        .filter((row) => ruleKind === null || (title !== undefined && row.rules.includes(title)))
        .filter((row) => wanted === '' || `${row.note} ${row.symbol} ${row.rules.join(' ')}`.toLowerCase().includes(wanted))
        .filter((row) => (first === null || row.sessionDate >= first) && (last === null || row.sessionDate <= last))
        .toReversed();
      const rest = cursor === null ? found : found.filter((row) => row.seq < cursor);
      const rows = rest.slice(0, limit);
      return { rows, nextCursor: rest.length > limit ? (rows.at(-1)?.seq ?? null) : null, total: found.length };
    },
    'settings.save': (input) => (change({ settings: { ...state.settings, ...withoutUndefined(input) } }), null),
    'backup.now': () => {
      const name = `journal-2026-11-20T15-42-${10 + serial}-000Z-manual-5b0c11d2.db`;
      serial += 1;
      change({ backups: { ...state.backups, problem: null, files: [{ name, at: now(), bytes: 1_830_912, kind: 'manual', encrypted: false }, ...state.backups.files] } });
      return { path: `${state.backups.folder}/${name}`, bytes: 1_830_912, events: 4_812 };
    },
    'backup.automatic': ({ automatic }) => (change({ backups: { ...state.backups, automatic } }), null),
    'backup.folder': ({ standard }) => (change({ backups: { ...state.backups, standard, problem: null, folder: standard ? `${state.dataFolder}/backups` : '/media/backup disk/Holdfast' } }), { changed: true }),
    'backup.encrypt': ({ passphrase }) => (change({ backups: { ...state.backups, encryption: passphrase === null ? 'off' : 'on' } }), null),
    'backup.look': ({ from, passphrase }) => {
      const name = from.type === 'backup' ? from.name : 'journal-2026-11-19T14-28-40-004Z-daily-5b0c11d2.db.age';
      const locked = name.endsWith('.age');
      if (locked && passphrase === null) refuse('This file is encrypted. Type its passphrase.', 'passphrase');
      const held = { accounts: ['Combine 50K', 'Funded 2'], sessions: 241, tickets: 1_304, trades: 1_187, events: 4_711, firstSession: '2025-12-01', lastSession: '2026-11-19', lastEntryAt: now() - 86_400_000 };
      return { id: 'look', name, kind: locked ? 'encrypted-backup' : 'backup', bytes: 1_826_816, layout: 4, ...held, present: { ...held, sessions: 242, tickets: 1_309, trades: 1_191, events: 4_812, lastSession: '2026-11-20' } };
    },
    'backup.restore': () => (change({ health: { ...state.health, status: 'ok', message: '' } }), null),
    'backup.cancel': () => null,
    'journal.export': ({ form }) => ({ path: `/home/trader/Documents/holdfast-journal-2026-11-20${form === 'json' ? '.json' : ''}`, tables: 31, rows: 48_210, events: 4_812, bytes: 21_400_118 }),
    'data.openFolder': () => null,
    'file.save': () => ({ saved: true }),
    'link.open': () => null,
    'window.compact': ({ compact }) => (change({ settings: { ...state.settings, compact } }), null),
    'shortcuts.listen': () => null,
    'licence.view': () => from.account.view,
    'licence.brand': () => from.account.brand,
    'licence.dismiss': () => null,
    'licence.accept': () => null,
    'licence.check': () => null,
    ...createAnalyticsAnswers(rules.current, from.journal.trades.length === 0 ? 0 : 260, now),
  };

  const answer = <N extends CallName>(name: N, input: CallInput<N>): Result<CallOutput<N>> => {
    asked.push({ name, input });
    if (from.silent) return { ok: false, error: { code: 'internal', message: 'Holdfast did not answer. Try again; if it stays silent, restart the app.', retry: true } };
    const failure = failing.get(name);
    if (failure !== undefined) return { ok: false, error: failure };
    if (state.health.status === 'read-only' && /\.(save|seal|take|override|exit|facts|amend|complete|draft)$/.test(name)) return { ok: false, error: { code: 'store-read-only', message: state.health.message } };
    const parsed = calls[name].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return { ok: false, error: { code: 'invalid-input', message: issue?.message ?? 'This does not fit.', field: issue?.path.join('.') ?? '' } };
    }
    const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
    if (handler === undefined) return { ok: false, error: { code: 'unavailable', message: `The gallery does not play “${name}”.` } };
    try {
      const value = handler(parsed.data);
      return { ok: true, value: calls[name].output.parse(structuredClone(value)) as CallOutput<N> };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, error: error.error };
      throw error;
    }
  };

  return {
    asked, push, change,
    state: () => state,
    fail: (name, error) => void (error === null ? failing.delete(name) : failing.set(name, error)),
    call: (name, input) => Promise.resolve().then(() => answer(name, input)),
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener as (payload: never) => void));
      return () => known.delete(listener as (payload: never) => void);
    },
  };
}

/** Drops keys that were left out, so that "left out means unchanged" holds when merging. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
