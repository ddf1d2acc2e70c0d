/**
 * The database's roles.
 *
 * owner     owns every object and cannot log in; migrations run as it
 * app       tenant rows, under row-level security
 * platform  the listed cross-tenant operations and the service's own tables
 * auth      people, passwords, sessions
 *
 * The three that log in own nothing, are no superusers and do not bypass row-level security. Their passwords are
 * derived from the master secret, so one administrative `DATABASE_URL` is all a deployment has to provide.
 */
import pg from 'pg';
import type { Secrets } from '../secrets.ts';

export const OWNER_ROLE = 'holdfast_owner';
export const LOGIN_ROLES = ['holdfast_app', 'holdfast_platform', 'holdfast_auth'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** The password of one login role. */
function rolePassword(secrets: Secrets, role: LoginRole): string {
  return secrets.derive(`database-role:${role}`);
}

/** The administrative address with another user: how the service connects after migrations. */
export function urlForRole(adminUrl: string, secrets: Secrets, role: LoginRole): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(secrets, role);
  return url.href;
}

/** Creates the roles, or brings their attributes and passwords to what they must be; safe to repeat. */
export async function ensureRoles(admin: pg.Client, secrets: Secrets): Promise<void> {
  const existing = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    [OWNER_ROLE, ...LOGIN_ROLES],
  ]);
  const names = new Set(existing.rows.map((row) => row.rolname));
  if (!names.has(OWNER_ROLE)) await admin.query(`create role ${OWNER_ROLE} nologin`);
  for (const role of LOGIN_ROLES) {
    if (!names.has(role)) await admin.query(`create role ${role} login`);
    await admin.query(`alter role ${role} with login nocreaterole nocreatedb password ${pg.escapeLiteral(rolePassword(secrets, role))}`);
  }
  // A migrating role that is no superuser has to be a member of the owner to become it.
  await admin.query(`grant ${OWNER_ROLE} to current_user`);
}
