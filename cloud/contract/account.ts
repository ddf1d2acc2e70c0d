/** Wire shapes of a person's own account: sign up, sign in, sessions, two-factor. */
import { z } from 'zod';
import { emailSchema, idSchema, lineSchema, roleSchema, tenantStatusSchema, timeSchema } from './common.ts';

/** 12 characters at least; whether it is a common one is judged by the service. */
export const passwordSchema = z.string().min(1).max(128);
export const tokenSchema = z.string().min(20).max(200).regex(/^[\w-]+$/);

export const signUpSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: lineSchema(120),
  organisation: lineSchema(80),
});

/** The link alone proves the mailbox, the password proves that it is the person who signed up. */
export const verifyEmailSchema = z.object({ token: tokenSchema, password: passwordSchema });

export const signInSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  /** Six digits of the authenticator, or a recovery code; asked for by `two-factor.required`. */
  code: z.string().trim().min(6).max(20).optional(),
});

export const emailOnlySchema = z.object({ email: emailSchema });
export const resetPasswordSchema = z.object({ token: tokenSchema, password: passwordSchema });
export const confirmSchema = z.object({ password: passwordSchema, code: z.string().trim().min(6).max(20).optional() });
export const changePasswordSchema = z.object({ current: passwordSchema, password: passwordSchema });

export const membershipSummarySchema = z.object({
  tenantId: idSchema,
  name: z.string(),
  role: roleSchema,
  status: tenantStatusSchema,
});

export const meSchema = z.object({
  userId: idSchema,
  email: z.string(),
  name: z.string(),
  operator: z.boolean(),
  twoFactor: z.boolean(),
  /** Until when sensitive actions need no further confirmation; null when one is needed now. */
  confirmedUntil: timeSchema.nullable(),
  memberships: z.array(membershipSummarySchema),
});

export const changeProfileSchema = z.object({ name: lineSchema(120) });
/** The own address, typed once more, so that nobody deletes an account by a slip. */
export const deleteAccountSchema = z.object({ email: emailSchema });

export const sessionSchema = z.object({
  id: idSchema,
  current: z.boolean(),
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) });

export const enableTwoFactorResultSchema = z.object({
  /** otpauth:// address for the authenticator app. */
  uri: z.string(),
  recoveryCodes: z.array(z.string()),
});
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
export const codeSchema = z.object({ code: z.string().trim().regex(/^\d{6}$/) });
export const passwordOnlySchema = z.object({ password: passwordSchema });

export const invitationTokenSchema = z.object({ token: tokenSchema });
export const invitationPreviewSchema = z.object({
  organisation: z.string(),
  email: z.string(),
  role: roleSchema,
  /** Whether this address has an account already: then it signs in, otherwise it chooses a password. */
  hasAccount: z.boolean(),
  expiresAt: timeSchema,
});
export const joinSchema = z.object({ token: tokenSchema, name: lineSchema(120), password: passwordSchema });
export const joinedSchema = z.object({ tenantId: idSchema });
