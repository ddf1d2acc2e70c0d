/** Signing a device in: a short code, the trader's own browser, and patient asking until somebody has decided (RFC 8628). */
import { isOfService } from '../cloud/address.ts';
import { CloudFault, type CloudClient, type DeviceToken } from '../cloud/client.ts';
import type { SignInStep } from '../../preload/contract/licence.ts';

export interface SignInOptions {
  readonly client: CloudClient;
  readonly origin: string;
  readonly installationId: string;
  readonly deviceName: string;
  readonly platform: 'windows' | 'macos' | 'linux';
  readonly now: () => number;
  /** Milliseconds that only ever grow: somebody may set the clock right while the code waits. */
  readonly monotonic: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly openPage: (address: string) => Promise<boolean>;
  readonly signal: AbortSignal;
  /** Tells how far it is. */
  readonly tell: (step: SignInStep) => void;
}

const SLOWER_BY_SECONDS = 5;
const SLOWEST_SECONDS = 60;

/** Why a sign-in came to nothing, in a sentence for the trader. */
export class SignInFailure extends Error {}

/** @returns the device's token, once somebody approved it. @throws {SignInFailure} {CloudFault} or the signal's reason */
export async function signIn({ client, origin, installationId, deviceName, platform, now, monotonic, wait, openPage, signal, tell }: SignInOptions): Promise<DeviceToken> {
  tell({ step: 'asking' });
  const asked = await client.authorize({ installationId, name: deviceName, platform });
  signal.throwIfAborted();
  const page = asked.verification_uri_complete;
  if (!isOfService(page, origin)) throw new SignInFailure('The account service names a page that is not its own, which Holdfast does not open.');
  const goodForMs = asked.expires_in * 1000;
  const begun = monotonic();
  tell({ step: 'waiting', code: asked.user_code, page, expiresAt: now() + goodForMs });
  await openPage(page);

  let seconds = between(1, asked.interval, SLOWEST_SECONDS);
  for (;;) {
    await wait(seconds * 1000, signal);
    signal.throwIfAborted();
    if (monotonic() - begun >= goodForMs) throw new SignInFailure(EXPIRED);
    try {
      const answer = await client.collect(asked.device_code, installationId, signal);
      if (!('error' in answer)) return answer;
      switch (answer.error) {
        case 'authorization_pending':
          break;
        case 'slow_down':
          seconds = between(1, seconds + SLOWER_BY_SECONDS, SLOWEST_SECONDS);
          break;
        case 'access_denied':
          throw new SignInFailure(answer.description === 'access denied' ? 'The sign-in was refused in the browser. Start again if that was a mistake.' : answer.description);
        case 'expired_token':
          throw new SignInFailure(EXPIRED);
        case 'invalid_grant':
        case 'invalid_request':
          throw new SignInFailure('The code was used already or is not known any more. Start again.');
      }
    } catch (fault) {
      signal.throwIfAborted();
      if (!(fault instanceof CloudFault) || fault.kind === 'refused') throw fault;
      // The connection may come back before the code expires.
      seconds = between(1, Math.max(seconds * 2, fault.retryAfterSeconds ?? 0), SLOWEST_SECONDS);
    }
  }
}

const EXPIRED = 'The code has expired. Start again to get a new one.';

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
