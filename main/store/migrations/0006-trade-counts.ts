import type { Migration } from './migration.ts';

/**
 * How many trades an account has by session and status, so that a page of the list need not count a million rows; and how often
 * its trades changed and which ones last, so that what was read of them is read again only then, and only of those. Frozen: a
 * change to the tables is a new migration.
 */
export const tradeCounts: Migration = {
  version: 6,
  name: 'trade-counts',
  sql: `
CREATE TABLE trade_counts (
  account_id TEXT NOT NULL,
  status TEXT NOT NULL,
  session_date TEXT NOT NULL,
  currency TEXT NOT NULL,
  trades INTEGER NOT NULL,
  -- Those whose costs are not all known.
  costs_unknown INTEGER NOT NULL,
  PRIMARY KEY (account_id, status, session_date, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO trade_counts SELECT account_id, status, session_date, currency, count(*), sum(costs_known <> 'all') FROM trades GROUP BY account_id, status, session_date, currency;

CREATE TABLE trade_changes (
  account_id TEXT PRIMARY KEY,
  changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last 16,384 changes of each account, each in the place of an older one.
CREATE TABLE recent_trade_changes (
  account_id TEXT NOT NULL,
  slot INTEGER NOT NULL,
  change INTEGER NOT NULL,
  -- The row number of the trade that was added, changed or taken away.
  trade_row INTEGER NOT NULL,
  PRIMARY KEY (account_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER trade_counts_new AFTER INSERT ON trades
BEGIN
  INSERT INTO trade_counts VALUES (NEW.account_id, NEW.status, NEW.session_date, NEW.currency, 1, NEW.costs_known <> 'all')
  ON CONFLICT DO UPDATE SET trades = trades + 1, costs_unknown = costs_unknown + excluded.costs_unknown;
  INSERT INTO trade_changes VALUES (NEW.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO recent_trade_changes SELECT account_id, changes % 16384, changes, NEW.rowid FROM trade_changes WHERE account_id = NEW.account_id
  ON CONFLICT DO UPDATE SET change = excluded.change, trade_row = excluded.trade_row;
END;
CREATE TRIGGER trade_counts_gone AFTER DELETE ON trades
BEGIN
  UPDATE trade_counts SET trades = trades - 1, costs_unknown = costs_unknown - (OLD.costs_known <> 'all')
  WHERE account_id = OLD.account_id AND status = OLD.status AND session_date = OLD.session_date AND currency = OLD.currency;
  INSERT INTO trade_changes VALUES (OLD.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO recent_trade_changes SELECT account_id, changes % 16384, changes, OLD.rowid FROM trade_changes WHERE account_id = OLD.account_id
  ON CONFLICT DO UPDATE SET change = excluded.change, trade_row = excluded.trade_row;
END;
CREATE TRIGGER trade_counts_moved AFTER UPDATE OF account_id, status, session_date, currency, costs_known ON trades
WHEN OLD.account_id <> NEW.account_id OR OLD.status <> NEW.status OR OLD.session_date <> NEW.session_date OR OLD.currency <> NEW.currency OR OLD.costs_known <> NEW.costs_known
BEGIN
  UPDATE trade_counts SET trades = trades - 1, costs_unknown = costs_unknown - (OLD.costs_known <> 'all')
  WHERE account_id = OLD.account_id AND status = OLD.status AND session_date = OLD.session_date AND currency = OLD.currency;
  INSERT INTO trade_counts VALUES (NEW.account_id, NEW.status, NEW.session_date, NEW.currency, 1, NEW.costs_known <> 'all')
  ON CONFLICT DO UPDATE SET trades = trades + 1, costs_unknown = costs_unknown + excluded.costs_unknown;
END;
CREATE TRIGGER trade_changed AFTER UPDATE ON trades
BEGIN
  INSERT INTO trade_changes VALUES (NEW.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO recent_trade_changes SELECT account_id, changes % 16384, changes, NEW.rowid FROM trade_changes WHERE account_id = NEW.account_id
  ON CONFLICT DO UPDATE SET change = excluded.change, trade_row = excluded.trade_row;
END;
CREATE TRIGGER trade_left AFTER UPDATE OF account_id ON trades WHEN OLD.account_id <> NEW.account_id
BEGIN
  INSERT INTO trade_changes VALUES (OLD.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO recent_trade_changes SELECT account_id, changes % 16384, changes, OLD.rowid FROM trade_changes WHERE account_id = OLD.account_id
  ON CONFLICT DO UPDATE SET change = excluded.change, trade_row = excluded.trade_row;
END;
`,
};
