/** Raw SQL for the statements the query builder has no words for; values in it are always parameters. */
export { sql } from 'kysely';
