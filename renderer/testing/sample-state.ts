/** The states of the whole app that the gallery and the screens' tests are looked at in. */
import type { AppState, SessionView, Settings } from '../../preload/contract/state.ts';
import type { TicketView } from '../../preload/contract/tickets.ts';
import type { RulesView } from '../../preload/contract/rules.ts';
import { lineOf, NOW, sampleJournal, sampleOpenTrade, sampleTicket, TODAY, verdictOf, wordsOf, type Journal } from './sample-journal.ts';
import { sampleAccount, type SampleAccount } from './sample-account.ts';
import { sampleRules } from './sample-rules.ts';

const MINUTE = 60_000;
const usd = (amount: number) => ({ amount, currency: 'USD' });

const settings: Settings = {
  theme: 'system', alwaysOnTop: true, opacity: 100, compact: false, hidePnl: false, shortcutSummon: 'CommandOrControl+Shift+H', shortcutTicket: 'CommandOrControl+Shift+T', notifications: true,
  visualizationSeconds: 60, breathSeconds: 120, breathIn: 4, breathHold: 4, breathOut: 6,
  visualizationText: 'See the open. See the first setup come, and see yourself wait for it. See a loss, and see your hands stay still.',
  mapText: 'What is there, not what I hope for.',
  breathText: 'In quietness and in confidence shall be your strength.', neutralStatement: 'Anything can happen; I need not know.',
  riskText: 'Small enough to be wrong with.',
  setups: ['15-minute pullback', 'Opening range break'],
};

const done = {
  'visualization': { content: { step: 'visualization', goal: 'Wait for the candle to close, every time.' }, seconds: 74, at: NOW - 96 * MINUTE },
  'market-mapping': { content: { step: 'market-mapping', symbols: ['MES'] }, seconds: 212, at: NOW - 92 * MINUTE },
  'breath': { content: { step: 'breath', text: settings.breathText, breaths: 9 }, seconds: 121, at: NOW - 89 * MINUTE },
  'expectation-neutraliser': { content: { step: 'expectation-neutraliser', expectation: 'I want to make back Thursday.', neutral: 'Anything can happen; Thursday is over.', before: 4, after: 2 }, seconds: 95, at: NOW - 87 * MINUTE },
  'risk-check': { content: { step: 'risk-check', riskPerTrade: usd(25_000), maximumLoss: usd(75_000), ticketsLeft: 6, size: '4', confirmed: '4' }, seconds: 38, at: NOW - 86 * MINUTE },
} satisfies SessionView['steps'];

const map: SessionView['maps'][number] = {
  symbol: 'MES', trend: 'up', channel: 'buying', levels: ['5987.5', '6004.25', '6031'], atr: '5.25', news: [{ minute: 600, label: 'Consumer confidence' }, { minute: 840, label: 'FOMC minutes' }], atrAt: NOW - 38 * MINUTE, at: NOW - 92 * MINUTE,
};

function session(overrides: Partial<SessionView>): SessionView {
  return {
    id: 's-20261120', date: TODAY, zone: 'America/New_York', minute: 642, startsAt: Date.UTC(2026, 10, 19, 23, 0), endsAt: Date.UTC(2026, 10, 20, 22, 0), tradingFrom: Date.UTC(2026, 10, 20, 14, 30), prepared: true, steps: done, drafts: {}, maps: [map],
    plan: { equity: usd(2_500_000), riskPerTrade: usd(25_000), maximumLoss: usd(75_000), stopPoints: '6', size: '4' },
    ticketsTaken: 2, ticketsLeft: { left: 4, cap: 6, golden: 'not-yet' }, rToday: '0.873333', pnlToday: usd(4_828), unknownPnl: 0, unknownR: 0, lossStreak: 1, fullRLosses: 1, brakes: [],
    atr: [{ symbol: 'MES', atr: '5.25', at: NOW - 38 * MINUTE, ageMs: 38 * MINUTE, stale: false, band: 'baseline', advice: 'full plan', sizeFactor: '1' }], waiting: [], open: [], ...overrides,
  };
}

