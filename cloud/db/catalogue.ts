/**
 * The walk over the database's own catalogue: is every tenant table really closed?
 *
 * It runs at every start, and the service refuses to start when it finds anything; tests plant each mistake and
 * see it named. It trusts nothing a migration meant to do, only what PostgreSQL says it did.
 */
import type pg from 'pg';
import { LOGIN_ROLES } from './roles.ts';

/** One reason not to start. */
export interface CatalogueFinding {
  readonly rule:
    | 'table-without-tenant'
    | 'row-security-not-forced'
    | 'no-tenant-policy'
    | 'open-policy'
    | 'key-without-tenant'
    | 'foreign-key-without-tenant'
    | 'view-without-security-invoker'
    | 'tenant-column-outside-app'
    | 'role-too-powerful'
    | 'role-owns-objects'
    | 'security-definer';
  readonly object: string;
  readonly detail: string;
}

/** The one expression a tenant policy may have, as PostgreSQL prints it. */
const TENANT_EXPRESSION = '(tenant_id = app.current_tenant())';

interface Row {
  object: string;
  detail: string;
}

/** One query per rule; each returns the objects that break it. */
const CHECKS: readonly { rule: CatalogueFinding['rule']; sql: string }[] = [
  {
    rule: 'table-without-tenant',
    sql: `select c.oid::regclass::text as object, 'no tenant_id uuid not null column' as detail
      from pg_class c
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
                          and a.atttypid = 'uuid'::regtype and a.attnotnull and not a.attisdropped)`,
  },
  {
    rule: 'row-security-not-forced',
    sql: `select c.oid::regclass::text as object,
        format('enabled: %s, forced: %s', c.relrowsecurity, c.relforcerowsecurity) as detail
      from pg_class c
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    rule: 'no-tenant-policy',
    sql: `select c.oid::regclass::text as object, 'no policy for holdfast_app on tenant_id for all commands' as detail
      from pg_class c
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_policies p where p.schemaname = 'app' and p.tablename = c.relname
                          and p.roles = array['holdfast_app']::name[] and p.cmd = 'ALL'
                          and p.qual = $1 and p.with_check = $1)`,
  },
  {
    rule: 'open-policy',
    sql: `select format('%I.%I', p.schemaname, p.tablename) as object,
        format('policy %s for %s: %s', p.policyname, p.roles::text, coalesce(p.qual, p.with_check)) as detail
      from pg_policies p
      where p.schemaname = 'app' and not (p.roles = array['holdfast_platform']::name[])
        and (p.qual is distinct from $1 or p.with_check is distinct from $1)`,
  },
  {
    rule: 'key-without-tenant',
    sql: `select i.indexrelid::regclass::text as object, 'unique, but without tenant_id: it tells one tenant about another' as detail
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'app'::regnamespace and i.indisunique
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any (i.indkey))`,
  },
  {
    rule: 'foreign-key-without-tenant',
    sql: `select format('%s on %s', k.conname, k.conrelid::regclass) as object,
        'a foreign key is checked without row-level security, so it must carry tenant_id on both sides' as detail
      from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'app'::regnamespace
        and not exists (
          select 1 from unnest(k.conkey, k.confkey) as pair (mine, theirs)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine and a.attname = 'tenant_id'
          join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs and b.attname = 'tenant_id')`,
  },
  {
    rule: 'view-without-security-invoker',
    sql: `select c.oid::regclass::text as object, 'runs with its owner''s rights' as detail
      from pg_class c
      where c.relnamespace in ('app'::regnamespace, 'platform'::regnamespace, 'auth'::regnamespace) and
        (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))`,
  },
  {
    rule: 'tenant-column-outside-app',
    sql: `select c.oid::regclass::text as object, 'has a tenant_id, so it belongs in the schema app' as detail
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'tenant_id' and not a.attisdropped and c.relkind in ('r', 'p')
        and n.nspname not in ('app', 'information_schema') and n.nspname !~ '^pg_'`,
  },
  {
    rule: 'role-too-powerful',
    sql: `select r.rolname::text as object, 'superuser, bypasses row-level security, or may create roles or databases' as detail
      from pg_roles r
      where r.rolname = any ($1) and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
        or exists (select 1 from pg_auth_members m where m.member = r.oid))`,
  },
  {
    rule: 'role-owns-objects',
    sql: `select r.rolname::text as object, c.oid::regclass::text as detail
      from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)`,
  },
  {
    rule: 'security-definer',
    sql: `select p.oid::regprocedure::text as object, 'runs with its owner''s rights' as detail
      from pg_proc p
      where p.prosecdef and p.pronamespace in ('app'::regnamespace, 'platform'::regnamespace, 'auth'::regnamespace)`,
  },
];

/** Walks the catalogue and returns everything that is wrong; an empty list means the service may start. */
export async function walkCatalogue(client: pg.Client | pg.PoolClient | pg.Pool): Promise<CatalogueFinding[]> {
  const findings: CatalogueFinding[] = [];
  for (const { rule, sql } of CHECKS) {
    const parameters = !sql.includes('$1') ? [] : rule.startsWith('role') ? [[...LOGIN_ROLES]] : [TENANT_EXPRESSION];
    const result = await client.query<Row>(sql, parameters);
    findings.push(...result.rows.map((row) => ({ rule, object: row.object, detail: row.detail })));
  }
  return findings;
}

/** @throws an error that lists the findings, when there are any. */
export async function assertCatalogueIsSafe(client: pg.Client | pg.PoolClient | pg.Pool): Promise<void> {
  const findings = await walkCatalogue(client);
  if (findings.length === 0) return;
  const lines = findings.map((finding) => `  ${finding.rule}: ${finding.object} (${finding.detail})`);
  throw new Error(`The database is not safe to serve tenants from; the service does not start:\n${lines.join('\n')}`);
}
