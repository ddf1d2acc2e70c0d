/**
 * The only HTTP of the desktop: the handful of calls it makes to the account service. Every answer is bounded in size and in
 * time, comes from the address that was asked and no other, and is parsed by the contract before anybody sees it.
 */
import type { z } from 'zod';
import {
  DEVICE_GRANT_TYPE,
  deviceAuthorizationSchema,
  deviceTokenErrorSchema,
  deviceTokenSchema,
  licenceAnswerSchema,
  okSchema,
  problemSchema,
  type DesktopAcceptance,
  type ProblemCode,
} from './contract.ts';

/** Why a call brought nothing. */
export type CloudFaultKind =
  /** No connection, no answer in time, or an answer that says to come back later. */
  | 'unreachable'
  /** An answer that is not the service's: a redirect, a page of a captive portal, broken JSON, too much of it. */
  | 'not-understood'
  /** The service says no; `problem` says why. */
  | 'refused';

export class CloudFault extends Error {
  override readonly name = 'CloudFault';
  readonly kind: CloudFaultKind;
  readonly problem: ProblemCode | null;
  /** Seconds that the service asks to be left alone for. */
  readonly retryAfterSeconds: number | null;

  constructor(kind: CloudFaultKind, message: string, details: { readonly problem?: ProblemCode; readonly retryAfterSeconds?: number | undefined; readonly cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.problem = details.problem ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}

export type DeviceAuthorization = z.infer<typeof deviceAuthorizationSchema>;
export type DeviceToken = z.infer<typeof deviceTokenSchema>;
export type DeviceTokenError = z.infer<typeof deviceTokenErrorSchema>['error'];
export type LicenceAnswer = z.infer<typeof licenceAnswerSchema>;

/** All methods throw {@link CloudFault} and nothing else. */
export interface CloudClient {
  authorize(device: { readonly installationId: string; readonly name: string; readonly platform: 'windows' | 'macos' | 'linux' }): Promise<DeviceAuthorization>;
  /** One poll; what RFC 8628 calls an error is an answer here. */
  collect(deviceCode: string, installationId: string, signal: AbortSignal): Promise<DeviceToken | { readonly error: DeviceTokenError; readonly description: string }>;
  check(token: string, have: { readonly bundleRevision: number; readonly keysRevision: number }): Promise<LicenceAnswer>;
  /** Sent again, it changes nothing. */
  accept(token: string, acceptance: DesktopAcceptance): Promise<void>;
  signOut(token: string): Promise<void>;
}

const TIMEOUT_MS = 20_000;
const SMALL_BYTES = 64 * 1024;
/** A bundle with a logo and many rule packs. */
const LICENCE_BYTES = 4 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

interface Options {
  readonly token?: string;
  readonly mostBytes?: number;
  readonly signal?: AbortSignal;
}

/** @param origin as `serviceOrigin` gives it */
export function createCloudClient(origin: string): CloudClient {
  // Node takes this variable as leave to believe any certificate; nothing the desktop is told may hang on that.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];

  const ask = async (path: string, body: object, { token, mostBytes = SMALL_BYTES, signal }: Options = {}): Promise<Answer> => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    try {
      response = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { 'accept': 'application/json', 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
        // A token goes to the one address it is for.
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
    } catch (cause) {
      throw new CloudFault('unreachable', 'The account service could not be reached. Check the connection.', { cause });
    }
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new CloudFault('not-understood', 'The account service points to another address, which Holdfast does not follow.');
    }
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await readJson(response, mostBytes) };
  };

  const call = async <S extends z.ZodType>(path: string, body: object, schema: S, options?: Options): Promise<z.infer<S>> => {
    const answer = await ask(path, body, options);
    if (answer.status >= 400) throw asFault(answer);
    return parsed(schema, answer.body);
  };

  return {
    authorize: ({ installationId, name, platform }) => call('/api/device/authorize', { installation_id: installationId, device_name: name, platform }, deviceAuthorizationSchema),
    async collect(deviceCode, installationId, signal) {
      const answer = await ask('/api/device/token', { grant_type: DEVICE_GRANT_TYPE, device_code: deviceCode, installation_id: installationId }, { signal });
      if (answer.status === 200) return parsed(deviceTokenSchema, answer.body);
      const standard = deviceTokenErrorSchema.safeParse(answer.body);
      if (!standard.success) throw asFault(answer);
      return { error: standard.data.error, description: standard.data.error_description };
    },
    check: (token, have) => call('/api/desktop/licence', have, licenceAnswerSchema, { token, mostBytes: LICENCE_BYTES }),
    async accept(token, acceptance) {
      await call('/api/desktop/legal/accept', acceptance, okSchema, { token });
    },
    async signOut(token) {
      await call('/api/desktop/sign-out', {}, okSchema, { token });
    },
  };
}

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const result = schema.safeParse(body);
  if (!result.success) throw notUnderstood(result.error);
  return result.data;
}

function notUnderstood(cause: unknown): CloudFault {
  return new CloudFault('not-understood', 'What answers at this address is not the account service, or speaks another version. A network’s sign-in page does that, too.', { cause });
}

/** An error answer in the service's own form; one of any other form says nothing about the licence. */
function asFault({ status, retryAfter, body }: Answer): CloudFault {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return notUnderstood(problem.error);
  const { code, title, detail } = problem.data;
  const seconds = problem.data.retryAfterSeconds ?? Number(retryAfter ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
  const kind = status === 429 || status >= 500 ? 'unreachable' : 'refused';
  return new CloudFault(kind, `${detail ?? title}.`.replace(/\.\.$/, '.'), { problem: code, retryAfterSeconds });
}

async function readJson(response: Response, mostBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
      size += part.value.byteLength;
      if (size > mostBytes) {
        await reader?.cancel();
        throw notUnderstood(new Error(`more than ${mostBytes} bytes`));
      }
      chunks.push(part.value);
    }
  } catch (cause) {
    if (cause instanceof CloudFault) throw cause;
    throw new CloudFault('unreachable', 'The connection to the account service broke off.', { cause });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw notUnderstood(cause);
  }
}
