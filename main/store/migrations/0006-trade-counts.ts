import type { Migration } from './migration.ts';

/**
 * How many trades an account has by session and status, so that a page of the list need not count a million rows; and how often
 * its trades changed, so that what was read of them is read again only then. Frozen: a change to the tables is a new migration.
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

CREATE TRIGGER trade_counts_new AFTER INSERT ON trades
BEGIN
  INSERT INTO trade_counts VALUES (NEW.account_id, NEW.status, NEW.session_date, NEW.currency, 1, NEW.costs_known <> 'all')
  ON CONFLICT DO UPDATE SET trades = trades + 1, costs_unknown = costs_unknown + excluded.costs_unknown;
  INSERT INTO trade_changes VALUES (NEW.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER trade_counts_gone AFTER DELETE ON trades
BEGIN
  UPDATE trade_counts SET trades = trades - 1, costs_unknown = costs_unknown - (OLD.costs_known <> 'all')
  WHERE account_id = OLD.account_id AND status = OLD.status AND session_date = OLD.session_date AND currency = OLD.currency;
  INSERT INTO trade_changes VALUES (OLD.account_id, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
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
END;
`,
};
