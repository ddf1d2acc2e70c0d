import type { Migration } from './migration.ts';

/** Trades of instruments whose point nobody has valued: few, and found without reading the others. Frozen: a change to the tables is a new migration. */
export const unvaluedTrades: Migration = {
  version: 10,
  name: 'unvalued trades',
  sql: `
CREATE INDEX trades_unvalued ON trades (account_id, symbol) WHERE point_value IS NULL;
`,
};
