import type { z } from 'zod';
import type { roleSchema } from '../../../contract/common.ts';
import { roleNames } from '../../components/format.ts';
import type { Tenant } from './use-tenant.ts';

type Role = z.output<typeof roleSchema>;

const explained: Readonly<Record<Role, string>> = {
  seat: `${roleNames.seat}: uses the app`,
  support: `${roleNames.support}: sees seats and the log`,
  admin: `${roleNames.admin}: manages everybody but owners`,
  owner: `${roleNames.owner}: manages everything`,
};

/** The roles the reader may give; only an owner makes owners. */
export function grantableRoles({ role }: Tenant): [Role, string][] {
  const roles: readonly Role[] = role === 'owner' ? ['seat', 'support', 'admin', 'owner'] : ['seat', 'support', 'admin'];
  return roles.map((one) => [one, explained[one]]);
}
