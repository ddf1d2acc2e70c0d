/**
 * The tables as kysely sees them; the SQL that makes them is in `migrations/`.
 * Instants are milliseconds, money is minor units of the row's currency, decimals are canonical text, flags are 0 or 1,
 * and columns named `…_json` or `content` hold JSON.
 */
import type { Generated } from 'kysely';

type Flag = 0 | 1;

export interface AccountRow {
  id: string;
  name: string;
  broker: string;
  currency: string;
  zone: string;
  starting_equity: number;
  current_version: number | null;
  pending_version: number | null;
  created_at: number;
}

export interface CalendarRow {
  id: string;
  name: string;
  zone: string;
  open: number;
  close: number;
  opens_day_before: Flag;
}

export interface InstrumentRow {
  symbol: string;
  name: string;
  kind: string;
  tick_size: string;
  point_value: string;
  currency: string;
  quantity_step: string;
  price_decimals: number;
  calendar_id: string;
}

export interface WatchedRow {
  account_id: string;
  position: number;
  symbol: string;
}

/** Content of rules, once for each hash. */
export interface RuleSetRow {
  hash: string;
  content: string;
  created_at: number;
}

/** A version of an account's rules: a name and a number on a content. */
export interface RuleVersionRow {
  id: Generated<number>;
  rule_set_id: string;
  account_id: string;
  name: string;
  version: number;
  hash: string;
  created_at: number;
  /** Session date it first applied to; null while it waits or when it never applied. */
  active_from: string | null;
}

export interface SessionRow {
  id: string;
  account_id: string;
  date: string;
  zone: string;
  calendar_id: string;
  rule_set_hash: string;
  /** Minor units of the account's currency. */
  opening_equity: number;
  opened_at: number;
}

export interface RehabStepRow {
  session_id: string;
  step: string;
  content: string;
  seconds: number;
  at: number;
}

export interface RehabDraftRow {
  account_id: string;
  session_date: string;
  step: string;
  seconds: number;
  fields_json: string;
  at: number;
}

export interface MarketMapRow {
  session_id: string;
  symbol: string;
  trend: string | null;
  channel: string | null;
  levels_json: string;
  atr: string | null;
  atr_at: number | null;
  news_json: string;
  at: number;
}

export interface TicketRow {
  id: string;
  session_id: string;
  account_id: string;
  session_date: string;
  symbol: string;
  side: string | null;
  setup: string | null;
  emotion: string | null;
  content: string;
  stop_amount: number | null;
  stop_currency: string | null;
  sealed_at: number;
  status: string;
  /** When an override may be taken; moves with a clock that is set. */
  override_from: number | null;
}

export interface VerdictRow {
  ticket_id: string;
  at: number;
  engine_version: string;
  rule_set_hash: string;
  outcome: string;
  grade: string;
  content: string;
}

/** The lines of a verdict that did not pass. */
export interface VerdictBiteRow {
  ticket_id: string;
  rule_id: string;
  kind: string;
  severity: string;
  shadow: Flag;
  status: string;
}

export interface OverrideRow {
  ticket_id: string;
  note: string;
  served_seconds: number;
  at: number;
}

export interface TradeRow {
  id: string;
  account_id: string;
  session_id: string | null;
  session_date: string;
  ticket_id: string | null;
  symbol: string;
  side: 'long' | 'short';
  /** `replaced`: typed, and an imported trade stands for it. `unvalued`: imported, of an unknown instrument; without amounts. */
  status: 'open' | 'closed' | 'cancelled' | 'replaced' | 'unvalued';
  currency: string;
  /** Null in an imported trade whose result is the broker's own. */
  point_value: string | null;
  quantity: string;
  open_quantity: string;
  entry_at: number;
  exit_at: number | null;
  entry_price: string;
  exit_price: string | null;
  initial_stop: string | null;
  targets_json: string;
  setup: string | null;
  emotion: string | null;
  grade: string | null;
  overridden: Flag;
  stop_amount: number | null;
  /** Gross and net are null in `unvalued` trades only; whoever reads those asks for it. */
  gross_pnl: number;
  /** The costs that are known; `costs_known` says whether those are all. */
  fees: number;
  net_pnl: number;
  /** R in millionths, so that SQL can sum it exactly. */
  r_micro: number | null;
  mfe: number | null;
  mae: number | null;
  excursion_provenance: string | null;
  corrected_entry: string | null;
  corrected_exit: string | null;
  corrected_fees: number | null;
  note: string;
  lesson: string;
  provenance: 'typed' | 'imported';
  /** Of an imported trade: where its fills are. */
  book_id: number | null;
  costs_known: 'all' | 'some' | 'none';
  stop_provenance: 'ticket' | 'bracket' | 'typed' | null;
  /** Of an imported trade: the typed trade of its ticket. */
  replaces: string | null;
  /** Of an imported trade: [fill id, 0 for an entry or 1 for an exit, quantity] for each part a fill plays in it, in order. */
  legs_json: string | null;
}

