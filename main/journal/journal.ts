/**
 * The journal: one method for each thing that can be asked of it. Every change is one transaction on the disk before the
 * method returns; it either happened as a whole or not at all. Methods are synchronous, so that no two changes ever meet;
 * only imports, which read their file beside the work, are not.
 *
 * All methods throw {@link JournalError}.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import type { AppState } from '../../preload/contract/state.ts';
import type { Clock } from '../clock.ts';
import { dataFiles } from '../data-folder.ts';
import type { RuleSetContent, Ticket } from '../engine/model.ts';
import type { ImportSource } from '../imports/containers/source.ts';
import type { PreviewOutcome } from '../imports/preview-import.ts';
import type { Account } from '../store/accounts.ts';
import { copyBeforeMigration } from '../store/backup.ts';
import { StoreError } from '../store/errors.ts';
import type { Executor } from '../store/executor.ts';
import { openStore, type OpenOptions, type Store } from '../store/open-store.ts';
import { hasStale, refreshSearch } from '../store/search-index.ts';
import { searchWords } from '../store/search-words.ts';
import { saveDraftTicket } from '../store/tickets.ts';
import { completeSetup, lacksCatalogue, saveAccount, seedCatalogue, selectAccount, storeInstrument, watchInstruments } from './accounts.ts';
import { appState, type HealthStatus, type Host } from './app-state.ts';
import { behindBy, jumpText, noteBehind, noteJump } from './clock-jumps.ts';
import { atrOf, hashOfBars, keepReached, reachedBy, readBarFile } from './bars.ts';
import { readDesk, requireAccount, selectedAccount, type Lookup } from './desk.ts';
import { asJournalError, JournalError, storeErrorOf } from './errors.ts';
import { typeStop, valueInstrument } from './imports/amendments.ts';
import { importFiles, previewFile, type FileImported, type ImportRequest, type PreviewRequest } from './imports/import-files.ts';
import type { ReadFileOptions } from './imports/stage-file.ts';
import { undoImport } from './imports/take-file.ts';
import { queryLimits } from './limits.ts';
import { previewTicket } from './preview.ts';
import { Recording } from './recording.ts';
import { Notebook } from './notebook.ts';
import { matchCandidates, matchCounts, matchList } from './matching-view.ts';
import { confirmMatch, declareBypass, declareNotTaken, declareTaken, refuseMatch, reopenMatch, undoBypass } from './matching.ts';
import { completeStep, draftStep, saveMap } from './rehab.ts';
import { arePartnerRulesKept, type PartnerRules } from './partner-rules.ts';
import { adoptPartnerRules, diffRules, exportRules, parseRules, planRules, ruleContent, rulesView, saveRules, type RulesInput } from './rules.ts';
import { RuleShelf } from './rule-shelf.ts';
import { SessionBook } from './session-book.ts';
import { sessionStanding, standingText } from './session-view.ts';
import { currentSettings, DEFAULT_SETTINGS, saveSettings } from './settings.ts';
import { requireTicket, ticketView } from './ticket-view.ts';
import { cancelTicket, overrideTicket, sealTicket, takeTicket, walkAway } from './tickets.ts';
import { requireTrade } from './trade-ledger.ts';
import { tradeView } from './trade-view.ts';
import { amendTrade, exitTrade, listTradeViews, openPositions, stateTradeFacts } from './trades.ts';
import { verifyJournal, type Verification } from './verify.ts';
import { wire } from './wire.ts';

export interface JournalOptions {
  /** The folder of this journal: the data folder, or the demo's own below it. */
  readonly folder: string;
  readonly profile: 'real' | 'demo';
  readonly clock: Clock;
  /** How this process is named to another one that finds the journal locked. */
  readonly owner: string;
  /** Called after every change. */
  readonly changed?: () => void;
  readonly newId?: () => string;
  /** See {@link openStore}. */
  readonly durable?: boolean;
  readonly lockHeld?: boolean;
  readonly settleElsewhere?: (() => void) | undefined;
}

export type Health = { readonly status: HealthStatus; readonly message: string };

const HEALTHY: Health = { status: 'ok', message: '' };

