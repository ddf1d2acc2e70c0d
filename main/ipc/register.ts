/** What answers each call of the contract: one line a call. */
import type { ImportSource } from '../imports/containers/source.ts';
import type { Journal } from '../journal/journal.ts';
import type { CallName } from '../../preload/contract/calls.ts';
import type { Handlers } from './handle.ts';

/** The calls of the desk; the analytics window, the account, the imports and the backups register their own. */
export type DeskCall = Exclude<CallName, `${'analytics' | 'licence' | 'import' | 'backup'}.${string}` | 'journal.export' | 'notebook.open' | 'notebook.attach.files'>;

/** Everything around the journal that calls can reach. */
export interface Services {
  readonly journal: () => Journal;
  readonly state: Handlers['app.state'];
  readonly enterDemo: () => Promise<void>;
  readonly leaveDemo: () => void;
  /** Asks for a file of bars; null when none was chosen. */
  readonly chooseBars: () => Promise<ImportSource | null>;
  readonly openFolder: () => Promise<void>;
  readonly saveFile: Handlers['file.save'];
  readonly openLink: (url: string) => Promise<void>;
  readonly listenForKeys: (listening: boolean) => void;
  /** Rejects with the reason when the licence allows no new ticket. */
  readonly requireTickets: () => Promise<void>;
}

export function register(services: Services): Pick<Handlers, DeskCall> {
  const { journal } = services;
  return {
    'app.state': services.state,
    'setup.complete': (input) => journal().completeSetup(input),
    'demo.enter': async () => (await services.enterDemo(), null),
    'demo.leave': () => (services.leaveDemo(), null),
    'account.select': (input) => journal().selectAccount(input),
    'account.save': (input) => journal().saveAccount(input),
    'instrument.save': (input) => journal().saveInstrument(input),
    'instrument.watch': (input) => journal().watchInstruments(input),
    'rehab.draft': (input) => journal().draftStep(input),
    'rehab.complete': (input) => journal().completeStep(input),
    'map.save': (input) => journal().saveMap(input),
    'ticket.preview': (input) => journal().previewTicket(input),
    'ticket.draft': (input) => journal().draftTicket(input),
    'ticket.seal': async (input) => {
      await services.requireTickets();
      return journal().sealTicket(input);
    },
    'ticket.take': (input) => journal().takeTicket(input),
    'ticket.override': (input) => journal().overrideTicket(input),
    'ticket.walkAway': (input) => journal().walkAway(input),
    'ticket.cancel': (input) => journal().cancelTicket(input),
    'ticket.get': (input) => journal().getTicket(input),
    'trade.list': (input) => journal().listTrades(input),
    'trade.get': (input) => journal().getTrade(input),
    'trade.positions': () => journal().openPositions(),
    'trade.exit': (input) => journal().exitTrade(input),
    'trade.facts': (input) => journal().stateTradeFacts(input),
    'trade.amend': (input) => journal().amendTrade(input),
    'notebook.days': (input) => journal().notebook.days(input),
    'notebook.trades': (input) => journal().notebook.trades(input),
    'notebook.day': (input) => journal().notebook.day(input),
    'notebook.trade': (input) => journal().notebook.trade(input),
    'notebook.search': (input) => journal().notebook.search(input),
    'notebook.draft': (input) => journal().notebook.draft(input),
    'notebook.keep': (input) => journal().notebook.keep(input),
    'notebook.labels': () => journal().notebook.labels(),
    'notebook.label': (input) => journal().notebook.label(input),
    'notebook.unlabel': (input) => journal().notebook.unlabel(input),
    'notebook.label.rename': (input) => journal().notebook.renameLabel(input),
    'notebook.label.delete': (input) => journal().notebook.deleteLabel(input),
    'notebook.setups': () => journal().notebook.setups(),
    'notebook.setup.save': (input) => journal().notebook.saveSetup(input),
    'notebook.setup.retire': (input) => journal().notebook.retireSetup(input),
    'notebook.setup.choose': (input) => journal().notebook.chooseSetup(input),
    'notebook.criterion.say': (input) => journal().notebook.sayCriterion(input),
    'notebook.attach': (input) => journal().notebook.attach(input),
    'notebook.caption': (input) => journal().notebook.caption(input),
    'notebook.detach': (input) => journal().notebook.detach(input),
    'notebook.bring-back': (input) => journal().notebook.bringBack(input),
    'match.counts': (input) => journal().matchCounts(input),
    'match.list': (input) => journal().matchList(input),
    'match.candidates': (input) => journal().matchCandidates(input),
    'match.confirm': (input) => journal().confirmMatch(input),
    'match.refuse': (input) => journal().refuseMatch(input),
    'match.reopen': (input) => journal().reopenMatch(input),
    'match.bypass': (input) => journal().declareBypass(input),
    'match.undoBypass': (input) => journal().undoBypass(input),
    'match.notTaken': (input) => journal().declareNotTaken(input),
    'match.value': (input) => journal().valueInstrument(input),
    'bars.excursions': async (input) => {
      const source = await services.chooseBars();
      return source === null ? null : journal().computeExcursions(source, input);
    },
    'bars.atr': async (input) => {
      const source = await services.chooseBars();
      return source === null ? null : journal().atrOfBars(source, input);
    },
    'trade.stop': (input) => journal().typeStop(input),
    'match.taken': (input) => journal().declareTaken(input),
    'rules.get': () => journal().getRules(),
    'rules.plan': (input) => journal().planRules(input),
    'rules.save': (input) => journal().saveRules(input),
    'rules.version': (input) => journal().getRuleVersion(input),
    'rules.diff': (input) => journal().diffRules(input),
    'rules.export': () => journal().exportRules(),
    'rules.parse': (input) => journal().parseRules(input),
    'log.query': (input) => journal().queryLog(input),
    'settings.save': (input) => journal().saveSettings(input),
    'data.openFolder': async () => (await services.openFolder(), null),
    'file.save': services.saveFile,
    'link.open': async ({ url }) => (await services.openLink(url), null),
    'window.compact': ({ compact }) => journal().saveSettings({ compact }),
    'shortcuts.listen': ({ listening }) => (services.listenForKeys(listening), null),
  };
}
