/** The account at the partner, as the window sees it: where the licence stands, signing in, and what the partner puts on the desktop. */
import { z } from 'zod';
import { call, done, nothing, type Call } from './call.ts';
import { id, instant, longText, shortText } from './values.ts';

/** What every screen knows of it; part of the snapshot. */
export const licenceStanding = z.strictObject({
  status: z.enum(['none', 'valid', 'refresh-due', 'offline', 'ended', 'not-yet-valid', 'clock-back', 'other-device', 'tampered']),
  /** `quiet` has nothing to say. */
  tone: z.enum(['quiet', 'info', 'caution', 'problem']),
  title: shortText,
  /** What happened and what to do. */
  text: z.string().max(1000),
  ticketsAllowed: z.boolean(),
  /** Grows when what `licence.view` answers has changed. */
  revision: z.int().min(0),
  /** Grows when what `licence.brand` answers has changed. */
  brandRevision: z.int().min(0),
});
export type LicenceStanding = z.infer<typeof licenceStanding>;

export const signInStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('idle') }),
  z.strictObject({ step: z.literal('asking') }),
  z.strictObject({ step: z.literal('waiting'), code: z.string().max(20), page: z.string().max(500), expiresAt: instant }),
  z.strictObject({ step: z.literal('failed'), message: z.string().max(1000) }),
]);
export type SignInStep = z.infer<typeof signInStep>;

/** Everything that Settings → Account shows. */
export const licenceView = z.strictObject({
  standing: licenceStanding,
  signIn: signInStep,
  /** Null when nobody is signed in. */
  account: z
    .strictObject({
      email: z.string().max(254),
      organisation: shortText,
      device: z.string().max(80),
      plan: z.string().max(20).nullable(),
      /** Works without a connection until then; null without a licence that can be read. */
      validUntil: instant.nullable(),
      trialUntil: instant.nullable(),
      /** The last time that the service answered. */
      checkedAt: instant.nullable(),
      /** What the last attempt failed with; null when it did not. */
      problem: z.string().max(1000).nullable(),
      checking: z.boolean(),
      /** Whether signing in again would mend something. */
      signInHelps: z.boolean(),
    })
    .nullable(),
  service: z.strictObject({
    /** Null when none is known: then there is nothing to sign in to. */
    address: z.string().max(500).nullable(),
    /** Whether the trader may name another one. */
    editable: z.boolean(),
  }),
  deviceName: z.string().max(80),
  /** Whether this build asks for an account before new tickets. */
  accountNeeded: z.boolean(),
  /** Why a sign-in does not outlast the app on this computer; null when it does. */
  secrets: z.string().max(500).nullable(),
});
export type LicenceView = z.infer<typeof licenceView>;

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const scheme = z.strictObject({ accent: colour, onAccent: colour });

export const legalDocument = z.strictObject({
  kind: z.string().max(60),
  version: z.int(),
  title: shortText,
  url: z.string().max(500),
  effectiveAt: instant,
  acceptedAt: instant.nullable(),
});

/** What the partner puts on the desktop; null for none. */
export const brand = z.strictObject({
  name: shortText,
  /** Null leaves the product's own colours. */
  theme: z.strictObject({ light: scheme, dark: scheme }).nullable(),
  /** A picture as `data:image/png;base64,…`. */
  logo: z.string().max(100_000).nullable(),
  links: z.array(z.strictObject({ label: z.string().max(40), url: z.string().max(500) })).max(8),
  /** Those that are not dismissed. */
  announcements: z.array(z.strictObject({ id: z.uuid(), title: shortText, body: longText, at: instant })).max(50),
  legal: z.array(legalDocument).max(50),
});
export type Brand = z.infer<typeof brand>;

export const licenceCalls = {
  'licence.view': call(nothing, licenceView),
  /** Answers as soon as there is a code, which `licence.view` shows; the rest goes on by itself. */
  'licence.signIn': call(z.strictObject({ service: z.string().max(500).nullable(), deviceName: z.string().trim().min(1, 'give this device a name').max(80) }), done),
  'licence.openPage': call(nothing, done),
  'licence.copyCode': call(nothing, done),
  'licence.cancelSignIn': call(nothing, done),
  'licence.check': call(nothing, done),
  'licence.signOut': call(nothing, done),
  'licence.brand': call(nothing, brand.nullable()),
  'licence.dismiss': call(z.strictObject({ id }), done),
  'licence.accept': call(z.strictObject({ kind: z.string().max(60), version: z.int() }), done),
} satisfies Record<string, Call>;
