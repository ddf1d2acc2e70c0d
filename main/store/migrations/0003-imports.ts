import type { Migration } from './migration.ts';

/**
 * Imported fills and the trades that follow from them. Frozen: a change to the tables is a new migration.
 *
 * `trades` is made anew: imported trades may be of an instrument the journal does not know yet, and then have no amounts.
 * `fills`, which refers to it, is put aside meanwhile.
 */
export const imports: Migration = {
  version: 3,
  name: 'imports',
  sql: `
CREATE TABLE books (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  broker_account TEXT NOT NULL,
  contract TEXT NOT NULL,
  UNIQUE (account_id, broker_account, contract)
) STRICT;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  format TEXT NOT NULL,
  zone TEXT,
  fills INTEGER NOT NULL,
  new_fills INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX imports_by_account ON imports (account_id, at);

CREATE TABLE import_rejections (
  import_id INTEGER NOT NULL REFERENCES imports (id),
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX import_rejections_by_import ON import_rejections (import_id);

CREATE TABLE imported_fills (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  line INTEGER NOT NULL,
  raw TEXT NOT NULL,
  book_id INTEGER NOT NULL REFERENCES books (id),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  at INTEGER NOT NULL,
  commission INTEGER,
  fees INTEGER,
  cost_currency TEXT,
  currency TEXT NOT NULL,
  basis TEXT NOT NULL,
  broker_fill_id TEXT,
  rank INTEGER NOT NULL,
  ordering_id TEXT,
  sequence INTEGER NOT NULL,
  more_json TEXT
) STRICT;
CREATE INDEX imported_fills_by_book ON imported_fills (book_id, at);
CREATE INDEX imported_fills_by_import ON imported_fills (import_id);

-- Fills of a file that an earlier import had brought already: an undo of that one leaves them to this one.
CREATE TABLE shared_fills (
  fill_id INTEGER NOT NULL REFERENCES imported_fills (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  PRIMARY KEY (fill_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_fills_by_import ON shared_fills (import_id);

CREATE TABLE imported_positions (
  book_id INTEGER PRIMARY KEY REFERENCES books (id),
  symbol TEXT NOT NULL,
  position TEXT NOT NULL,
  entry_at INTEGER NOT NULL,
  entry_price TEXT NOT NULL
) STRICT;

-- What the trader said of an imported trade, kept while the trade is away (an undo) in case it comes back.
CREATE TABLE set_aside (
  trade_id TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT;

-- The trader's word on a match of ticket and trade; what is matched for sure needs none.
CREATE TABLE match_decisions (
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  trade_id TEXT NOT NULL,
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, trade_id)
) STRICT;

CREATE TABLE fills_put_aside AS SELECT * FROM fills ORDER BY rowid;
DROP TABLE fills;
ALTER TABLE trades RENAME TO trades_before;

CREATE TABLE trades (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  session_id TEXT REFERENCES sessions (id),
  session_date TEXT NOT NULL,
  ticket_id TEXT REFERENCES tickets (id),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('long', 'short')),
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled', 'replaced', 'unvalued')),
  currency TEXT NOT NULL,
  point_value TEXT,
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
  gross_pnl INTEGER,
  fees INTEGER NOT NULL,
  net_pnl INTEGER,
  r_micro INTEGER,
  mfe INTEGER,
  mae INTEGER,
  excursion_provenance TEXT,
  corrected_entry TEXT,
  corrected_exit TEXT,
  corrected_fees INTEGER,
  note TEXT NOT NULL,
  lesson TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('typed', 'imported')),
  book_id INTEGER REFERENCES books (id),
  costs_known TEXT NOT NULL CHECK (costs_known IN ('all', 'some', 'none')),
  stop_provenance TEXT CHECK (stop_provenance IN ('ticket', 'bracket', 'typed')),
  replaces TEXT,
  legs_json TEXT,
  CHECK (status = 'unvalued' OR (gross_pnl IS NOT NULL AND net_pnl IS NOT NULL))
) STRICT;
INSERT INTO trades
SELECT id, account_id, session_id, session_date, ticket_id, symbol, side, status, currency, point_value, quantity, open_quantity, entry_at, exit_at, entry_price, exit_price,
  initial_stop, targets_json, setup, emotion, grade, overridden, stop_amount, gross_pnl, fees, net_pnl, r_micro, mfe, mae, excursion_provenance, corrected_entry, corrected_exit,
  corrected_fees, note, lesson, 'typed', NULL, 'all', CASE WHEN stop_amount IS NULL THEN NULL ELSE 'ticket' END, NULL, NULL
FROM trades_before;
DROP TABLE trades_before;
CREATE INDEX trades_by_date ON trades (account_id, session_date, entry_at, id);
CREATE INDEX trades_open ON trades (account_id, entry_at) WHERE status = 'open';
CREATE UNIQUE INDEX trades_by_ticket ON trades (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX trades_by_book ON trades (book_id, exit_at) WHERE book_id IS NOT NULL;

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
INSERT INTO fills SELECT * FROM fills_put_aside ORDER BY rowid;
DROP TABLE fills_put_aside;
CREATE INDEX fills_by_trade ON fills (trade_id, at);
CREATE TRIGGER fills_no_update BEFORE UPDATE ON fills
BEGIN SELECT RAISE(ABORT, 'a fill cannot be changed: amend the trade'); END;
CREATE TRIGGER fills_typed_stay BEFORE DELETE ON fills WHEN OLD.provenance = 'typed'
BEGIN SELECT RAISE(ABORT, 'a typed fill cannot be deleted'); END;
`,
};