/** One contract of one account of a broker, in an account of the journal: positions are counted per book. */
export interface BookRow {
  id: Generated<number>;
  account_id: string;
  /** As the file names it; empty where it names none. */
  broker_account: string;
  contract: string;
}

export interface ImportRow {
  id: Generated<number>;
  account_id: string;
  file_name: string;
  /** SHA-256 (hex) of the file. */
  file_hash: string;
  format: string;
  zone: string | null;
  fills: number;
  new_fills: number;
  duplicates: number;
  rejected: number;
  at: number;
  undone_at: number | null;
}

export interface ImportRejectionRow {
  import_id: number;
  line: number;
  reason: string;
  raw: string;
}

export interface ImportedFillRow {
  id: Generated<number>;
  /** SHA-256 over the account and the key by which the fill is told from others, cut to 16 bytes. */
  identity: Uint8Array;
  import_id: number;
  line: number;
  raw: string;
  book_id: number;
  symbol: string;
  side: 'buy' | 'sell';
  quantity: string;
  price: string;
  at: number;
  commission: number | null;
  fees: number | null;
  cost_currency: string | null;
  currency: string;
  basis: string;
  broker_fill_id: string | null;
  rank: number;
  ordering_id: string | null;
  sequence: number;
  /** What few fills have. */
  more_json: string | null;
}

/** A fill on its way into the journal; in a temporary table. */
/** The book of the journal for the number of a book within a file. */
export interface StagedBookRow {
  book: number;
  book_id: number;
}

/** Staged fills that the journal has under other identities. */
export interface StagedAlikeRow {
  staged: number;
}

export interface StagedSharedRow {
  fill_id: number;
}

export interface SharedFillRow {
  fill_id: number;
  import_id: number;
}

export interface ImportedPositionRow {
  book_id: number;
  symbol: string;
  /** Signed: negative is short. */
  position: string;
  entry_at: number;
  entry_price: string;
  /** What the platform states, signed, where the fills add up to another position. */
  stated: string | null;
}

export interface SetAsideRow {
  trade_id: string;
  content: string;
}

export interface MatchDecisionRow {
  ticket_id: string;
  trade_id: string;
  same: Flag;
  at: number;
}

export interface FillRow {
  id: string;
  trade_id: string;
  account_id: string;
  symbol: string;
  at: number;
  action: 'entry' | 'exit';
  quantity: string;
  price: string;
  /** Null while unknown. */
  fees: number | null;
  currency: string;
  provenance: string;
}

export interface AmendmentRow {
  seq: number;
  subject: string;
  subject_id: string;
  field: string;
  from_text: string;
  to_text: string;
  why: string;
  at: number;
}

export interface SettingRow {
  key: string;
  value_json: string;
}

export interface DraftTicketRow {
  account_id: string;
  content: string;
  at: number;
}

export interface DecisionLogRow {
  seq: number;
  session_id: string | null;
  at: number;
  type: string;
  payload: string;
  prev_hash: string;
  hash: string;
}

export interface LogHeadRow {
  id: 1;
  seq: number;
  hash: string;
}

/** One row for each block, override, walk-away … as the limits log shows it. */
export interface LimitsLogRow {
  seq: number;
  ticket_id: string;
  account_id: string;
  session_date: string;
  at: number;
  kind: string;
  note: string;
}

/** A report that the trader keeps. */
export interface SavedReportRow {
  id: string;
  account_id: string;
  kind: 'replay' | 'review';
  name: string;
  content: string;
  saved_at: number;
}

