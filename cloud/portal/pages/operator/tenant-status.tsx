import type { z } from 'zod';
import type { tenantStatusSchema } from '../../../contract/common.ts';

export function TenantStatus({ status }: { status: z.output<typeof tenantStatusSchema> }) {
  return status === 'active' ? <span className="tag clear">Active</span> : <span className="tag block">Suspended</span>;
}
