/** The first start: the Founder tenant and its administrator. Repeating it changes nothing. */
import { FOUNDER_TENANT_ID, insertMember, insertTenant } from './tenants/tenants.ts';
import { writeAudit } from './tenants/audit.ts';
import type { Parts } from './parts.ts';

const FOUNDER_SEATS = 1000;

/** What the first start made; `link` is null on every later one. */
export interface Seeded {
  readonly adminEmail: string;
  readonly link: string | null;
}

/** Ensures the signing key, the operator and the Founder tenant. Needs the public address. */
export async function seed(parts: Parts): Promise<Seeded> {
  const { accounts, config, database, keys, clock } = parts;
  await keys.ensure();
  const operator = await accounts.seedOperator({ email: config.adminEmail.toLowerCase(), name: 'Administrator' });
  const now = clock();
  await database.withTenant(FOUNDER_TENANT_ID, async (tx) => {
    const tenant = { tenantId: FOUNDER_TENANT_ID, name: config.founderName, plan: 'partner', seatLimit: FOUNDER_SEATS } as const;
    if (!(await insertTenant(tx, tenant, now))) return;
    const member = { tenantId: FOUNDER_TENANT_ID, userId: operator.userId, email: operator.email, name: 'Administrator', role: 'owner' } as const;
    await insertMember(tx, member, now);
    const actor = { actorId: null, actor: 'service', address: null, requestId: null };
    await writeAudit(tx, FOUNDER_TENANT_ID, actor, { action: 'tenant.created', target: config.founderName, detail: {} }, now);
  });
  return { adminEmail: operator.email, link: operator.link };
}
