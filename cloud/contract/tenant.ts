/** Wire shapes of one tenant: seats, invitations, roles, audit, export and deletion. */
import { z } from 'zod';
import { emailSchema, idSchema, lineSchema, planSchema, platformSchema, roleSchema, tenantStatusSchema, timeSchema } from './common.ts';

export const createTenantSchema = z.object({ name: lineSchema(80) });
export const renameTenantSchema = createTenantSchema;

export const tenantSchema = z.object({
  tenantId: idSchema,
  name: z.string(),
  status: tenantStatusSchema,
  suspendedReason: z.string().nullable(),
  plan: planSchema,
  trialEndsAt: timeSchema.nullable(),
  seatLimit: z.number().int(),
  seatsUsed: z.number().int(),
  seatsInvited: z.number().int(),
  deviceLimit: z.number().int(),
  createdAt: timeSchema,
  /** The role of whoever asks; null for the operator's view. */
  role: roleSchema.nullable(),
  /** Until when the operator may look; null for members. */
  viewUntil: timeSchema.nullable(),
});

export const seatSchema = z.object({
  userId: idSchema,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  joinedAt: timeSchema,
  devices: z.number().int(),
});
export const seatListSchema = z.object({ seats: z.array(seatSchema), next: z.string().nullable() });
export const changeRoleSchema = z.object({ role: roleSchema });

export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: roleSchema,
  createdAt: timeSchema,
  expiresAt: timeSchema,
  expired: z.boolean(),
  timesSent: z.number().int(),
});
export const invitationListSchema = z.object({ invitations: z.array(invitationSchema) });
export const inviteSchema = z.object({ email: emailSchema, role: roleSchema });

/** A list of addresses as CSV text: first column the address, a second column the role when present. */
export const inviteCsvSchema = z.object({ csv: z.string().min(1).max(200_000), role: roleSchema.default('seat') });
export const inviteCsvResultSchema = z.object({
  invited: z.array(z.string()),
  /** Lines that were not invited, with the reason, in the order of the file. */
  refused: z.array(z.object({ line: z.number().int(), value: z.string(), reason: z.string() })),
});

export const deviceSchema = z.object({
  id: idSchema,
  userId: idSchema,
  name: z.string(),
  platform: platformSchema,
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
});
export const deviceListSchema = z.object({ devices: z.array(deviceSchema), limitPerSeat: z.number().int() });

/** Everything the service holds about a tenant; `digest` (SHA-256 of the canonical `tables`) is asked for before a deletion. */
export const tenantExportSchema = z.object({
  tenantId: idSchema,
  exportedAt: timeSchema,
  digest: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
/** The organisation's name, typed once more. */
export const leaveTenantSchema = z.object({ name: z.string() });
export const deleteTenantSchema = z.object({ name: z.string(), exportDigest: z.string().length(64) });
export const purgeReceiptSchema = z.object({
  receiptId: idSchema,
  purgedAt: timeSchema,
  exportDigest: z.string(),
  rows: z.record(z.string(), z.number().int()),
  /** The same statement, signed with the service's licence key (compact JWS). */
  receipt: z.string(),
});
