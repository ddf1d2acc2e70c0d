/** An account service that a test tells what to say; its documents are really signed. */
import { CloudFault, type CloudClient, type DeviceToken, type DeviceTokenError, type LicenceAnswer } from '../../cloud/client.ts';
import type { ProblemCode } from '../../cloud/contract.ts';
import { keyStatement, signed, signer, type Signer } from './signer.ts';

export const TENANT = '44444444-4444-4444-8444-444444444444';
const DAY = 86_400;
const scheme = { accent: '#0f6b5c', onAccent: '#ffffff' };

export type Poll = DeviceTokenError | CloudFault | 'token';

export class PretendedService implements CloudClient {
  readonly origin = 'https://account.example';
  signer: Signer = signer();
  /** Milliseconds. */
  now: number;
  page = 'https://account.example/device#code=BCDF-GHJK';
  email = 'ada@north.example';
  token = 'hfd_token';
  polls: Poll[] = ['token'];
  /** What the next checks end with; null answers. */
  fault: CloudFault | null = null;
  licence: object = {};
  bundle: object | null = null;
  bundleRevision = 1;
  keysRevision = 1;
  /** Changes an answer on its way. */
  tamper: (answer: LicenceAnswer) => LicenceAnswer = (answer) => answer;
  /** Kinds of documents it does not take an acceptance of. */
  unknown: string[] = [];
  readonly asked: string[] = [];
  #installation = '';
  #licences = 0;

  constructor(now: number) {
    this.now = now;
  }

  async authorize({ installationId, name }: Parameters<CloudClient['authorize']>[0]): ReturnType<CloudClient['authorize']> {
    this.asked.push(`authorize ${name}`);
    this.#installation = installationId;
    return { device_code: 'd'.repeat(43), user_code: 'BCDF-GHJK', verification_uri: this.page, verification_uri_complete: this.page, expires_in: 900, interval: 5 };
  }

  async collect(): Promise<DeviceToken | { error: DeviceTokenError; description: string }> {
    this.asked.push('collect');
    const poll = this.polls.shift() ?? 'authorization_pending';
    if (poll instanceof CloudFault) throw poll;
    if (poll !== 'token') return { error: poll, description: poll.replaceAll('_', ' ') };
    return { access_token: this.token, token_type: 'Bearer', tenant_id: TENANT, device_id: '55555555-5555-4555-8555-555555555555', email: this.email };
  }

  async check(token: string, have: Parameters<CloudClient['check']>[1]): Promise<LicenceAnswer> {
    this.asked.push(`check ${token} ${have.bundleRevision}/${have.keysRevision}`);
    if (this.fault !== null) throw this.fault;
    const issued = Math.floor(this.now / 1000);
    this.#licences += 1;
    const claims = {
      iss: 'holdfast-cloud', aud: 'holdfast-desktop', sub: '22222222-2222-4222-8222-222222222222', jti: `33333333-3333-4333-8333-${String(this.#licences).padStart(12, '0')}`,
      tid: TENANT, did: '55555555-5555-4555-8555-555555555555', ins: this.#installation, iat: issued, nbf: issued - 300, raf: issued + DAY / 2, exp: issued + 14 * DAY, plan: 'team',
      ent: ['tickets', 'journal', 'rule-packs', 'branding'], trl: null, ...this.licence,
    };
    const bundle = {
      iss: 'holdfast-cloud', aud: 'holdfast-desktop', tid: TENANT, rev: this.bundleRevision, iat: issued,
      branding: { displayName: 'North Desk', theme: { light: scheme, dark: scheme }, logo: null, links: [{ label: 'Manual', url: 'https://north.example/manual' }] },
      rulePacks: [], announcements: [], legal: [], ...this.bundle,
    };
    return this.tamper({
      licence: signed(this.signer, 'holdfast-licence+jwt', claims),
      bundle: have.bundleRevision < this.bundleRevision ? signed(this.signer, 'holdfast-bundle+jwt', bundle) : null,
      keys: have.keysRevision < this.keysRevision ? [keyStatement(this.signer, this.keysRevision, [this.signer.key])] : [],
      serverTime: new Date(this.now).toISOString(),
    });
  }

  async accept(token: string, { kind, version, acceptedAt }: Parameters<CloudClient['accept']>[1]): Promise<void> {
    this.asked.push(`accept ${token} ${kind} ${version} ${acceptedAt}`);
    if (this.fault !== null) throw this.fault;
    if (this.unknown.includes(kind)) throw new CloudFault('refused', 'No.', { problem: 'legal.not-found' });
  }

  async signOut(token: string): Promise<void> {
    this.asked.push(`sign out ${token}`);
  }

  refuse(problem: ProblemCode): void {
    this.fault = new CloudFault('refused', 'No.', { problem });
  }

  vanish(retryAfterSeconds?: number): void {
    this.fault = new CloudFault('unreachable', 'The account service could not be reached. Check the connection.', { retryAfterSeconds });
  }
}
