/** Every call answers with this envelope; no exception and no stack trace crosses a process. */
import { z } from 'zod';

export const errorCodes = [
  'invalid-input', // the payload does not fit the call's schema
  'forbidden-sender', // the message did not come from Holdfast's own top frame
  'refused', // the engine or the journal says no, with the reason
  'not-found',
  'conflict', // the state moved on; read again
  'store-read-only',
  'store-full',
  'store-damaged',
  'store-newer',
  'unavailable', // this machine or build cannot do it
  'internal',
] as const;

export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

export const callError = z.strictObject({
  code: errorCode,
  /** Says what happened and what to do. */
  message: z.string(),
  /** Dotted path of the input field the message is about. */
  field: z.string().optional(),
  /** True when the same call may work later. */
  retry: z.boolean().optional(),
});
export type CallError = z.infer<typeof callError>;

export type Result<T> = { ok: true; value: T } | { ok: false; error: CallError };
