import type { Migration } from './migration.ts';

/**
 * The position that the platform states where the imported fills add up to another one: known when the trades of a book are built,
 * and looked at with every list of trades. Unknown for books that were built before. Frozen: a change to the tables is a new migration.
 */
export const statedPositions: Migration = {
  version: 9,
  name: 'stated positions',
  sql: `
ALTER TABLE imported_positions ADD COLUMN stated TEXT;
`,
};