export const BACKUP_FOLDER = 'backups';

export class Journal {
  readonly folder: string;
  readonly path: string;
  readonly profile: 'real' | 'demo';
  /** What is written and pictured beside the numbers. */
  readonly notebook = new Notebook({ read: (work) => this.#read(({ db }) => work(db)), record: (work, quiet = false) => this.#record(work, { quiet }) });
  readonly #opening = randomUUID();
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #changed: () => void;
  readonly #book = new SessionBook();
  readonly #shelf = new RuleShelf();
  #store: Store | null = null;
  #health: Health = HEALTHY;
  /** What opening failed with; thrown by whatever needs the file. */
  #failure: JournalError | null = null;
  #revision = 0;
  #clockWarning: AppState['clockWarning'] = null;
  /** What time alone changes, as the window was told it last; null before it was told anything. */
  #shown: string | null = null;
  #importing = false;

  /** Opens the journal. Never throws for what is wrong with the file: {@link Journal.state} says it, and calls answer with it. */
  constructor(options: JournalOptions) {
    const { folder, profile, clock, owner, changed = () => undefined, newId = randomUUID, durable = true, lockHeld = false, settleElsewhere } = options;
    this.folder = folder;
    this.path = join(folder, dataFiles.journal);
    this.profile = profile;
    this.#clock = clock;
    this.#newId = newId;
    this.#changed = changed;
    this.#open({ owner, durable, lockHeld, settleElsewhere });
  }

  get revision(): number {
    return this.#revision;
  }

  /** Whether the file can be used, and what stands in the way. */
  get health(): Health {
    return this.#health;
  }

  /** False when the file could not be opened, or only to be read. */
  get writable(): boolean {
    return this.#store?.writable === true;
  }

  /** The selected account; null before setup. */
  get account(): Account | null {
    return this.#read(({ db }) => selectedAccount(db));
  }

  /** The trader's settings; the defaults while the journal cannot be read. */
  get settings(): AppState['settings'] {
    return this.#store === null ? DEFAULT_SETTINGS : currentSettings(this.#store);
  }

  get backupFolder(): string {
    return join(this.folder, BACKUP_FOLDER);
  }

  close(): void {
    this.#store?.close();
    this.#store = null;
    this.#failure ??= new JournalError('unavailable', 'The journal is closed.');
  }

  // ── State ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the window shows from now on: {@link Journal.tick} compares with it. */
  state(host: Host): AppState {
    const now = this.#clock.now();
    const state = appState({
      lookup: this.#store === null ? null : this.#lookup(this.#store, now),
      now, revision: this.#revision, profile: this.profile, health: this.#health,
      dataFolder: this.folder, clockWarning: this.#clockWarning, host,
    });
    this.#shown = state.session === null ? '' : standingText(state.session);
    return state;
  }

  /** Whether something was left for later: by a verdict that was waited for, a migration or a large change. {@link goOn} goes on with it. */
  get unfinished(): boolean {
    return this.#store?.writable === true && hasStale(this.#store);
  }

  /** Does a piece of what was left for later, short enough that nobody waits for it. */
  goOn(): void {
    if (this.unfinished) this.#record(() => undefined, { quiet: true });
  }

  /**
   * Time passed. Tells the subscribers when that alone changed what the window shows: another session's day, a brake that
   * let go, the golden ticket. To be called every few seconds, and after the machine slept.
   */
  tick(): void {
    const [before, standing] = [this.#shown, this.#standing(this.#clock.now())];
    this.#shown = standing;
    if (before !== null && before !== standing) this.#notify();
  }

  /** The clock was set by `deltaMs` (see TrustedClock.takeJump): brakes and cool-downs keep their length, and the log says it. */
  noteClockJump(deltaMs: number): void {
    if (deltaMs === 0) return;
    const warn = (rest: string): void => this.#warnOfClock(`The computer’s clock was set ${deltaMs > 0 ? 'forward' : 'back'} by ${jumpText(deltaMs)}. ${rest}`);
    warn('The log could not note it, since the journal could not be written.');
    if (this.writable && this.#record((recording) => noteJump(recording, deltaMs), { quiet: true })) warn('Waits keep their full length; the log notes it.');
    else if (this.writable) warn('No session was under way, so there was no wait to keep.');
    this.#notify();
  }

  // ── First run, accounts, instruments ───────────────────────────────────────────────────────────────────────────

  completeSetup(input: CallInput<'setup.complete'>): null {
    return this.#change((recording) => completeSetup(recording, input));
  }

  selectAccount({ accountId }: CallInput<'account.select'>): null {
    return this.#change((recording) => selectAccount(recording, accountId));
  }

  saveAccount(input: CallInput<'account.save'>): CallOutput<'account.save'> {
    return { id: this.#record((recording, lookup) => saveAccount(recording, lookup, input)) };
  }

  saveInstrument(input: CallInput<'instrument.save'>): null {
    return this.#change((recording) => storeInstrument(recording, input));
  }

  watchInstruments({ symbols }: CallInput<'instrument.watch'>): null {
    return this.#change((recording) => watchInstruments(recording, symbols));
  }

  // ── Rehab run ──────────────────────────────────────────────────────────────────────────────────────────────────

  draftStep(input: CallInput<'rehab.draft'>): null {
    return this.#change((recording, lookup) => draftStep(recording, lookup, input));
  }

  completeStep(input: CallInput<'rehab.complete'>): null {
    return this.#change((recording, lookup) => completeStep(recording, lookup, input));
  }

  saveMap(input: CallInput<'map.save'>): null {
    return this.#change((recording, lookup) => saveMap(recording, lookup, input));
  }

  // ── Tickets ────────────────────────────────────────────────────────────────────────────────────────────────────

  previewTicket(input: Ticket): CallOutput<'ticket.preview'> {
    return this.#read((lookup) => previewTicket(lookup, input));
  }

  draftTicket(input: Ticket | null): null {
    return this.#change((recording) => saveDraftTicket(recording.tx, requireAccount(recording.tx).id, input, recording.now));
  }

  sealTicket(input: Ticket): CallOutput<'ticket.seal'> {
    // The trader waits for the verdict; what can be searched for follows within a second (see unfinished).
    const { ticketId, rules } = this.#record((recording, lookup) => sealTicket(recording, lookup, input), { search: 'later' });
    return this.#read((lookup) => ticketView(lookup, requireTicket(lookup.db, ticketId), rules));
  }

  takeTicket({ ticketId }: CallInput<'ticket.take'>): CallOutput<'ticket.take'> {
    this.#record((recording, lookup) => takeTicket(recording, lookup, ticketId));
    return this.getTicket({ ticketId });
  }

  overrideTicket({ ticketId, note }: CallInput<'ticket.override'>): CallOutput<'ticket.override'> {
    this.#record((recording, lookup) => overrideTicket(recording, lookup, ticketId, note));
    return this.getTicket({ ticketId });
  }

  walkAway({ ticketId, note }: CallInput<'ticket.walkAway'>): CallOutput<'ticket.walkAway'> {
    this.#record((recording) => walkAway(recording, ticketId, note));
    return this.getTicket({ ticketId });
  }

  cancelTicket({ ticketId, reason }: CallInput<'ticket.cancel'>): CallOutput<'ticket.cancel'> {
    this.#record((recording) => cancelTicket(recording, ticketId, reason));
    return this.getTicket({ ticketId });
  }

  getTicket({ ticketId }: CallInput<'ticket.get'>): CallOutput<'ticket.get'> {
    return this.#read((lookup) => ticketView(lookup, requireTicket(lookup.db, ticketId), readDesk(lookup).rules));
  }

  // ── Trades ─────────────────────────────────────────────────────────────────────────────────────────────────────

  listTrades(input: CallInput<'trade.list'>): CallOutput<'trade.list'> {
    return this.#read(({ db }) => listTradeViews(db, input));
  }

  getTrade({ tradeId }: CallInput<'trade.get'>): CallOutput<'trade.get'> {
    return this.#read(({ db }) => tradeView(db, requireTrade(db, tradeId)));
  }

  openPositions(): CallOutput<'trade.positions'> {
    return this.#read(({ db }) => openPositions(db));
  }

  exitTrade(input: CallInput<'trade.exit'>): CallOutput<'trade.exit'> {
    this.#record((recording, lookup) => exitTrade(recording, lookup, input));
    return this.getTrade(input);
  }

  stateTradeFacts(input: CallInput<'trade.facts'>): CallOutput<'trade.facts'> {
    this.#record((recording) => stateTradeFacts(recording, input));
    return this.getTrade(input);
  }

  amendTrade(input: CallInput<'trade.amend'>): CallOutput<'trade.amend'> {
    this.#record((recording) => amendTrade(recording, input));
    return this.getTrade(input);
  }

  // ── Imports ────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Imports a file: it is read beside the journal, then taken in by one change. `ok: false` says why a file was refused; then
   * nothing was written, and neither was anything when the file has nothing new.
   */
  async importFile(request: ImportRequest, options: ReadFileOptions = {}): Promise<FileImported> {
    const [outcome] = await this.importFiles([request], options);
    if (outcome === undefined) throw new Error('a file for one account has one outcome');
    return outcome;
  }

  /**
   * Imports parts of a file into an account each, all of them in one transaction.
   * @returns what came of each; where one is refused only that, and nothing is imported
   */
  async importFiles(requests: readonly ImportRequest[], options: ReadFileOptions = {}): Promise<readonly FileImported[]> {
    const store = this.#requireWritable();
    if (this.#importing) throw new JournalError('conflict', 'Another import is on its way.', { retry: true });
    this.#importing = true;
    try {
      return await importFiles({ store, newId: this.#newId, read: (work) => this.read(work), record: (work) => this.#record(work) }, requests, options);
    } finally {
      this.#importing = false;
    }
  }

  /** What importing a file would do; writes nothing. The account need not exist. */
  previewFile(request: PreviewRequest, options: ReadFileOptions = {}): Promise<PreviewOutcome> {
    return previewFile((work) => this.read(work), request, options);
  }

  /** Another connection of this process changed the file: what was read before may be no longer true. */
  noticeChange(): void {
    this.#book.forget();
    this.#shelf.forget();
    this.#notify();
  }

  /** Takes an import back as a whole. */
  undoImport(importId: number): CallOutput<'import.undo'> {
    return this.#record((recording) => undoImport(recording, importId));
  }

  // ── Tickets and trades of the broker's files ───────────────────────────────────────────────────────────────────

  matchCounts(input: CallInput<'match.counts'>): CallOutput<'match.counts'> {
    return this.#read(({ db, now }) => matchCounts(db, input, now));
  }

  matchList(input: CallInput<'match.list'>): CallOutput<'match.list'> {
    return this.#read(({ db, now }) => matchList(db, input, now));
  }

  matchCandidates(input: CallInput<'match.candidates'>): CallOutput<'match.candidates'> {
    return this.#read(({ db }) => matchCandidates(db, input));
  }

  confirmMatch(input: CallInput<'match.confirm'>): null {
    return this.#change((recording) => confirmMatch(recording, input));
  }

  refuseMatch(input: CallInput<'match.refuse'>): null {
    return this.#change((recording) => refuseMatch(recording, input));
  }

  reopenMatch(input: CallInput<'match.reopen'>): null {
    return this.#change((recording) => reopenMatch(recording, input));
  }

  declareBypass(input: CallInput<'match.bypass'>): null {
    return this.#change((recording) => declareBypass(recording, input));
  }

  undoBypass(input: CallInput<'match.undoBypass'>): null {
    return this.#change((recording) => undoBypass(recording, input));
  }

  declareNotTaken(input: CallInput<'match.notTaken'>): null {
    return this.#change((recording) => declareNotTaken(recording, input));
  }

  declareTaken(input: CallInput<'match.taken'>): null {
    return this.#change((recording) => declareTaken(recording, input));
  }

  valueInstrument(input: CallInput<'match.value'>): CallOutput<'match.value'> {
    return this.#record((recording) => valueInstrument(recording, input));
  }

  /** MFE$ and MAE$ of trades that have none, from a file of bars. */
  async computeExcursions(source: ImportSource, input: CallInput<'bars.excursions'>): Promise<NonNullable<CallOutput<'bars.excursions'>>> {
    this.#requireWritable();
    const file = await readBarFile(source, { zone: input.zone });
    const reached = this.#read(({ db }) => reachedBy(db, input, file));
    return this.#record((recording) => keepReached(recording, input.accountId, reached, hashOfBars(file)));
  }

  /** ATR-14 of a file of bars. */
  async atrOfBars(source: ImportSource, input: CallInput<'bars.atr'>): Promise<NonNullable<CallOutput<'bars.atr'>>> {
    const file = await readBarFile(source, { zone: input.zone });
    return this.#read((lookup) => atrOf(lookup, input, file));
  }

  typeStop(input: CallInput<'trade.stop'>): null {
    return this.#change((recording) => typeStop(recording, input));
  }

  // ── Rules ──────────────────────────────────────────────────────────────────────────────────────────────────────

  getRules(): CallOutput<'rules.get'> {
    return this.#read((lookup) => rulesView(lookup, readDesk(lookup)));
  }

  planRules(input: RuleSetContent): CallOutput<'rules.plan'> {
    return this.#read((lookup) => planRules(lookup, readDesk(lookup), input));
  }

  saveRules(input: RulesInput): CallOutput<'rules.save'> {
    this.#record((recording, lookup) => saveRules(recording, lookup, input));
    return this.getRules();
  }

  /** Takes over the partner's rules, null for none, in all accounts. Nothing is written when they are the ones it has. */
  adoptPartnerRules(rules: PartnerRules | null): void {
    if (!this.writable || this.#read(({ db }) => arePartnerRulesKept(db, rules))) return;
    this.#record((recording, lookup) => adoptPartnerRules(recording, lookup, rules));
  }

  getRuleVersion({ hash }: CallInput<'rules.version'>): CallOutput<'rules.version'> {
    return this.#read(({ db }) => wire<CallOutput<'rules.version'>>(ruleContent(db, hash)));
  }

  diffRules({ from, to }: CallInput<'rules.diff'>): CallOutput<'rules.diff'> {
    return this.#read(({ db }) => diffRules(db, from, to));
  }

  exportRules(): CallOutput<'rules.export'> {
    return this.#read((lookup) => exportRules(readDesk(lookup)));
  }

  /** Reads a file's text; needs no journal. */
  parseRules({ json }: CallInput<'rules.parse'>): CallOutput<'rules.parse'> {
    return parseRules(json);
  }

  // ── Log, settings, backups ─────────────────────────────────────────────────────────────────────────────────────

  queryLog(input: CallInput<'log.query'>): CallOutput<'log.query'> {
    return this.#read(({ db }) => queryLimits(db, input));
  }

  saveSettings(input: CallInput<'settings.save'>): null {
    return this.#change((recording) => saveSettings(recording.tx, input));
  }

  verify(): Verification {
    return this.#read(({ db }) => verifyJournal(db));
  }

  // ── Reports ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The file and its count of changes: what a report was made of. */
  version(): { readonly path: string; readonly opening: string; readonly revision: number } {
    return { path: this.path, opening: this.#opening, revision: this.#revision };
  }

  /** One reading of the open file, for reports. */
  read<T>(work: (db: Executor) => T): T {
    return this.#read(({ db }) => work(db));
  }

  /** One change that is no decision, such as a kept report, in a transaction of its own. */
  write<T>(work: (db: Executor) => T): T {
    return this.#record(({ tx }) => work(tx));
  }

  // ── How it works ───────────────────────────────────────────────────────────────────────────────────────────────

  #open({ owner, ...how }: Pick<OpenOptions, 'owner' | 'durable' | 'lockHeld' | 'settleElsewhere'>): void {
    const now = this.#clock.now();
    try {
      this.#store = openStore({ path: this.path, mode: 'write', owner, ...how, keepCopy: (db) => copyBeforeMigration(db, this.backupFolder, now) });
      this.#prepare(this.#store);
    } catch (error) {
      const failure = storeErrorOf(error);
      if (failure === null) throw error;
      this.#store?.close();
      this.#store = null;
      this.#fail(failure);
      if (failure.code === 'store-locked' || failure.code === 'store-read-only' || failure.code === 'store-full') this.#openToRead(owner);
    }
  }

  /** What a journal that may be written gets when it is opened: the catalogue, and a word about a clock that went back. */
  #prepare(store: Store): void {
    if (lacksCatalogue(store)) this.#record((recording) => seedCatalogue(recording.tx));
    this.notebook.purge();
    const behind = behindBy(store, (sessionId) => this.#book.state(store, sessionId), this.#clock.now());
    if (behind === 0) return;
    this.#warnOfClock(`The computer’s clock is ${jumpText(behind)} behind the last entry of the journal: it was set back. Waits go on from where they were; the log notes it.`);
    this.#record((recording) => noteBehind(recording));
  }

  #openToRead(owner: string): void {
    try {
      this.#store = openStore({ path: this.path, mode: 'read', owner });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      // The first reason stands: it is the one to do something about.
    }
  }

  #fail(error: StoreError): void {
    const spoken = asJournalError(error);
    this.#failure = spoken instanceof JournalError ? spoken : new JournalError('internal', error.message);
    this.#health = { status: STATUSES[error.code], message: error.message };
  }

  #lookup(store: Store, now: number): Lookup {
    return { db: store, now, state: (sessionId) => this.#book.state(store, sessionId), shelf: this.#shelf };
  }

  #read<T>(work: (lookup: Lookup) => T): T {
    const store = this.#require();
    try {
      return work(this.#lookup(store, this.#clock.now()));
    } catch (error) {
      throw asJournalError(error);
    }
  }

  #require(): Store {
    if (this.#store === null) throw this.#failure ?? new JournalError('unavailable', 'The journal is not open.');
    return this.#store;
  }

  #requireWritable(): Store {
    const store = this.#require();
    if (!store.writable) throw this.#failure ?? new JournalError('store-read-only', 'The journal is open for reading only.');
    return store;
  }

  #change(work: (recording: Recording, lookup: Lookup) => void): null {
    this.#record(work);
    return null;
  }

  /**
   * @param options.quiet for what no window has to read again
   * @param options.search `later` leaves what can be searched for as it is until the next record (see unfinished)
   */
  #record<T>(work: (recording: Recording, lookup: Lookup) => T, { quiet = false, search = 'now' }: { readonly quiet?: boolean; readonly search?: 'now' | 'later' } = {}): T {
    const store = this.#requireWritable();
    const now = this.#clock.now();
    let recording: Recording | undefined;
    let result: T;
    try {
      result = store.transaction((tx) => {
        const current = new Recording(tx, now, this.#newId, this.#book);
        recording = current;
        const answer = work(current, { ...this.#lookup(store, now), db: tx, state: (sessionId) => current.state(sessionId) });
        if (search === 'now') refreshSearch(tx, (key) => searchWords(tx, key));
        return answer;
      });
    } catch (error) {
      // What was read inside the transaction may be of rows that are gone again.
      this.#book.forget();
      this.#shelf.forget();
      if (error instanceof StoreError && error.code === 'store-full') {
        this.#health = { status: 'full', message: error.message };
        this.#notify();
      }
      throw asJournalError(error);
    }
    recording?.finish();
    if (this.#health.status !== 'full') {
      if (!quiet) this.#notify();
      return result;
    }
    this.#health = HEALTHY;
    this.#notify();
    return result;
  }

  #warnOfClock(message: string): void {
    this.#clockWarning = { at: this.#clock.now(), message };
  }

  #notify(): void {
    this.#revision += 1;
    this.#changed();
  }

  #standing(now: number): string {
    if (this.#store === null || selectedAccount(this.#store) === null) return '';
    const lookup = this.#lookup(this.#store, now);
    return standingText(sessionStanding(lookup, readDesk(lookup)));
  }
}

const STATUSES: Readonly<Record<StoreError['code'], HealthStatus>> = {
  'store-damaged': 'damaged',
  'store-foreign': 'damaged',
  'store-newer': 'newer',
  'store-read-only': 'read-only',
  'store-missing': 'damaged',
  'store-locked': 'locked',
  'store-full': 'full',
};
