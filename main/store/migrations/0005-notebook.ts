import type { Migration } from './migration.ts';

/**
 * What the trader writes, names and pastes beside the numbers, and the index by which it is found. Frozen: a change to the
 * tables is a new migration.
 *
 * A subject is a trade (its id) or a day (its session date) of an account. Trades are named without a foreign key: an undone
 * import takes its trades away, and what was said of them waits for their return.
 *
 * Triggers note in `search_stale` what has to be indexed again; the journal does so before the transaction ends.
 */
export const notebook: Migration = {
  version: 5,
  name: 'notebook',
  sql: `
CREATE TABLE labels (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'mistake')),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (kind, folded)
) STRICT;

CREATE TABLE label_uses (
  label_id TEXT NOT NULL REFERENCES labels (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  subject TEXT NOT NULL CHECK (subject IN ('trade', 'day')),
  subject_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (label_id, account_id, subject, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_uses_by_subject ON label_uses (account_id, subject, subject_id);

CREATE TABLE setups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  criteria_json TEXT NOT NULL,
  example TEXT NOT NULL,
  retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- Every name a setup has or had: tickets and trades name it by one of them.
CREATE TABLE setup_names (
  folded TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  setup_id TEXT NOT NULL REFERENCES setups (id)
) STRICT;
CREATE INDEX setup_names_by_setup ON setup_names (setup_id);

CREATE TABLE daily_notes (
  seq INTEGER PRIMARY KEY REFERENCES decision_log (seq),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_date TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX daily_notes_by_date ON daily_notes (account_id, session_date, seq);
CREATE TRIGGER daily_notes_no_update BEFORE UPDATE ON daily_notes
BEGIN SELECT RAISE(ABORT, 'a version of a daily note cannot be changed: keep a new one'); END;
CREATE TRIGGER daily_notes_no_delete BEFORE DELETE ON daily_notes
BEGIN SELECT RAISE(ABORT, 'a version of a daily note cannot be deleted'); END;

CREATE TABLE daily_note_drafts (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_date TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, session_date)
) STRICT;

-- Pictures by their SHA-256 (hex): the same one pasted twice is stored once.
CREATE TABLE pictures (
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE attachments (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  subject TEXT NOT NULL CHECK (subject IN ('trade', 'day')),
  subject_id TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES pictures (hash),
  file_name TEXT NOT NULL,
  caption TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX attachments_by_subject ON attachments (account_id, subject, subject_id, added_at) WHERE removed_at IS NULL;
CREATE INDEX attachments_by_hash ON attachments (hash);
CREATE INDEX attachments_removed ON attachments (removed_at) WHERE removed_at IS NOT NULL;

CREATE INDEX trades_by_replaced ON trades (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX trades_by_setup ON trades (account_id, setup) WHERE setup IS NOT NULL;
CREATE INDEX trades_by_symbol ON trades (account_id, symbol);
CREATE INDEX limits_log_by_date ON limits_log (account_id, session_date, seq);

-- One document for each trade, day and setup about which there are words; its row in the index has the same number.
CREATE TABLE search_docs (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL CHECK (subject IN ('trade', 'day', 'setup')),
  account_id TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  UNIQUE (subject, account_id, subject_id)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (account, name, labels, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE TABLE search_stale (
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  PRIMARY KEY (subject, account_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER search_trade_new AFTER INSERT ON trades WHEN NEW.note <> '' OR NEW.lesson <> '' OR NEW.setup IS NOT NULL OR NEW.ticket_id IS NOT NULL
BEGIN INSERT OR IGNORE INTO search_stale VALUES ('trade', NEW.account_id, NEW.id); END;
CREATE TRIGGER search_trade AFTER UPDATE OF note, lesson, setup, ticket_id, replaces, symbol, status ON trades
WHEN NEW.note <> OLD.note OR NEW.lesson <> OLD.lesson OR NEW.setup IS NOT OLD.setup OR NEW.ticket_id IS NOT OLD.ticket_id OR NEW.replaces IS NOT OLD.replaces OR NEW.symbol <> OLD.symbol
  OR (NEW.status IN ('cancelled', 'replaced')) <> (OLD.status IN ('cancelled', 'replaced'))
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('trade', NEW.account_id, NEW.id);
  INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE replaces = NEW.id;
END;
CREATE TRIGGER search_limits AFTER INSERT ON limits_log WHEN NEW.note <> ''
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('day', NEW.account_id, NEW.session_date);
  INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE ticket_id = NEW.ticket_id;
END;
CREATE TRIGGER search_daily_note AFTER INSERT ON daily_notes
BEGIN INSERT OR IGNORE INTO search_stale VALUES ('day', NEW.account_id, NEW.session_date); END;
CREATE TRIGGER search_label_used AFTER INSERT ON label_uses
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES (NEW.subject, NEW.account_id, NEW.subject_id);
  INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE NEW.subject = 'trade' AND replaces = NEW.subject_id;
END;
CREATE TRIGGER search_label_unused AFTER DELETE ON label_uses
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES (OLD.subject, OLD.account_id, OLD.subject_id);
  INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE OLD.subject = 'trade' AND replaces = OLD.subject_id;
END;
CREATE TRIGGER search_label_named AFTER UPDATE OF name ON labels
BEGIN INSERT OR IGNORE INTO search_stale SELECT subject, account_id, subject_id FROM label_uses WHERE label_id = NEW.id; END;
CREATE TRIGGER search_attached AFTER INSERT ON attachments
BEGIN INSERT OR IGNORE INTO search_stale VALUES (NEW.subject, NEW.account_id, NEW.subject_id); END;
CREATE TRIGGER search_attachment AFTER UPDATE OF caption, removed_at ON attachments
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES (NEW.subject, NEW.account_id, NEW.subject_id);
  INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE NEW.subject = 'trade' AND replaces = NEW.subject_id;
END;
CREATE TRIGGER search_setup_new AFTER INSERT ON setups
BEGIN INSERT OR IGNORE INTO search_stale VALUES ('setup', '', NEW.id); END;
CREATE TRIGGER search_setup AFTER UPDATE ON setups
BEGIN INSERT OR IGNORE INTO search_stale VALUES ('setup', '', NEW.id); END;

INSERT OR IGNORE INTO search_stale SELECT 'trade', account_id, id FROM trades WHERE note <> '' OR lesson <> '' OR setup IS NOT NULL OR ticket_id IS NOT NULL;
INSERT OR IGNORE INTO search_stale SELECT 'day', account_id, session_date FROM limits_log WHERE note <> '';
`,
};
