import type { Migration } from './migration.ts';

/** Trades whose stop was typed after the fact, which every figure counts apart: few, and found without reading the others. Frozen: a change to the tables is a new migration. */
export const laterStops: Migration = {
  version: 7,
  name: 'later stops',
  sql: `
CREATE INDEX trades_stop_typed ON trades (account_id, session_date) WHERE stop_provenance = 'typed';
`,
};
