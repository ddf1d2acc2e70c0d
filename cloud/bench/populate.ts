/** Many tenants with seats and devices, inserted in bulk by the superuser; returns device tokens to ask with. */
import { createHash } from 'node:crypto';
import { withAdmin } from '../testing/harness.ts';

/** A deterministic secret for a device, so that its token needs no row to be read back. */
function secretOf(tenant: number, device: number): string {
  return createHash('sha256').update(`bench ${tenant} ${device}`).digest('base64url');
}

function id(kind: number, tenant: number, number: number): string {
  return `${kind.toString(16).padStart(8, '0')}-${(tenant >> 16).toString(16).padStart(4, '0')}-4${(tenant & 0xfff).toString(16).padStart(3, '0')}-8${((tenant >> 12) & 0xf).toString(16)}00-${number.toString(16).padStart(12, '0')}`;
}

/**
 * Inserts tenants `from`..`to` with `seats` seats each and one device per seat.
 * @returns Authorization headers of the first device of evenly spread tenants, at most `sample`
 */
export async function populate(adminUrl: string, range: { from: number; to: number }, seats: number, sample: number): Promise<string[]> {
  await withAdmin(adminUrl, async (client) => {
    const BATCH = 100;
    for (let start = range.from; start < range.to; start += BATCH) {
      const tenants = Array.from({ length: Math.min(BATCH, range.to - start) }, (_, index) => start + index);
      await client.query('begin');
      await client.query(
        `insert into app.tenant (tenant_id, name, plan, seat_limit, created_at)
         select id, 'Bench ' || id, 'team', 100000, now() from unnest($1::uuid[]) as id`,
        [tenants.map((tenant) => id(1, tenant, 0))],
      );
      const rows = tenants.flatMap((tenant) => Array.from({ length: seats }, (_, seat) => ({ tenant, seat })));
      const tenantIds = rows.map((row) => id(1, row.tenant, 0));
      const userIds = rows.map((row) => id(2, row.tenant, row.seat));
      await client.query(
        `insert into app.membership (tenant_id, user_id, email, name, role, joined_at)
         select t, u, u || '@bench.example', 'Bench', 'seat', now() from unnest($1::uuid[], $2::uuid[]) as r (t, u)`,
        [tenantIds, userIds],
      );
      await client.query(
        `insert into app.device (tenant_id, device_id, user_id, installation_id, name, platform, token_hash, created_at, last_seen_at)
         select t, d, u, d, 'Bench', 'linux', h, now(), now() from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as r (t, u, d, h)`,
        [
          tenantIds,
          userIds,
          rows.map((row) => id(3, row.tenant, row.seat)),
          rows.map((row) => createHash('sha256').update(secretOf(row.tenant, row.seat)).digest('hex')),
        ],
      );
      await client.query('commit');
    }
    await client.query('vacuum analyze');
  });
  return authorizations(range, seats, sample);
}

/** Authorization headers of devices of evenly spread tenants, at most `sample`; nothing is read or written. */
export function authorizations(range: { from: number; to: number }, seats: number, sample: number): string[] {
  const count = range.to - range.from;
  const step = Math.max(1, Math.floor(count / sample));
  return Array.from({ length: Math.min(sample, count) }, (_, index) => {
    const tenant = range.from + index * step;
    const seat = (index * 7) % seats;
    return `Bearer hfd_${id(1, tenant, 0)}_${id(3, tenant, seat)}_${secretOf(tenant, seat)}`;
  });
}
