/**
 * The one table of calls and pushes between the window and the main process. Both ends, the bridge and the test doubles
 * are derived from it; every payload is parsed in both directions.
 */
import { z } from 'zod';
import { call, done, nothing, type Call } from './call.ts';
import { analyticsCalls, analyticsProgress } from './analytics.ts';
import { exported, passphrase, restoreFrom, restorePreview } from './backups.ts';
import { importCalls, importProgress, watchState } from './imports.ts';
import { licenceCalls } from './licence.ts';
import { logFilter, logPage } from './log.ts';
import { notebookCalls } from './notebook.ts';
import { matchingCalls } from './matching.ts';
import { ruleChange, ruleSetContent, rulesView } from './rules.ts';
import { account, appState, marketMapInput, rehabContent, settings, stepDraft, stepTexts } from './state.ts';
import { preview, ticket, ticketView } from './tickets.ts';
import { exitInput, openPosition, tradeAmendInput, tradeFactsInput, tradeView } from './trades.ts';
import { id, instant, instrument, sessionDate, shortText, symbol } from './values.ts';

export const calls = {
  'app.state': call(nothing, appState),

  // First run, demo
  'setup.complete': call(
    z.strictObject({
      account: account.omit({ id: true }),
      symbols: z.array(symbol).min(1).max(20),
      template: z.enum(['founder', 'conservative', 'empty']),
      texts: stepTexts.partial(),
    }),
    done,
  ),
  'demo.enter': call(nothing, done),
  'demo.leave': call(nothing, done),

  // Accounts and instruments
  'account.select': call(z.strictObject({ accountId: id }), done),
  'account.save': call(z.strictObject({ id: id.nullable(), account: account.omit({ id: true }) }), z.strictObject({ id })),
  'instrument.save': call(instrument, done),
  'instrument.watch': call(z.strictObject({ symbols: z.array(symbol).min(1).max(20) }), done),

  // Rehab run
  'rehab.draft': call(stepDraft, done),
  'rehab.complete': call(z.strictObject({ content: rehabContent, seconds: z.int().min(0).max(86_400) }), done),
  /** `atrConfirmed`: the ATR was read again just now and is unchanged; without it an unchanged ATR keeps its time of entry. `atrAsOf`: when the bars end that a new ATR was computed from. */
  'map.save': call(marketMapInput.extend({ atrConfirmed: z.boolean().optional(), atrAsOf: instant.optional() }), done),

  // Ticket
  'ticket.preview': call(ticket, preview),
  'ticket.draft': call(ticket.nullable(), done),
  'ticket.seal': call(ticket, ticketView),
  'ticket.take': call(z.strictObject({ ticketId: id }), ticketView),
  'ticket.override': call(z.strictObject({ ticketId: id, note: z.string().max(4000) }), ticketView),
  'ticket.walkAway': call(z.strictObject({ ticketId: id, note: z.string().max(4000) }), ticketView),
  'ticket.cancel': call(z.strictObject({ ticketId: id, reason: z.string().trim().min(3, 'say why in a few words').max(500) }), ticketView),
  'ticket.get': call(z.strictObject({ ticketId: id }), ticketView),

  // Trades
  'trade.list': call(
    z.strictObject({ status: z.enum(['open', 'closed', 'all']), from: sessionDate.nullable(), to: sessionDate.nullable(), cursor: z.string().max(80).nullable(), limit: z.int().min(1).max(200) }),
    z.strictObject({ trades: z.array(tradeView), nextCursor: z.string().nullable(), total: z.int().min(0) }),
  ),
  'trade.get': call(z.strictObject({ tradeId: id }), tradeView),
  /** Of the selected account, the newest first. */
  'trade.positions': call(nothing, z.array(openPosition)),
  'trade.exit': call(exitInput, tradeView),
  'trade.facts': call(tradeFactsInput, tradeView),
  'trade.amend': call(tradeAmendInput, tradeView),

  // Rules
  'rules.get': call(nothing, rulesView),
  /** What saving this would do, without doing it. */
  'rules.plan': call(ruleSetContent, z.strictObject({ changes: z.array(ruleChange), problems: z.array(z.strictObject({ ruleId: z.string(), field: z.string(), message: z.string() })) })),
  'rules.save': call(z.strictObject({ name: shortText, content: ruleSetContent, baseHash: z.string().max(128) }), rulesView),
  'rules.version': call(z.strictObject({ hash: z.string().max(128) }), ruleSetContent),
  'rules.diff': call(z.strictObject({ from: z.string().max(128), to: z.string().max(128) }), z.array(ruleChange)),
  'rules.export': call(nothing, z.strictObject({ fileName: z.string(), json: z.string() })),
  /** Parses a rule-set file into content to look at and save; writes nothing. */
  'rules.parse': call(z.strictObject({ json: z.string().max(1_000_000) }), z.strictObject({ name: shortText, content: ruleSetContent })),

  // Limits log
  'log.query': call(logFilter, logPage),

  // Settings and data
  'settings.save': call(settings.partial(), done),
  'backup.now': call(nothing, z.strictObject({ path: z.string(), bytes: z.int(), events: z.int() })),
  'backup.automatic': call(z.strictObject({ automatic: z.boolean() }), done),
  /** Asks the trader for a folder; `standard` goes back to the one beside the journal. */
  'backup.folder': call(z.strictObject({ standard: z.boolean() }), z.strictObject({ changed: z.boolean() })),
  /** From now on; null writes plain backups. */
  'backup.encrypt': call(z.strictObject({ passphrase: passphrase.nullable() }), done),
  /** Reads and verifies what could be restored, and changes nothing. Null when the trader chose none. */
  'backup.look': call(z.strictObject({ from: restoreFrom, passphrase: z.string().max(1000).nullable() }), restorePreview.nullable()),
  /** Puts what was looked at in the place of the journal, which is kept as a file. */
  'backup.restore': call(z.strictObject({ id: z.string().max(64) }), done),
  /** The whole journal, where the trader says. Null when the trader chose no place. */
  'journal.export': call(z.strictObject({ form: z.enum(['json', 'csv']) }), exported.nullable()),
  /** Stops the look or the export that is on its way. */
  'backup.cancel': call(nothing, done),
  'data.openFolder': call(nothing, done),
  'file.save': call(z.strictObject({ suggestedName: z.string().min(1).max(120), content: z.string().max(5_000_000) }), z.strictObject({ saved: z.boolean() })),
  'link.open': call(z.strictObject({ url: z.string().max(500) }), done),
  'window.compact': call(z.strictObject({ compact: z.boolean() }), done),
  /** While the page listens for new global keys, those that are held are given back: they would act instead of being heard. */
  'shortcuts.listen': call(z.strictObject({ listening: z.boolean() }), done),

  ...importCalls,

  ...analyticsCalls,
  ...licenceCalls,
  ...notebookCalls,
  ...matchingCalls,
} satisfies Record<string, Call>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;

export const pushes = {
  /** The whole state after a change. */
  'state': appState,
  /** A wish from outside the window: the global shortcut, the tray, a notification. */
  'navigate': z.strictObject({ to: z.enum(['ticket', 'rehab', 'home', 'settings']) }),
  /** Seconds pass: the trusted clock, so that countdowns in the window cannot be set. */
  'tick': z.strictObject({ now: instant, revision: z.int().min(0) }),
  /** A look at a backup or an export is on its way; total is 0 when it is not known. */
  'backup.progress': z.strictObject({ done: z.int().min(0), total: z.int().min(0) }),
  /** A page that the full-size window is to show. */
  'analytics.show': z.strictObject({ page: z.string().max(40) }),
  /** A report of the analytics window is on its way. */
  'analytics.progress': analyticsProgress,
  'import.progress': importProgress,
  /** A watched folder brought something, or is gone. */
  'import.watched': watchState,
} satisfies Record<string, z.ZodType>;

export type PushName = keyof typeof pushes;
export type PushPayload<N extends PushName> = z.infer<(typeof pushes)[N]>;

