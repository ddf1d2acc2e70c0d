/**
 * The first schema. Frozen: a later change is a new migration.
 *
 * `app`       rows of tenants: every table has tenant_id, forced row-level security and tenant_id in every key
 * `platform`  rows of the service itself, reachable by the platform role only (the runner made the schema: its list lives there)
 * `auth`      people, passwords and sessions, reachable by the auth role only
 */
export const foundation = {
  id: 1,
  name: 'foundation',
  sql: `
create schema app;
create schema auth;
revoke all on schema public from public;
grant usage on schema app to holdfast_app, holdfast_platform;
grant usage on schema platform to holdfast_app, holdfast_platform, holdfast_auth;
grant usage on schema auth to holdfast_auth;
grant select on platform.migration to holdfast_app;

-- nullif: an unset tenant means "no rows", not an error and not everything.
create function app.current_tenant() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-------------------------------------------------------------------------------------------------- app: tenant rows

create table app.tenant (
  tenant_id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  status text not null default 'active' check (status in ('active', 'suspended')),
  plan text not null default 'trial' check (plan in ('trial', 'solo', 'team', 'partner')),
  seat_limit integer not null check (seat_limit between 1 and 100000),
  device_limit integer not null default 2 check (device_limit between 1 and 100),
  trial_ends_at timestamptz,
  bundle_revision integer not null default 1,
  suspended_reason text,
  created_at timestamptz not null,
  check ((plan = 'trial') = (trial_ends_at is not null))
);

create table app.membership (
  tenant_id uuid not null references app.tenant (tenant_id),
  user_id uuid not null,
  email text not null check (length(email) <= 254),
  name text not null check (length(name) <= 120),
  role text not null check (role in ('owner', 'admin', 'support', 'seat')),
  joined_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, user_id)
);
create unique index membership_one_live_address on app.membership (tenant_id, email) where removed_at is null;
create index membership_by_user on app.membership (user_id, tenant_id) where removed_at is null;

create table app.invitation (
  tenant_id uuid not null references app.tenant (tenant_id),
  invitation_id uuid not null,
  email text not null check (length(email) <= 254),
  role text not null check (role in ('owner', 'admin', 'support', 'seat')),
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  times_sent integer not null default 1,
  primary key (tenant_id, invitation_id),
  foreign key (tenant_id, invited_by) references app.membership (tenant_id, user_id)
);
create unique index invitation_one_open on app.invitation (tenant_id, email) where accepted_at is null and revoked_at is null;

create table app.device (
  tenant_id uuid not null references app.tenant (tenant_id),
  device_id uuid not null,
  user_id uuid not null,
  installation_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  platform text not null check (platform in ('windows', 'macos', 'linux')),
  token_hash text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, user_id) references app.membership (tenant_id, user_id)
);
create index device_by_user on app.device (tenant_id, user_id) where revoked_at is null;

create table app.rule_pack (
  tenant_id uuid not null references app.tenant (tenant_id),
  pack_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  draft jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, pack_id)
);

create table app.rule_pack_version (
  tenant_id uuid not null references app.tenant (tenant_id),
  pack_id uuid not null,
  version integer not null check (version >= 1),
  name text not null,
  rules jsonb not null,
  content_hash text not null,
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (tenant_id, pack_id, version),
  foreign key (tenant_id, pack_id) references app.rule_pack (tenant_id, pack_id)
);

create table app.branding (
  tenant_id uuid primary key references app.tenant (tenant_id),
  display_name text not null check (length(display_name) between 1 and 60),
  theme jsonb not null,
  logo text,
  links jsonb not null,
  updated_at timestamptz not null
);

create table app.announcement (
  tenant_id uuid not null references app.tenant (tenant_id),
  announcement_id uuid not null,
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 2000),
  starts_at timestamptz not null,
  ends_at timestamptz,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, announcement_id)
);

create table app.legal_acceptance (
  tenant_id uuid not null references app.tenant (tenant_id),
  user_id uuid not null,
  kind text not null,
  version integer not null,
  accepted_at timestamptz not null,
  address text,
  primary key (tenant_id, user_id, kind, version),
  foreign key (tenant_id, user_id) references app.membership (tenant_id, user_id)
);

create table app.audit_entry (
  tenant_id uuid not null references app.tenant (tenant_id),
  entry_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor text not null,
  action text not null,
  target text,
  detail jsonb not null default '{}',
  address text,
  request_id text,
  primary key (tenant_id, entry_id)
);
create index audit_entry_by_time on app.audit_entry (tenant_id, at desc, entry_id);

-- Append-only for everyone; a purge of the whole tenant is the one exception, and only the platform role may do it.
create function app.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'holdfast_platform' and current_setting('app.purging', true) = old.tenant_id::text then
    return old;
  end if;
  raise exception 'the audit log is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_entry_append_only before update or delete on app.audit_entry
  for each row execute function app.refuse_audit_change();
create trigger audit_entry_no_truncate before truncate on app.audit_entry execute function platform.refuse_change();
create trigger rule_pack_version_frozen before update on app.rule_pack_version
  for each row execute function platform.refuse_change();

-- What a seat needs to be counted against the limit, and what the tenant's pages list.
create view app.seat_usage with (security_invoker = true) as
  select t.tenant_id, t.seat_limit,
    (select count(*)::integer from app.membership m where m.tenant_id = t.tenant_id and m.removed_at is null) as seats_used,
    (select count(*)::integer from app.invitation i
      where i.tenant_id = t.tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()) as seats_invited
  from app.tenant t;

do $$
declare
  name text;
begin
  foreach name in array array['tenant', 'membership', 'invitation', 'device', 'rule_pack', 'rule_pack_version', 'branding',
                              'announcement', 'legal_acceptance', 'audit_entry'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy tenant_rows on app.%I for all to holdfast_app
      using (tenant_id = app.current_tenant()) with check (tenant_id = app.current_tenant())', name);
    execute format('create policy platform_rows on app.%I for all to holdfast_platform using (true) with check (true)', name);
  end loop;
end $$;

-- The licence check is the one hot path: one statement that is its own transaction, sets its tenant first and then
-- reads under the caller's row-level security. plpgsql, because only there the order of the two is certain.
create function app.licence_facts(tenant uuid, device uuid)
  returns table (token_hash text, device_revoked boolean, last_seen_at timestamptz, installation_id uuid, user_id uuid,
                 seat_removed boolean, status text, plan text, trial_ends_at timestamptz, bundle_revision integer)
  language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select d.token_hash, d.revoked_at is not null, d.last_seen_at, d.installation_id, d.user_id,
      m.removed_at is not null, t.status, t.plan, t.trial_ends_at, t.bundle_revision
    from app.device d
    join app.membership m on m.tenant_id = d.tenant_id and m.user_id = d.user_id
    join app.tenant t on t.tenant_id = d.tenant_id
    where d.tenant_id = tenant and d.device_id = device;
end $$;

revoke all on all functions in schema app from public;
grant execute on function app.current_tenant() to holdfast_app, holdfast_platform;
grant execute on function app.licence_facts(uuid, uuid) to holdfast_app;
grant select, insert on app.tenant to holdfast_app;
grant update (name, bundle_revision) on app.tenant to holdfast_app;
grant select, insert, update on app.membership, app.invitation, app.device, app.rule_pack, app.branding, app.announcement to holdfast_app;
grant select, insert on app.rule_pack_version, app.legal_acceptance, app.audit_entry to holdfast_app;
grant select on app.seat_usage to holdfast_app, holdfast_platform;

grant select, delete on all tables in schema app to holdfast_platform;
grant update on app.tenant to holdfast_platform;
grant insert on app.audit_entry to holdfast_platform;
grant update (email, name) on app.membership to holdfast_platform;

------------------------------------------------------------------------------------------- platform: the service's own

create table platform.signing_key (
  kid text primary key,
  public_jwk jsonb not null,
  sealed_private_jwk text not null,
  created_at timestamptz not null,
  active_from timestamptz not null,
  retired_at timestamptz
);

create table platform.device_grant (
  grant_id uuid primary key,
  device_code_hash text not null unique,
  user_code text not null unique,
  installation_id uuid not null,
  device_name text not null,
  device_platform text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  interval_seconds integer not null,
  polled_at timestamptz,
  decided_at timestamptz,
  approved boolean,
  for_tenant uuid,
  for_user uuid,
  redeemed_at timestamptz
);

create table platform.mail (
  mail_id uuid primary key default gen_random_uuid(),
  queued_at timestamptz not null,
  recipient text not null,
  subject text not null,
  sealed_body text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text
);
create index mail_due on platform.mail (next_attempt_at) where sent_at is null and failed_at is null;

create table platform.rate_limit (
  bucket text primary key,
  window_start timestamptz not null,
  window_end timestamptz not null,
  used integer not null
);

create table platform.audit_entry (
  entry_id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  actor_id uuid,
  actor text not null,
  action text not null,
  target text,
  detail jsonb not null default '{}',
  address text,
  request_id text
);
create index platform_audit_by_time on platform.audit_entry (at desc, entry_id);
create trigger audit_entry_append_only before update or delete on platform.audit_entry
  for each row execute function platform.refuse_change();
create trigger audit_entry_no_truncate before truncate on platform.audit_entry execute function platform.refuse_change();

create table platform.view_grant (
  operator_id uuid not null,
  for_tenant uuid not null,
  reason text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (operator_id, for_tenant)
);

create table platform.tenant_note (
  note_id uuid primary key,
  for_tenant uuid not null,
  author text not null,
  body text not null check (length(body) between 1 and 4000),
  created_at timestamptz not null
);
create index tenant_note_by_tenant on platform.tenant_note (for_tenant, created_at desc);

create table platform.legal_document (
  kind text not null check (kind ~ '^[a-z][a-z-]{1,39}$'),
  version integer not null check (version >= 1),
  title text not null,
  url text not null,
  content_hash text not null,
  effective_at timestamptz not null,
  primary key (kind, version)
);

create table platform.tenant_export (
  for_tenant uuid primary key,
  digest text not null,
  made_at timestamptz not null,
  made_by uuid not null
);

create table platform.purge_receipt (
  receipt_id uuid primary key,
  for_tenant uuid not null unique,
  purged_at timestamptz not null,
  export_digest text not null,
  counts jsonb not null,
  receipt text not null
);

create table platform.job_run (
  run_id uuid primary key default gen_random_uuid(),
  job text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  ok boolean,
  detail jsonb not null default '{}'
);
create index job_run_latest on platform.job_run (job, started_at desc);

grant select, insert, update, delete on platform.signing_key, platform.device_grant, platform.mail, platform.rate_limit,
  platform.view_grant, platform.tenant_export, platform.job_run to holdfast_platform;
grant select, insert on platform.audit_entry, platform.tenant_note, platform.legal_document, platform.purge_receipt,
  platform.migration to holdfast_platform;
grant select on platform.legal_document to holdfast_app;
grant insert on platform.mail to holdfast_app, holdfast_auth;
grant insert on platform.audit_entry to holdfast_auth;

------------------------------------------------------------------------------------------------------- auth: people

create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean default false,
  "platformRole" text check ("platformRole" in ('operator'))
);

create table auth.session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" (id) on delete cascade
);
create index session_by_user on auth.session ("userId");

create table auth.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create unique index account_one_credential on auth.account ("userId", "providerId");

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_by_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index two_factor_by_user on auth."twoFactor" ("userId");
create index two_factor_by_secret on auth."twoFactor" (secret);

create table auth.one_time_link (
  token_hash text primary key,
  purpose text not null check (purpose in ('verify-email', 'reset-password')),
  user_id uuid references auth."user" (id) on delete cascade,
  email text not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_link_by_address on auth.one_time_link (email, purpose);

create table auth.sign_in_guard (
  bucket text primary key,
  failures integer not null,
  locked_until timestamptz,
  last_failure_at timestamptz not null
);

create table auth.session_confirmation (
  session_id uuid primary key references auth.session (id) on delete cascade,
  confirmed_at timestamptz not null
);

create table auth.used_code (
  user_id uuid not null references auth."user" (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz not null,
  primary key (user_id, code_hash)
);

grant select, insert, update, delete on all tables in schema auth to holdfast_auth;
`,
} as const;
