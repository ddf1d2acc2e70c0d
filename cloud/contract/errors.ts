/**
 * Every error the service answers with: a stable code, its HTTP status and its title.
 *
 * Wire format is RFC 9457 (`application/problem+json`); `type` is `urn:holdfast:problem:<code>`. Clients decide by
 * `code` and never by text.
 */
import { z } from 'zod';

export const PROBLEMS = {
  'request.invalid': [400, 'The request is not valid'],
  'request.origin': [403, 'The request comes from another site'],
  'request.too-large': [413, 'The request is too large'],
  'request.headers-too-large': [431, 'The headers of the request are too large'],
  'request.timeout': [408, 'The request took too long to arrive'],
  'request.media-type': [415, 'The request must be JSON'],
  'request.not-found': [404, 'There is nothing at this address'],
  'request.method': [405, 'This address does not take this method'],
  'request.too-many': [429, 'Too many requests'],
  'request.conflict': [409, 'Somebody changed this at the same time'],
  'service.failed': [500, 'Something went wrong on our side'],
  'service.unavailable': [503, 'The service is not ready'],
  'session.required': [401, 'Please sign in'],
  'session.confirm': [403, 'Please confirm your password first'],
  'sign-in.refused': [401, 'The address or the password is wrong'],
  'sign-in.locked': [429, 'Too many failed attempts'],
  'two-factor.required': [401, 'A code from your authenticator is needed'],
  'two-factor.refused': [401, 'The code is wrong'],
  'two-factor.state': [409, 'Two-factor sign-in is not in that state'],
  'password.refused': [422, 'The password cannot be used'],
  'link.invalid': [400, 'The link is not valid or was used already'],
  'link.expired': [410, 'The link has expired'],
  'account.operator': [409, 'The account of an operator cannot be deleted here'],
  'operator.required': [403, 'Only the operator may do this'],
  'operator.reason': [409, 'Open a view with a reason first'],
  'tenant.not-found': [404, 'There is no such organisation'],
  'tenant.suspended': [403, 'The organisation is suspended'],
  'tenant.export-first': [409, 'Export the data first'],
  'tenant.confirmation': [422, 'The confirmation does not match'],
  'role.forbidden': [403, 'Your role does not allow this'],
  'seat.limit': [409, 'All seats are taken'],
  'seat.exists': [409, 'This address already has a seat'],
  'seat.not-found': [404, 'There is no such seat'],
  'seat.last-owner': [409, 'An organisation needs an owner'],
  'invitation.not-found': [404, 'There is no such invitation'],
  'invitation.other-address': [403, 'The invitation is for another address'],
  'device.limit': [409, 'The device limit of this seat is reached'],
  'device.not-found': [404, 'There is no such device'],
  'device.refused': [401, 'This device is not signed in'],
  'device.code': [404, 'There is no such code, or it has expired'],
  'licence.seat-removed': [403, 'The seat was removed'],
  'licence.tenant-suspended': [403, 'The organisation is suspended'],
  'licence.trial-ended': [403, 'The trial has ended'],
  'pack.not-found': [404, 'There is no such rule pack'],
  'pack.refused': [422, 'The rules cannot be used as they are'],
  'pack.unchanged': [409, 'The rules are those of the latest version'],
  'theme.contrast': [422, 'The theme does not reach enough contrast'],
  'logo.refused': [422, 'The logo cannot be used'],
  'announcement.not-found': [404, 'There is no such announcement'],
  'legal.not-found': [404, 'There is no such document version'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** Seconds as people wait them: `45 seconds`, `15 minutes`. */
export function waitText(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The body of every error answer. `errors` lists invalid fields; `retryAfterSeconds` repeats Retry-After. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(codes),
  detail: z.string().optional(),
  instance: z.string().optional(),
  retryAfterSeconds: z.number().int().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof problemSchema>;

/** RFC 8628 / RFC 6749 error codes of the device token endpoint, which keeps its own standard form. */
export const deviceTokenErrorSchema = z.object({
  error: z.enum(['authorization_pending', 'slow_down', 'access_denied', 'expired_token', 'invalid_grant', 'invalid_request']),
  error_description: z.string(),
});