export const scenarioNames = ['prepared', 'unprepared', 'half-prepared', 'blocked', 'caution', 'open', 'brakes', 'many', 'empty', 'demo', 'first-run', 'read-only', 'damaged', 'newer', 'pending-rules', 'hidden-pnl', 'offline', 'partner', 'licence-ended'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Scenario {
  readonly state: AppState;
  readonly rules: RulesView;
  readonly journal: Journal;
  readonly account: SampleAccount;
  /** Every call fails as it does when the main process cannot answer. */
  readonly silent: boolean;
}

export function scenario(name: ScenarioName): Scenario {
  const rules = sampleRules({ pending: name === 'pending-rules', empty: name === 'empty' });
  const journal = sampleJournal(rules.current, name === 'empty' || name === 'first-run' ? 0 : name === 'many' ? 1200 : 38);
  const waitingTicket = (missed: readonly string[], without: readonly string[] = []): TicketView => {
    const ticket = sampleTicket(missed.includes('reward-to-risk') ? { targets: ['6019.75'] } : {});
    const verdict = verdictOf(ticket, NOW - 52_000, rules.current, missed, without);
    const left = Math.max(0, verdict.coolDownSeconds * 1000 - 52_000);
    const view: TicketView = {
      id: 'tk-waiting', sessionDate: TODAY, ticket, verdict, words: wordsOf(verdict, rules.current), sealedAt: NOW - 52_000, status: verdict.outcome === 'soft-block' ? 'blocked' : 'cautioned',
      overrideFrom: verdict.outcome === 'soft-block' ? NOW + left : null, coolDownLeftMs: left, noteMinLength: 20, override: null, stopAmount: usd(6_000), tradeId: null,
    };
    journal.tickets.push(view);
    return view;
  };
  const open = name === 'open' ? [sampleOpenTrade(true)] : name === 'prepared' || name === 'many' ? [sampleOpenTrade(false)] : [];
  if (open.length > 0) {
    journal.trades.push(...open);
    const ticket = sampleTicket();
    journal.tickets.push({ id: 'tk-open', sessionDate: TODAY, ticket, verdict: verdictOf(ticket, NOW - 17 * MINUTE, rules.current, []), words: [], sealedAt: NOW - 17 * MINUTE, status: 'taken', overrideFrom: null, coolDownLeftMs: 0, noteMinLength: 20, override: null, stopAmount: usd(6_000), tradeId: 'tr-open' });
  }
  const bare = { id: null, prepared: false, steps: {}, maps: [], ticketsTaken: 0, rToday: null, pnlToday: usd(0), lossStreak: 0, fullRLosses: 0, atr: [], ticketsLeft: { left: 6, cap: 6, golden: 'not-yet' as const } };
  // A switch, not a table: making a waiting ticket also enters it into the journal.
  const sessionOf = (): Partial<SessionView> => {
    switch (name) {
      case 'unprepared':
        return bare;
      case 'empty':
        return { ...bare, ticketsLeft: { left: null, cap: null, golden: null }, plan: { equity: usd(2_500_000), riskPerTrade: null, maximumLoss: null, stopPoints: null, size: null } };
      case 'half-prepared':
        return {
          ...bare, id: 's-20261120', maps: [map], steps: { 'visualization': done['visualization'], 'market-mapping': done['market-mapping'] },
          drafts: { 'breath': { step: 'breath', seconds: 41, fields: { text: settings.breathText } } },
        };
      case 'blocked':
        return { waiting: [waitingTicket(['reward-to-risk', 'trading-window'], ['atr-advisory'])], ticketsLeft: { left: 4, cap: 6, golden: 'lost' } };
      case 'caution':
        return { waiting: [waitingTicket(['atr-advisory'])], atr: [{ symbol: 'MES', atr: '6.5', at: NOW - 71 * MINUTE, ageMs: 71 * MINUTE, stale: true, band: 'high volatility', advice: 'half size', sizeFactor: '0.5' }] };
      case 'brakes':
        return {
          ticketsTaken: 4, ticketsLeft: { left: 2, cap: 6, golden: 'available' }, rToday: '-2.41', pnlToday: usd(-14_460), lossStreak: 3, fullRLosses: 2, unknownR: 1,
          brakes: [
            { ...lineOf('loss-streak', 'miss', NOW + 23 * MINUTE), scope: 'all', leftMs: 23 * MINUTE + 12_000 },
            { ...lineOf('counter-trend-brake', 'miss'), scope: 'counter-trend', leftMs: null },
          ],
        };
      default:
        return { open };
    }
  };
  const troubled: Partial<Record<ScenarioName, AppState['health']['status']>> = { 'read-only': 'read-only', 'damaged': 'damaged', 'newer': 'newer' };
  const firstRun = name === 'first-run';
  const held = sampleAccount(name === 'partner' || name === 'licence-ended' ? name : 'none');
  const status = troubled[name] ?? 'ok';
  const account = { id: 'main', name: 'Combine 50K', broker: 'Tradovate', currency: 'USD', zone: 'America/New_York', startingEquity: usd(2_500_000) };
  return {
    rules, journal, account: held, silent: name === 'offline',
    state: {
      revision: 1, now: NOW, profile: firstRun ? 'none' : name === 'demo' ? 'demo' : 'real',
      health: { status, message: healthMessages[status] },
      backups: {
        folder: name === 'brakes' ? '/media/backup disk/Holdfast' : '/home/trader/.config/Holdfast/backups', standard: name !== 'brakes', automatic: true, encryption: name === 'brakes' ? 'locked' : 'off', running: false,
        forgets: name === 'brakes' ? 'This computer offers Holdfast no keychain, so the passphrase is forgotten when Holdfast ends and has to be typed again.' : null,
        problem: name === 'brakes' ? { message: 'The backup folder /media/backup disk/Holdfast is not there. Connect its disk, or choose another folder.', retryAt: NOW + 9 * MINUTE } : null,
        files: firstRun ? [] : [
          { name: 'journal-2026-11-20T14-31-02-118Z-manual-5b0c11d2.db', at: NOW - 71 * MINUTE, bytes: 1_826_816, kind: 'manual', encrypted: false },
          { name: 'journal-2026-11-19T14-28-40-004Z-daily-5b0c11d2.db.age', at: NOW - 1514 * MINUTE, bytes: 1_794_048, kind: 'daily', encrypted: true },
          { name: 'journal-2026-11-18T14-30-11-751Z-before-migration.db', at: NOW - 2952 * MINUTE, bytes: 1_769_472, kind: 'before-migration', encrypted: false },
        ],
      },
      licence: held.view.standing,
      version: { app: '0.1.0', engine: '1.0.0', runtime: 'Electron 33.2.1' }, dataFolder: '/home/trader/.config/Holdfast',
      account: firstRun ? null : account, accounts: firstRun ? [] : [account, { ...account, id: 'funded', name: 'Funded 2', startingEquity: usd(5_000_000) }],
      instruments: [
        { symbol: 'MES', name: 'Micro E-mini S&P 500', kind: 'future', tickSize: '0.25', pointValue: '5', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme-equity' },
        { symbol: 'MNQ', name: 'Micro E-mini Nasdaq-100', kind: 'future', tickSize: '0.25', pointValue: '2', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme-equity' },
        { symbol: 'ES', name: 'E-mini S&P 500', kind: 'future', tickSize: '0.25', pointValue: '50', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme-equity' },
        { symbol: 'EURUSD', name: 'Euro / US dollar', kind: 'fx', tickSize: '0.00001', pointValue: '100000', currency: 'USD', quantityStep: '0.01', priceDecimals: 5, calendarId: 'fx' },
        { symbol: 'BTCUSD', name: 'Bitcoin / US dollar', kind: 'crypto', tickSize: '0.01', pointValue: '1', currency: 'USD', quantityStep: '0.0001', priceDecimals: 2, calendarId: 'crypto-24-7' },
      ],
      calendars: [
        { id: 'cme-equity', name: 'CME equity index', zone: 'America/New_York', open: 1080, close: 1020, opensDayBefore: true },
        { id: 'crypto-24-7', name: 'Crypto, every day', zone: 'UTC', open: 0, close: 1440, opensDayBefore: false },
        { id: 'fx', name: 'FX, New York close', zone: 'America/New_York', open: 1020, close: 1020, opensDayBefore: true },
      ],
      watched: firstRun ? [] : ['MES', 'MNQ'],
      confirmations: [{ key: 'candle-closed', label: 'Candle closed', critical: true }, { key: 'volume', label: 'Volume at least 1.3 × the mean of the last five bars', critical: false }],
      session: firstRun || status === 'damaged' || status === 'newer' ? null : session(sessionOf()), draft: null, settings: { ...settings, hidePnl: name === 'hidden-pnl' },
      shortcutProblems: name === 'brakes' ? [{ shortcut: 'ticket', accelerator: 'CommandOrControl+Shift+T', reason: 'taken' }] : [],
      clockWarning: name === 'brakes' ? { at: 0, message: 'The computer’s clock was set back by 2 hours. Brakes and cool-downs keep their own time.' } : null,
      update: { status: 'disabled', message: 'This Holdfast runs from its source code; only an installed one updates itself.' },
    },
  };
}

/** Roughly what the store itself says in each condition. */
const healthMessages: Record<AppState['health']['status'], string> = {
  'ok': '',
  'read-only': 'The journal’s folder cannot be written. Make it writable, or choose another data folder; until then nothing is recorded.',
  'damaged': 'Part of the journal file cannot be read. Restore the last good backup; the damaged file is kept beside it.',
  'newer': 'This journal was written by a newer Holdfast. Update the app to open it; nothing was changed.',
  'full': 'The disk is full. Free some space; the last change was not recorded.',
  'locked': 'Another program is using the journal. Close it, then look again.',
};
