import type { Migration } from './migration.ts';

/** Reports that the trader keeps: replays by name, weekly reviews by week. Frozen: a change to the tables is a new migration. */
export const savedReports: Migration = {
  version: 2,
  name: 'saved-reports',
  sql: `
CREATE TABLE saved_reports (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('replay', 'review')),
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_reports_by_account ON saved_reports (account_id, kind, saved_at);
`,
};
