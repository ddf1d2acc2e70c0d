import type { z } from 'zod';
import { tenantSchema } from '../../../contract/tenant.ts';
import { api } from '../../api.ts';
import { useLoad } from '../../components/use-load.ts';
import type { Loaded } from '../../components/use-load.ts';

export type Tenant = z.output<typeof tenantSchema>;

/** The organisation of a page, with the reader's role in it. */
export function useTenant(tenantId: string): Loaded<Tenant> {
  return useLoad(tenantId, () => api.get(`/api/tenants/${tenantId}`, tenantSchema));
}

/** Whether the reader may change things here, as the service sees it too. */
export function isManager({ role, status }: Tenant): boolean {
  return (role === 'owner' || role === 'admin') && status === 'active';
}
