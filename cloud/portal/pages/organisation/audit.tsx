import { AuditLogPage } from '../../audit/audit-log-page.tsx';
import { useTenant } from './use-tenant.ts';

/** The organisation's own log; also what the operator did to it. */
export function AuditPage({ tenantId }: { tenantId: string }) {
  const role = useTenant(tenantId).data?.role;
  return <AuditLogPage title="Audit log" base={`/api/tenants/${tenantId}/audit`} exportable={role === 'owner' || role === 'admin'} />;
}
