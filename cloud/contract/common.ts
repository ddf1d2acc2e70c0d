/** Shapes shared by several parts of the wire contract. Times are ISO 8601 in UTC. */
import { z } from 'zod';

export const idSchema = z.uuid();
export const timeSchema = z.iso.datetime();

/** Control characters have no place in one line of text: they end up in mail headers, logs and terminals. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** One line of text a person typed, trimmed, without control characters. */
export function lineSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text), 'must be one line of ordinary text');
}

/** Several lines of text; line breaks and tabs are the only control characters. */
export function textSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text.replaceAll(/[\n\r\t]/g, '')), 'must be ordinary text');
}

/** An e-mail address, lower-cased: the same person in every spelling. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email());

export const roleSchema = z.enum(['owner', 'admin', 'support', 'seat']);
export const planSchema = z.enum(['trial', 'solo', 'team', 'partner']);
export const tenantStatusSchema = z.enum(['active', 'suspended']);
export const platformSchema = z.enum(['windows', 'macos', 'linux']);

export const okSchema = z.object({ ok: z.literal(true) });

/** Paging by cursor: pass `next` of one page as `after` of the following one. */
export const pageQuerySchema = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditEntrySchema = z.object({
  id: idSchema,
  at: timeSchema,
  actorId: idSchema.nullable(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditQuerySchema = pageQuerySchema.extend({
  action: z.string().max(60).optional(),
  actor: z.string().max(254).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() });
