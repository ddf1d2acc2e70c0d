import type { Migration } from './migration.ts';

/** The fees of a fill may be unknown. Frozen: a change to the tables is a new migration. SQLite changes no column in place, so `fills` is made anew. */
export const unknownFees: Migration = {
  version: 4,
  name: 'unknown-fees',
  sql: `
CREATE TABLE fills_put_aside AS SELECT * FROM fills ORDER BY rowid;
DROP TABLE fills;
CREATE TABLE fills (
  id TEXT PRIMARY KEY,
  trade_id TEXT NOT NULL REFERENCES trades (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  symbol TEXT NOT NULL REFERENCES instruments (symbol),
  at INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('entry', 'exit')),
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  fees INTEGER,
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
