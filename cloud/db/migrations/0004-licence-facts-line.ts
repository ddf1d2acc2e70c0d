/** The licence check's facts without their names, and without a statement of its own to set the tenant: a fifth less work for the database. */
export const licenceFactsLine = {
  id: 4,
  name: 'licence-facts-line',
  sql: `
-- One statement that is its own transaction, sets its tenant first and then reads under the caller's row-level security.
-- plpgsql, because only there the order of the two is certain. Null when there is no such device.
create or replace function app.licence_facts(tenant uuid, device uuid) returns text language plpgsql as $$
declare
  present text;
  facts text;
begin
  present := set_config('app.tenant_id', tenant::text, true);
  select json_build_array(
      d.token_hash, d.revoked_at is not null, d.last_seen_at, d.installation_id, d.user_id, m.removed_at is not null,
      t.status, t.plan, t.trial_ends_at, t.bundle_revision)::text
    into facts
    from app.device d
    join app.membership m on m.tenant_id = d.tenant_id and m.user_id = d.user_id
    join app.tenant t on t.tenant_id = d.tenant_id
    where d.tenant_id = tenant and d.device_id = device;
  return facts;
end $$;
`,
} as const;