/** A tag or a mistake: a name of the trader's own. `folded` is what makes two names the same. */
export interface LabelRow {
  id: string;
  kind: 'tag' | 'mistake';
  name: string;
  folded: string;
  created_at: number;
}

/** What words and pictures belong to: a trade by its id, or a day by its session date. */
type SubjectKind = 'trade' | 'day';

export interface LabelUseRow {
  label_id: string;
  account_id: string;
  subject: SubjectKind;
  subject_id: string;
  at: number;
}

export interface SetupRow {
  id: string;
  name: string;
  description: string;
  criteria_json: string;
  example: string;
  retired: Flag;
  created_at: number;
  changed_at: number;
}

export interface SetupNameRow {
  folded: string;
  name: string;
  setup_id: string;
}

/** What was said of one criterion of a trade's setup. */
export interface CriterionSaidRow {
  account_id: string;
  trade_id: string;
  criterion: string;
  met: Flag;
  at: number;
}

/** A version of a daily note; the latest one is the note. */
export interface DailyNoteRow {
  seq: number;
  account_id: string;
  session_date: string;
  text: string;
  at: number;
}

export interface DailyNoteDraftRow {
  account_id: string;
  session_date: string;
  text: string;
  at: number;
}

export interface PictureRow {
  /** SHA-256 (hex) of the content. */
  hash: string;
  media_type: string;
  width: number;
  height: number;
  bytes: number;
  content: Uint8Array;
}

export interface AttachmentRow {
  id: string;
  account_id: string;
  subject: SubjectKind;
  subject_id: string;
  hash: string;
  file_name: string;
  caption: string;
  added_at: number;
  removed_at: number | null;
}

/** A document of the search index `search`, which follows from the other tables. */
export interface SearchDocRow {
  id: Generated<number>;
  subject: SubjectKind | 'setup';
  account_id: string;
  subject_id: string;
}

/** What has to be indexed again. */
export interface SearchStaleRow {
  subject: SubjectKind | 'setup';
  account_id: string;
  subject_id: string;
}

/** Trades by session and status; kept by triggers. */
export interface TradeCountRow {
  account_id: string;
  status: TradeRow['status'];
  session_date: string;
  currency: string;
  trades: number;
  costs_unknown: number;
}

export interface TradeChangesRow {
  account_id: string;
  changes: number;
}

export interface RecentTradeChangeRow {
  account_id: string;
  slot: number;
  change: number;
  trade_row: number;
}

export interface Tables {
  accounts: AccountRow;
  session_calendars: CalendarRow;
  instruments: InstrumentRow;
  watched_instruments: WatchedRow;
  rule_sets: RuleSetRow;
  rule_versions: RuleVersionRow;
  sessions: SessionRow;
  rehab_steps: RehabStepRow;
  rehab_drafts: RehabDraftRow;
  market_maps: MarketMapRow;
  tickets: TicketRow;
  verdicts: VerdictRow;
  verdict_bites: VerdictBiteRow;
  overrides: OverrideRow;
  trades: TradeRow;
  trade_counts: TradeCountRow;
  trade_changes: TradeChangesRow;
  recent_trade_changes: RecentTradeChangeRow;
  fills: FillRow;
  amendments: AmendmentRow;
  settings: SettingRow;
  draft_tickets: DraftTicketRow;
  decision_log: DecisionLogRow;
  log_head: LogHeadRow;
  limits_log: LimitsLogRow;
  saved_reports: SavedReportRow;
  books: BookRow;
  imports: ImportRow;
  import_rejections: ImportRejectionRow;
  imported_fills: ImportedFillRow;
  staged_books: StagedBookRow;
  staged_alike: StagedAlikeRow;
  staged_shared: StagedSharedRow;
  shared_fills: SharedFillRow;
  imported_positions: ImportedPositionRow;
  set_aside: SetAsideRow;
  match_decisions: MatchDecisionRow;
  labels: LabelRow;
  label_uses: LabelUseRow;
  setups: SetupRow;
  setup_names: SetupNameRow;
  criteria_said: CriterionSaidRow;
  daily_notes: DailyNoteRow;
  daily_note_drafts: DailyNoteDraftRow;
  pictures: PictureRow;
  attachments: AttachmentRow;
  search_docs: SearchDocRow;
  search_stale: SearchStaleRow;
}
