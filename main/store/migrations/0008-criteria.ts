import type { Migration } from './migration.ts';

/**
 * What the trader says of a trade, one criterion of its setup at a time. A criterion is known by its words: one that is
 * worded anew is another one. Trades are named without a foreign key, as everywhere in the notebook.
 *
 * Pictures are found by their file's name from here on. Frozen: a change to the tables is a new migration.
 */
export const criteria: Migration = {
  version: 8,
  name: 'criteria',
  sql: `
CREATE TABLE criteria_said (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  trade_id TEXT NOT NULL,
  criterion TEXT NOT NULL,
  met INTEGER NOT NULL CHECK (met IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, trade_id, criterion)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO search_stale SELECT subject, account_id, subject_id FROM attachments WHERE removed_at IS NULL;
`,
};
