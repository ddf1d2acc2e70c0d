import type { Migration } from './migration.ts';

/** The journal as it first shipped. Frozen: a change to the tables is a new migration. */
export const journal: Migration = {
  version: 1,
  name: 'journal',
  sql: `
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  broker TEXT NOT NULL,
  currency TEXT NOT NULL,
  zone TEXT NOT NULL,
  starting_equity INTEGER NOT NULL,
  current_version INTEGER REFERENCES rule_versions (id),
  pending_version INTEGER REFERENCES rule_versions (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session_calendars (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  open INTEGER NOT NULL,
  close INTEGER NOT NULL,
  opens_day_before INTEGER NOT NULL CHECK (opens_day_before IN (0, 1))
) STRICT;

CREATE TABLE instruments (
  symbol TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  tick_size TEXT NOT NULL,
  point_value TEXT NOT NULL,
  currency TEXT NOT NULL,
  quantity_step TEXT NOT NULL,
  price_decimals INTEGER NOT NULL,
  calendar_id TEXT NOT NULL REFERENCES session_calendars (id)
) STRICT;

CREATE TABLE watched_instruments (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  position INTEGER NOT NULL,
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  PRIMARY KEY (account_id, position),
  UNIQUE (account_id, symbol)
) STRICT;

CREATE TABLE rule_sets (
  hash TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE rule_versions (
  id INTEGER PRIMARY KEY,
  rule_set_id TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL REFERENCES rule_sets (hash),
  created_at INTEGER NOT NULL,
  active_from TEXT,
  UNIQUE (account_id, version)
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  date TEXT NOT NULL,
  zone TEXT NOT NULL,
  calendar_id TEXT NOT NULL REFERENCES session_calendars (id),
  rule_set_hash TEXT NOT NULL REFERENCES rule_sets (hash),
  opening_equity INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  UNIQUE (account_id, date)
) STRICT;

CREATE TABLE rehab_steps (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  step TEXT NOT NULL,
  content TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (session_id, step)
) STRICT;

CREATE TABLE rehab_drafts (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_date TEXT NOT NULL,
  step TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  fields_json TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, session_date, step)
) STRICT;

CREATE TABLE market_maps (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  trend TEXT,
  channel TEXT,
  levels_json TEXT NOT NULL,
  atr TEXT,
  atr_at INTEGER,
  news_json TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (session_id, symbol)
) STRICT;

CREATE TABLE tickets (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_date TEXT NOT NULL,
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  side TEXT,
  setup TEXT,
  emotion TEXT,
  content TEXT NOT NULL,
  stop_amount INTEGER,
  stop_currency TEXT,
  sealed_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  override_from INTEGER
) STRICT;
CREATE INDEX tickets_by_session ON tickets (session_id, sealed_at);
CREATE INDEX tickets_by_symbol ON tickets (account_id, symbol, sealed_at);

CREATE TABLE verdicts (
  ticket_id TEXT PRIMARY KEY REFERENCES tickets (id),
  at INTEGER NOT NULL,
  engine_version TEXT NOT NULL,
  rule_set_hash TEXT NOT NULL REFERENCES rule_sets (hash),
  outcome TEXT NOT NULL,
  grade TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE verdict_bites (
  ticket_id TEXT NOT NULL REFERENCES verdicts (ticket_id),
  rule_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  shadow INTEGER NOT NULL CHECK (shadow IN (0, 1)),
  status TEXT NOT NULL,
  PRIMARY KEY (ticket_id, rule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_bites_by_kind ON verdict_bites (kind, ticket_id);

CREATE TABLE overrides (
  ticket_id TEXT PRIMARY KEY REFERENCES tickets (id),
  note TEXT NOT NULL,
  served_seconds INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE trades (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_id TEXT REFERENCES sessions (id),
  session_date TEXT NOT NULL,
  ticket_id TEXT UNIQUE REFERENCES tickets (id),
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  side TEXT NOT NULL CHECK (side IN ('long', 'short')),
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
  currency TEXT NOT NULL,
  point_value TEXT NOT NULL,
  quantity TEXT NOT NULL,
  open_quantity TEXT NOT NULL,
  entry_at INTEGER NOT NULL,
  exit_at INTEGER,
  entry_price TEXT NOT NULL,
  exit_price TEXT,
  initial_stop TEXT,
  targets_json TEXT NOT NULL,
  setup TEXT,
  emotion TEXT,
  grade TEXT,
  overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
  stop_amount INTEGER,
  gross_pnl INTEGER NOT NULL,
  fees INTEGER NOT NULL,
  net_pnl INTEGER NOT NULL,
  r_micro INTEGER,
  mfe INTEGER,
  mae INTEGER,
  excursion_provenance TEXT,
  corrected_entry TEXT,
  corrected_exit TEXT,
  corrected_fees INTEGER,
  note TEXT NOT NULL,
  lesson TEXT NOT NULL
) STRICT;
CREATE INDEX trades_by_date ON trades (account_id, session_date, entry_at, id);
CREATE INDEX trades_open ON trades (account_id, entry_at) WHERE status = 'open';

CREATE TABLE fills (
  id TEXT PRIMARY KEY,
  trade_id TEXT NOT NULL REFERENCES trades (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  at INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('entry', 'exit')),
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  fees INTEGER NOT NULL,
  currency TEXT NOT NULL,
  provenance TEXT NOT NULL
) STRICT;
CREATE INDEX fills_by_trade ON fills (trade_id, at);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT;

CREATE TABLE draft_tickets (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id),
  content TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE decision_log (
  seq INTEGER PRIMARY KEY,
  session_id TEXT REFERENCES sessions (id),
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX decision_log_by_session ON decision_log (session_id, seq);

-- Where the log ends, so that a log cut off at its end is noticed too.
CREATE TABLE log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '');

CREATE TABLE amendments (
  seq INTEGER PRIMARY KEY REFERENCES decision_log (seq),
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  field TEXT NOT NULL,
  from_text TEXT NOT NULL,
  to_text TEXT NOT NULL,
  why TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX amendments_by_subject ON amendments (subject, subject_id, seq);

CREATE TABLE limits_log (
  seq INTEGER PRIMARY KEY REFERENCES decision_log (seq),
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_date TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX limits_log_by_account ON limits_log (account_id, seq);
CREATE INDEX limits_log_by_ticket ON limits_log (ticket_id);

CREATE TRIGGER decision_log_in_order BEFORE INSERT ON decision_log
WHEN NEW.seq <> (SELECT seq + 1 FROM log_head) OR NEW.prev_hash <> (SELECT hash FROM log_head)
BEGIN SELECT RAISE(ABORT, 'the decision log only grows at its end'); END;
CREATE TRIGGER decision_log_head AFTER INSERT ON decision_log
BEGIN UPDATE log_head SET seq = NEW.seq, hash = NEW.hash; END;
CREATE TRIGGER decision_log_no_update BEFORE UPDATE ON decision_log
BEGIN SELECT RAISE(ABORT, 'the decision log cannot be changed'); END;
CREATE TRIGGER decision_log_no_delete BEFORE DELETE ON decision_log
BEGIN SELECT RAISE(ABORT, 'the decision log cannot be changed'); END;

CREATE TRIGGER tickets_sealed BEFORE UPDATE OF id, session_id, account_id, session_date, symbol, side, setup, emotion, content, stop_amount, stop_currency, sealed_at ON tickets
BEGIN SELECT RAISE(ABORT, 'a sealed ticket cannot be changed'); END;
CREATE TRIGGER tickets_no_delete BEFORE DELETE ON tickets
BEGIN SELECT RAISE(ABORT, 'a sealed ticket cannot be deleted'); END;
CREATE TRIGGER verdicts_no_update BEFORE UPDATE ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict cannot be changed'); END;
CREATE TRIGGER verdicts_no_delete BEFORE DELETE ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict cannot be deleted'); END;
CREATE TRIGGER verdict_bites_no_update BEFORE UPDATE ON verdict_bites
BEGIN SELECT RAISE(ABORT, 'a verdict cannot be changed'); END;
CREATE TRIGGER verdict_bites_no_delete BEFORE DELETE ON verdict_bites
BEGIN SELECT RAISE(ABORT, 'a verdict cannot be deleted'); END;
CREATE TRIGGER overrides_no_update BEFORE UPDATE ON overrides
BEGIN SELECT RAISE(ABORT, 'an override cannot be changed'); END;
CREATE TRIGGER overrides_no_delete BEFORE DELETE ON overrides
BEGIN SELECT RAISE(ABORT, 'an override cannot be deleted'); END;
CREATE TRIGGER amendments_no_update BEFORE UPDATE ON amendments
BEGIN SELECT RAISE(ABORT, 'an amendment cannot be changed'); END;
CREATE TRIGGER amendments_no_delete BEFORE DELETE ON amendments
BEGIN SELECT RAISE(ABORT, 'an amendment cannot be deleted'); END;
CREATE TRIGGER limits_log_no_update BEFORE UPDATE ON limits_log
BEGIN SELECT RAISE(ABORT, 'the limits log cannot be changed'); END;
CREATE TRIGGER limits_log_no_delete BEFORE DELETE ON limits_log
BEGIN SELECT RAISE(ABORT, 'the limits log cannot be changed'); END;
CREATE TRIGGER rule_sets_no_update BEFORE UPDATE ON rule_sets
BEGIN SELECT RAISE(ABORT, 'a rule set cannot be changed: save a new version'); END;
CREATE TRIGGER rule_sets_no_delete BEFORE DELETE ON rule_sets
BEGIN SELECT RAISE(ABORT, 'a rule set cannot be deleted'); END;
CREATE TRIGGER fills_no_update BEFORE UPDATE ON fills
BEGIN SELECT RAISE(ABORT, 'a fill cannot be changed: amend the trade'); END;
CREATE TRIGGER fills_typed_stay BEFORE DELETE ON fills WHEN OLD.provenance = 'typed'
BEGIN SELECT RAISE(ABORT, 'a typed fill cannot be deleted'); END;
`,
};
