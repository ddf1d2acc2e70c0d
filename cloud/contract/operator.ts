/** Wire shapes of the operator's panel. */
import { z } from 'zod';
import { legalDocumentSchema } from './bundle.ts';
import { idSchema, lineSchema, pageQuerySchema, planSchema, tenantStatusSchema, textSchema, timeSchema } from './common.ts';

export const tenantSearchSchema = pageQuerySchema.extend({
  search: z.string().trim().max(254).optional(),
  status: tenantStatusSchema.optional(),
});
export const operatorTenantSchema = z.object({
  tenantId: idSchema,
  name: z.string(),
  status: tenantStatusSchema,
  suspendedReason: z.string().nullable(),
  plan: planSchema,
  trialEndsAt: timeSchema.nullable(),
  seatLimit: z.number().int(),
  deviceLimit: z.number().int(),
  seatsUsed: z.number().int(),
  createdAt: timeSchema,
});
export const operatorTenantListSchema = z.object({ tenants: z.array(operatorTenantSchema), next: z.string().nullable() });

export const operatorCreateTenantSchema = z.object({
  name: lineSchema(80),
  ownerEmail: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  plan: planSchema.default('trial'),
  seatLimit: z.number().int().min(1).max(100_000).default(5),
});
export const changePlanSchema = z.object({
  plan: planSchema,
  seatLimit: z.number().int().min(1).max(100_000),
  deviceLimit: z.number().int().min(1).max(100),
});
export const suspendSchema = z.object({ reason: lineSchema(300) });
export const noteSchema = z.object({ id: idSchema, author: z.string(), body: z.string(), createdAt: timeSchema });
export const noteListSchema = z.object({ notes: z.array(noteSchema) });
export const newNoteSchema = z.object({ body: textSchema(4000) });

export const viewAsSchema = z.object({ reason: lineSchema(300) });
export const viewGrantSchema = z.object({ tenantId: idSchema, expiresAt: timeSchema });

export const userSearchSchema = pageQuerySchema.extend({ search: z.string().trim().max(254).optional() });
export const operatorUserSchema = z.object({
  userId: idSchema,
  email: z.string(),
  name: z.string(),
  verified: z.boolean(),
  twoFactor: z.boolean(),
  operator: z.boolean(),
  createdAt: timeSchema,
  memberships: z.array(z.object({ tenantId: idSchema, name: z.string(), role: z.string() })),
});
export const operatorUserListSchema = z.object({ users: z.array(operatorUserSchema), next: z.string().nullable() });

export const systemHealthSchema = z.object({
  version: z.string(),
  startedAt: timeSchema,
  database: z.object({ version: z.string(), bytes: z.number().int(), migration: z.number().int() }),
  counts: z.object({ tenants: z.number().int(), seats: z.number().int(), devices: z.number().int() }),
  mail: z.object({ waiting: z.number().int(), failed: z.number().int() }),
  signingKeys: z.array(z.object({ kid: z.string(), createdAt: timeSchema, activeFrom: timeSchema, retiredAt: timeSchema.nullable() })),
  jobs: z.array(z.object({ job: z.string(), startedAt: timeSchema, finishedAt: timeSchema.nullable(), ok: z.boolean().nullable() })),
});

export const publishLegalSchema = z.object({
  kind: z.string().regex(/^[a-z][a-z-]{1,39}$/),
  title: lineSchema(120),
  url: z.url({ protocol: /^https$/ }).max(500),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  effectiveAt: timeSchema,
});

/** Every version of every document, newest first. */
export const publishedLegalSchema = z.object({ documents: z.array(legalDocumentSchema) });
export const rotateKeySchema = z.object({ compromised: z.boolean() });
export const rotatedKeySchema = z.object({ kid: z.string() });
