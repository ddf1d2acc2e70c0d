/**
 * The tenant bundle: what a partner puts on its traders' desktops. Signed, cached and verified by the desktop.
 *
 * Rules travel in the engine's own vocabulary: `rules` is a list of rules with kind, parameters and severity. The
 * desktop applies a pack as a floor: a trader may only tighten it.
 */
import { z } from 'zod';
import { idSchema, lineSchema, textSchema, timeSchema } from './common.ts';
import { DESKTOP_AUDIENCE, ISSUER } from './licence.ts';

export const SEVERITIES = ['critical', 'major', 'advisory'] as const;

const jsonValueSchema = z.json();

/** One rule of a pack. Its parameters are read by the engine: by the service when it is saved and published, by the desktop again. */
export const packRuleSchema = z.strictObject({
  id: z.string().min(1).max(60).regex(/^[a-z0-9][a-z0-9-]*$/),
  kind: z.string().min(1).max(60).regex(/^[a-z][a-z-]*$/),
  severity: z.enum(SEVERITIES),
  enabled: z.boolean(),
  shadow: z.boolean().default(false),
  priority: z.number().int().min(0).max(1000).default(100),
  parameters: z.record(z.string().min(1).max(60), jsonValueSchema),
});
export const packRulesSchema = z
  .array(packRuleSchema)
  .min(1)
  .max(100)
  .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'rule ids must be unique');

export const rulePackVersionSchema = z.object({
  packId: idSchema,
  name: z.string(),
  version: z.number().int().min(1),
  /** SHA-256 of the canonical JSON of `rules`. */
  contentHash: z.string().length(64),
  publishedAt: timeSchema,
  rules: packRulesSchema,
});
export type RulePackVersion = z.infer<typeof rulePackVersionSchema>;

const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour like #1f6feb');

/** The one thing a partner may recolour, for each scheme; contrast is checked by the service and again by the desktop. */
export const themeSchema = z.strictObject({
  light: z.strictObject({ accent: colourSchema, onAccent: colourSchema }),
  dark: z.strictObject({ accent: colourSchema, onAccent: colourSchema }),
});
export type Theme = z.infer<typeof themeSchema>;

export const linkSchema = z.strictObject({ label: lineSchema(40), url: z.url({ protocol: /^https$/ }).max(500) });

export const brandingSchema = z.object({
  displayName: lineSchema(60),
  theme: themeSchema,
  /** A PNG as `data:image/png;base64,…`, at most 64 KiB and 512 pixels a side; null for none. */
  logo: z.string().max(90_000).nullable(),
  links: z.array(linkSchema).max(8),
});
export type Branding = z.infer<typeof brandingSchema>;

export const announcementSchema = z.object({
  id: idSchema,
  title: z.string(),
  body: z.string(),
  startsAt: timeSchema,
  endsAt: timeSchema.nullable(),
});
export const announcementListSchema = z.object({ announcements: z.array(announcementSchema) });
export const newAnnouncementSchema = z.object({
  title: lineSchema(120),
  body: textSchema(2000),
  startsAt: timeSchema.optional(),
  endsAt: timeSchema.nullable().default(null),
});

export const legalDocumentSchema = z.object({
  kind: z.string(),
  version: z.number().int(),
  title: z.string(),
  url: z.string(),
  contentHash: z.string(),
  effectiveAt: timeSchema,
});
export const legalListSchema = z.object({
  documents: z.array(legalDocumentSchema.extend({ acceptedAt: timeSchema.nullable() })),
});
export const legalConsentListSchema = z.object({
  consents: z.array(
    z.object({
      userId: idSchema,
      email: z.string(),
      kind: z.string(),
      version: z.number().int(),
      acceptedAt: timeSchema,
      /** Name of the desktop it was accepted on; null for the portal. */
      device: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export const acceptLegalSchema = z.object({ kind: z.string().regex(/^[a-z][a-z-]{1,39}$/), version: z.number().int().min(1).max(1_000_000) });
/** What a trader accepted on a desktop, perhaps offline: any version that was published, and when by the desktop's clock. */
export const desktopAcceptanceSchema = z.strictObject({ ...acceptLegalSchema.shape, acceptedAt: timeSchema });
export type DesktopAcceptance = z.infer<typeof desktopAcceptanceSchema>;

export const rulePackSchema = z.object({
  id: idSchema,
  name: z.string(),
  draft: packRulesSchema,
  publishedVersion: z.number().int().nullable(),
  updatedAt: timeSchema,
});
export const rulePackListSchema = z.object({ packs: z.array(rulePackSchema) });
export const rulePackHistorySchema = z.object({ versions: z.array(rulePackVersionSchema) });
export const saveRulePackSchema = z.object({ name: lineSchema(80), rules: packRulesSchema });

/** The claims of the signed bundle (JWS type `holdfast-bundle+jwt`). */
export const bundleClaimsSchema = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(DESKTOP_AUDIENCE),
  /** Tenant. */
  tid: idSchema,
  /** Grows with every change; the desktop refuses a lower one than it has. */
  rev: z.number().int().min(1),
  iat: z.number().int(),
  branding: brandingSchema,
  rulePacks: z.array(rulePackVersionSchema),
  announcements: z.array(announcementSchema),
  legal: z.array(legalDocumentSchema),
});
export type BundleClaims = z.infer<typeof bundleClaimsSchema>;
