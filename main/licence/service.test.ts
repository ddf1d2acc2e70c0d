import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TrustedClock } from '../clock.ts';
import { CloudFault } from '../cloud/client.ts';
import { LicenceService, type LicenceServiceOptions } from './service.ts';
import { keychain, noKeychain, type Keychain } from './testing/keychain.ts';
import { PretendedService, TENANT, type Poll } from './testing/pretended-service.ts';
import { keyStatement, signed, signer } from './testing/signer.ts';

const START = Date.parse('2026-06-01T12:00:00Z');
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

class Machine {
  wallNow = START;
  counter = 0;
  wall = () => this.wallNow;
  monotonic = () => this.counter;
  pass(ms: number): void {
    this.wallNow += ms;
    this.counter += ms;
  }
}

interface Bench {
  readonly folder: string;
  readonly file: string;
  readonly machine: Machine;
  /** That of the running app. */
  readonly clock: TrustedClock;
  readonly cloud: PretendedService;
  readonly opened: string[];
  readonly waits: number[];
  readonly reported: unknown[];
  service: LicenceService;
  restart(computer?: Keychain, folder?: string): LicenceService;
}

function bench(options: Partial<LicenceServiceOptions> & { keys?: Keychain } = {}): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-account-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const machine = new Machine();
  const cloud = new PretendedService(START);
  const [opened, waits, reported]: [string[], number[], unknown[]] = [[], [], []];
  let clock = new TrustedClock(machine);
  const make = (keys: Keychain, at: string): LicenceService => {
    clock = new TrustedClock(machine);
    const made = new LicenceService({
      file: join(at, 'account.json'), secrets: keys.open(), clock, platform: 'linux', computer: 'desk', configured: cloud.origin,
      pinned: [], accountNeeded: true, openPage: async (page) => (opened.push(page), true), copy: () => undefined, changed: () => undefined, report: (fault) => reported.push(fault), connect: () => cloud,
      wait: async (ms, signal) => {
        waits.push(ms);
        machine.pass(ms);
        await Promise.resolve();
        signal.throwIfAborted();
      },
      random: () => 0,
      ...options,
    });
    onTestFinished(() => made.close());
    return made;
  };
  const { keys: own = keychain() } = options;
  const bench: Bench = {
    folder, file: join(folder, 'account.json'), machine, cloud, opened, waits, reported, service: make(own, folder),
    get clock() {
      return clock;
    },
    restart(keys = own, at = folder) {
      bench.service.close();
      return (bench.service = make(keys, at));
    },
  };
  return bench;
}

/** Until a sign-in has come to its end, whatever that is. */
async function settled({ service }: Bench): Promise<ReturnType<LicenceService['view']>> {
  for (let turn = 0; turn < 500 && ['asking', 'waiting'].includes(service.view().signIn.step); turn++) await new Promise((resolve) => setImmediate(resolve));
  return service.view();
}
async function signIn(made: Bench, polls: Poll[] = ['token']): Promise<ReturnType<LicenceService['view']>> {
  made.cloud.polls = polls;
  await made.service.signIn({ service: null, deviceName: 'Ada’s desk' });
  return settled(made);
}
async function signedIn(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = bench(options);
  expect((await signIn(made)).account).not.toBeNull();
  return made;
}
const statusOf = ({ service }: Bench) => service.standing().status;
const unreachable = () => new CloudFault('unreachable', 'away');
interface Kept {
  installationId: string;
  account: { licence: string; bundle: string } & Record<string, unknown>;
}
const edit = (made: Bench, change: (kept: Kept) => void): void => {
  const kept = JSON.parse(readFileSync(made.file, 'utf8')) as Kept;
  change(kept);
  writeFileSync(made.file, JSON.stringify(kept));
};

describe('signing in', () => {
  it('opens the page, asks politely, and knows everything at the end', async () => {
    const made = bench();
    const view = await signIn(made, ['authorization_pending', 'slow_down', 'authorization_pending', unreachable(), 'token']);
    expect(made.opened).toEqual(['https://account.example/device#code=BCDF-GHJK']);
    expect(made.waits).toEqual([5000, 5000, 10_000, 10_000, 20_000]);
    expect(view).toMatchObject({
      signIn: { step: 'idle' }, standing: { status: 'valid', ticketsAllowed: true },
      account: { email: 'ada@north.example', organisation: 'North Desk', device: 'Ada’s desk', plan: 'team', problem: null },
    });
  });
  it.each<[string, Poll[], string]>([
    ['refused', ['access_denied'], 'refused in the browser'],
    ['too late', ['expired_token'], 'has expired'],
    ['used twice', ['invalid_grant'], 'used already'],
    ['never decided', [], 'has expired'],
    ['refused by the service', [new CloudFault('refused', 'The organisation is suspended.', { problem: 'licence.tenant-suspended' })], 'suspended'],
  ])('that is %s says so and leaves nothing', async (_what, polls, message) => {
    const made = bench();
    const view = await signIn(made, polls);
    expect(view).toMatchObject({ account: null, signIn: { step: 'failed', message: expect.stringContaining(message) } });
    expect(made.service.standing().ticketsAllowed).toBe(false);
  });
  it('goes on while somebody sets the clock right', async () => {
    const made = bench();
    const collect = made.cloud.collect.bind(made.cloud);
    made.cloud.collect = () => {
      made.machine.wallNow += HOUR;
      made.clock.takeJump();
      return collect();
    };
    expect((await signIn(made, ['authorization_pending', 'authorization_pending', 'token'])).account).not.toBeNull();
  });
  it('does not open a page of somebody else', async () => {
    const made = bench();
    made.cloud.page = 'https://account.example.evil/device';
    expect(await signIn(made)).toMatchObject({ signIn: { step: 'failed', message: expect.stringContaining('not its own') } });
    expect(made.opened).toEqual([]);
  });
  it('can be given up, and then nothing comes of it', async () => {
    const made = bench({ wait: (_ms, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))) });
    await made.service.signIn({ service: null, deviceName: 'desk' });
    expect(made.service.view().signIn).toMatchObject({ step: 'waiting', code: 'BCDF-GHJK' });
    await made.service.handlers()['licence.cancelSignIn'](undefined);
    expect(await settled(made)).toMatchObject({ account: null, signIn: { step: 'idle' } });
  });
  it('asks for an address where none is known, and takes no unsafe one', async () => {
    const made = bench({ configured: null });
    for (const service of [null, 'http://account.example', 'account.example', 'file:///x']) {
      await expect(made.service.signIn({ service, deviceName: 'desk' })).rejects.toMatchObject({ code: 'refused', field: 'service' });
    }
    made.cloud.polls = ['token'];
    await made.service.signIn({ service: 'https://account.example/', deviceName: 'desk' });
    expect((await settled(made)).service).toEqual({ address: 'https://account.example', editable: false });
  });
  it('believes only pinned keys where the build names some', async () => {
    const stranger = bench({ pinned: [signer().key.kid] });
    expect(await signIn(stranger)).toMatchObject({ account: null, signIn: { step: 'failed', message: expect.stringContaining('does not prove itself') } });
  });
});

describe('what is kept', () => {
  it('outlasts a restart, the token only in the keychain', async () => {
    const made = await signedIn();
    expect(readFileSync(made.file, 'utf8')).not.toContain('hfd_token');
    made.restart();
    expect(statusOf(made)).toBe('valid');
    await made.service.check();
    expect(made.cloud.asked.at(-1)).toBe('check hfd_token 1/1');
  });
  it.each([['with', keychain()], ['without', noKeychain]])('outlasts a restart while the clock is behind the service’s and the counter counts fractions, %s a keychain', async (_, keys) => {
    const made = await signedIn({ keys });
    made.machine.wallNow -= 90_000;
    made.restart();
    for (let looks = 0; looks < 5; looks += 1) {
      made.machine.pass(15_000.3);
      made.service.look();
    }
    made.restart();
    expect(statusOf(made)).toBe('valid');
    expect(made.service.view().account?.email).toBe('ada@north.example');
  });
  it('without a keychain is the licence and not the token', async () => {
    const made = await signedIn({ keys: noKeychain });
    expect(made.service.view().secrets).toContain('sign in again after a restart');
    made.restart();
    expect(statusOf(made)).toBe('valid');
    await made.service.check();
    expect(made.service.view().account?.problem).toContain('sign in again');
    expect(readFileSync(made.file, 'utf8')).not.toContain('hfd_token');
  });
  it('is gone after signing out, and the service is told', async () => {
    const made = await signedIn();
    made.service.signOut();
    expect(made.cloud.asked.at(-1)).toBe('sign out hfd_token');
    made.restart();
    expect(made.service.view()).toMatchObject({ account: null, standing: { status: 'none' } });
    expect(made.service.brand()).toBeNull();
  });
  it('damaged, is an installation without an account', async () => {
    const made = await signedIn();
    writeFileSync(made.file, '{"format":1,');
    made.restart();
    expect(statusOf(made)).toBe('none');
  });
});

describe('a disk that takes nothing', () => {
  const fill = ({ file }: Bench) => mkdirSync(`${file}.new`);
  const clear = ({ file }: Bench) => rmdirSync(`${file}.new`);

  it('leaves the licence of before, over a restart too, until the next can be written', async () => {
    const made = await signedIn();
    made.machine.pass(HOUR);
    made.cloud.now += HOUR;
    fill(made);
    await made.service.check();
    expect(made.service.view()).toMatchObject({ standing: { status: 'valid' }, account: { problem: expect.stringContaining('log file') } });
    made.restart();
    expect(statusOf(made)).toBe('valid');
    clear(made);
    await made.service.check();
    expect(made.service.view()).toMatchObject({ standing: { status: 'valid' }, account: { problem: null } });
  });
  it('leaves a licence good whose renewal was cut short between the file and the keychain', async () => {
    const keys = keychain();
    const made = await signedIn({ keys });
    made.machine.pass(HOUR);
    made.cloud.now += HOUR;
    const full: Keychain = {
      open: () => ({
        ...keys.open(),
        write: () => {
          throw new Error('ENOSPC');
        },
      }),
    };
    made.restart(full);
    await made.service.check();
    made.restart();
    expect(statusOf(made)).toBe('valid');
  });
  it('leaves everybody signed in who could not be signed out', async () => {
    const made = await signedIn();
    fill(made);
    expect(() => made.service.signOut()).toThrow('EISDIR');
    expect(made.service.view()).toMatchObject({ standing: { status: 'valid' }, account: { email: 'ada@north.example' } });
    made.restart();
    expect(statusOf(made)).toBe('valid');
    clear(made);
    made.service.signOut();
    expect(statusOf(made)).toBe('none');
  });
  it('does not hold back what the service says, nor ask it without end', async () => {
    const made = await signedIn({ keys: noKeychain });
    made.cloud.refuse('licence.seat-removed');
    fill(made);
    await made.service.check();
    expect(statusOf(made)).toBe('ended');
    const asked = made.cloud.asked.length;
    made.machine.pass(MINUTE);
    made.service.look();
    expect(made.cloud.asked).toHaveLength(asked);
    clear(made);
  });
});

describe('somebody who changes the files', () => {
  it('cannot give a licence more time', async () => {
    const made = await signedIn();
    edit(made, ({ account }) => {
      const [head, body, signature] = account.licence.split('.');
      const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as { exp: number };
      account.licence = [head, Buffer.from(JSON.stringify({ ...claims, exp: claims.exp * 2 })).toString('base64url'), signature].join('.');
    });
    made.restart();
    expect(made.service.standing()).toMatchObject({ status: 'tampered', ticketsAllowed: false });
  });
  it('cannot sign one himself', async () => {
    const made = await signedIn();
    const own = signer();
    edit(made, (kept) => {
      Object.assign(kept, { trust: { keys: [own.key], keysRevision: 99, newestIssued: 0, bundleRevision: 0, latestSeen: 0, refused: null } });
      kept.account.licence = signed(own, 'holdfast-licence+jwt', { iss: 'holdfast-cloud', aud: 'holdfast-desktop' });
    });
    made.restart();
    expect(statusOf(made)).toBe('tampered');
  });
  it('cannot take the account to another machine', async () => {
    const made = await signedIn();
    const other = mkdtempSync(join(tmpdir(), 'holdfast-other-'));
    onTestFinished(() => rmSync(other, { recursive: true, force: true }));
    cpSync(made.folder, other, { recursive: true });
    made.restart(keychain(), other);
    expect(made.service.standing()).toMatchObject({ status: 'other-device', ticketsAllowed: false });
  });
  it('cannot swap the installation', async () => {
    const made = await signedIn();
    edit(made, (kept) => (kept.installationId = '66666666-6666-4666-8666-666666666666'));
    made.restart();
    expect(statusOf(made)).toBe('other-device');
  });
  it('cannot bring an older licence back, nor the time before a refusal', async () => {
    const made = await signedIn();
    const older = readFileSync(made.file, 'utf8');
    made.machine.pass(HOUR);
    made.cloud.now += HOUR;
    await made.service.check();
    writeFileSync(made.file, older);
    made.restart();
    expect(made.service.standing()).toMatchObject({ status: 'tampered', text: expect.stringContaining('older than one') });
    made.cloud.refuse('licence.seat-removed');
    await made.service.check();
    writeFileSync(made.file, older);
    made.restart();
    expect(statusOf(made)).toBe('ended');
  });
  it('cannot put another bundle in place', async () => {
    const made = await signedIn();
    edit(made, ({ account }) => (account.bundle = signed(signer(), 'holdfast-bundle+jwt', { tid: TENANT, rev: 9 })));
    made.restart();
    expect(made.service.brand()).toBeNull();
    expect(statusOf(made)).toBe('valid');
    await made.service.check();
    // The real one is asked for again.
    expect(made.service.brand()).toMatchObject({ name: 'North Desk' });
  });
});

describe('an answer that is not the service’s', () => {
  it.each<[string, (made: Bench) => void]>([
    ['a licence by a stranger', ({ cloud }) => (cloud.tamper = (answer) => ({ ...answer, licence: signed(signer(), 'holdfast-licence+jwt', {}) }))],
    ['a licence and keys by a stranger', ({ cloud }) => Object.assign(cloud, { signer: signer(), keysRevision: 9 })],
    ['another tenant’s licence', ({ cloud }) => (cloud.licence = { tid: '77777777-7777-4777-8777-777777777777' })],
    ['another device’s licence', ({ cloud }) => (cloud.licence = { ins: '66666666-6666-4666-8666-666666666666' })],
    ['a licence of yesterday', ({ cloud }) => (cloud.now -= DAY)],
  ])('changes nothing: %s', async (_what, attack) => {
    const made = await signedIn();
    const before = readFileSync(made.file, 'utf8');
    attack(made);
    await made.service.check();
    expect(made.service.view()).toMatchObject({ standing: { status: 'valid' }, account: { problem: expect.stringContaining('cannot trust'), signInHelps: true } });
    expect(readFileSync(made.file, 'utf8')).toBe(before);
  });
  it('with a forged or older bundle brings the licence alone', async () => {
    const made = await signedIn();
    made.cloud.bundleRevision = 5;
    made.cloud.tamper = (answer) => ({ ...answer, bundle: signed(signer(), 'holdfast-bundle+jwt', { tid: TENANT }) });
    await made.service.check();
    expect(made.service.brand()).toMatchObject({ name: 'North Desk' });
    expect(made.reported).toHaveLength(1);
    expect(made.service.view().account?.problem).toBeNull();
  });
  it('never ends a licence, unless the service says so in its own words', async () => {
    const made = await signedIn();
    for (const fault of [new CloudFault('not-understood', 'x'), new CloudFault('refused', 'x', { problem: 'request.origin' }), unreachable(), new TypeError('boom')]) {
      made.cloud.fault = fault as CloudFault;
      await made.service.check();
      expect(made.service.standing()).toMatchObject({ status: 'valid', ticketsAllowed: true });
    }
  });
  it('but a rotation that the old key vouches for is followed', async () => {
    const made = await signedIn();
    const old = made.cloud.signer;
    made.cloud.signer = signer();
    made.cloud.tamper = (answer) => ({ ...answer, keys: [keyStatement(made.cloud.signer, 2, [made.cloud.signer.key, old.key]), keyStatement(old, 2, [made.cloud.signer.key, old.key])] });
    await made.service.check();
    expect(made.service.view()).toMatchObject({ standing: { status: 'valid' }, account: { problem: null } });
    made.restart();
    expect(statusOf(made)).toBe('valid');
  });
});

describe('the service says no', () => {
  it.each(['licence.seat-removed', 'licence.tenant-suspended', 'licence.trial-ended', 'device.refused'] as const)('%s: it is said, over a restart too, until it says yes again', async (problem) => {
    const made = await signedIn();
    made.cloud.refuse(problem);
    await made.service.check();
    expect(made.service.standing()).toMatchObject({ status: 'ended', ticketsAllowed: false });
    made.restart();
    expect(statusOf(made)).toBe('ended');
    made.cloud.fault = null;
    await made.service.check();
    expect(statusOf(made)).toBe('valid');
  });
  it('takes brand and rules along only when the trader is not the partner’s any more', async () => {
    const made = await signedIn();
    made.cloud.refuse('licence.tenant-suspended');
    await made.service.check();
    expect(made.service.brand()).not.toBeNull();
    expect(made.service.partnerRules()).not.toBeNull();
    made.cloud.refuse('licence.seat-removed');
    await made.service.check();
    expect(made.service.brand()).toBeNull();
    expect(made.service.partnerRules()).toBeNull();
  });
});

describe('as time goes by', () => {
  it('the app works 14 days without the service, and says how long', async () => {
    const made = await signedIn();
    made.cloud.vanish();
    made.machine.pass(DAY);
    await made.service.check();
    expect(made.service.standing()).toMatchObject({ status: 'offline', ticketsAllowed: true, text: expect.stringContaining('12 days left') });
    made.restart();
    made.machine.pass(13 * DAY);
    made.service.look();
    expect(made.service.standing()).toMatchObject({ status: 'ended', ticketsAllowed: false });
    expect(made.service.brand()).not.toBeNull();
  });
  it('a clock that is set back brings nothing back, until the service knows the time', async () => {
    const made = await signedIn();
    made.cloud.vanish();
    made.machine.pass(15 * DAY);
    made.service.look();
    made.service.close();
    made.machine.wallNow = START + HOUR;
    made.restart();
    expect(made.service.standing()).toMatchObject({ status: 'ended', text: expect.stringContaining('Setting the clock back') });
    made.cloud.fault = null;
    made.cloud.now = START + 2 * HOUR;
    await made.service.check();
    expect(made.service.standing().ticketsAllowed).toBe(true);
  });
  it('a clock that is set back while the app runs does not stop the 14 days, and the service is asked all the same', async () => {
    const made = await signedIn();
    const checks = () => made.cloud.asked.filter((asked) => asked.startsWith('check')).length;
    made.machine.wallNow -= 365 * DAY;
    made.clock.takeJump();
    made.service.look();
    expect(made.service.standing()).toMatchObject({ status: 'clock-back', ticketsAllowed: true });
    const before = checks();
    made.machine.pass(12 * HOUR);
    made.service.look();
    await new Promise((resolve) => setImmediate(resolve));
    expect(checks() - before).toBe(1);
    made.cloud.vanish();
    made.machine.pass(14 * DAY);
    made.service.look();
    expect(made.service.standing()).toMatchObject({ status: 'ended', ticketsAllowed: false, text: expect.stringContaining('Setting the clock back') });
  });
  it('the service is asked when a refresh is due, and ever more rarely while nobody answers', async () => {
    const made = await signedIn();
    const checks = () => made.cloud.asked.filter((asked) => asked.startsWith('check')).length;
    const lookAfter = async (ms: number): Promise<number> => {
      const before = checks();
      made.machine.pass(ms);
      made.service.look();
      await new Promise((resolve) => setImmediate(resolve));
      return checks() - before;
    };
    expect(await lookAfter(11 * HOUR)).toBe(0);
    made.cloud.vanish();
    expect(await lookAfter(HOUR)).toBe(1);
    expect(await lookAfter(29_000)).toBe(0);
    expect(await lookAfter(1_000)).toBe(1);
    expect(await lookAfter(30_000)).toBe(0);
    expect(await lookAfter(30_000)).toBe(1);
    made.cloud.vanish(1800);
    expect(await lookAfter(2 * MINUTE)).toBe(1);
    expect(await lookAfter(29 * MINUTE)).toBe(0);
    expect(await lookAfter(MINUTE)).toBe(1);
    made.cloud.refuse('device.refused');
    expect(await lookAfter(HOUR)).toBe(1);
    expect(await lookAfter(10 * DAY)).toBe(0);
  });
  it('nothing is told while nothing changes', async () => {
    let told = 0;
    const made = bench({ changed: () => void told++ });
    for (let minute = 0; minute < 60; minute++) {
      made.machine.pass(MINUTE);
      made.service.look();
    }
    expect(told).toBe(0);
  });
  it('an answer to a sign-in of before does not end the one of now', async () => {
    const made = await signedIn();
    let refuse = (_: CloudFault): void => undefined;
    const check = made.cloud.check.bind(made.cloud);
    made.cloud.check = () => new Promise((_, reject) => (refuse = reject));
    const late = made.service.check();
    made.service.signOut();
    Object.assign(made.cloud, { check, token: 'hfd_next' });
    await signIn(made);
    refuse(new CloudFault('refused', 'No.', { problem: 'device.refused' }));
    await late;
    expect(statusOf(made)).toBe('valid');
  });
  it('two checks at once are one', async () => {
    const made = await signedIn();
    const before = made.cloud.asked.length;
    await Promise.all([made.service.check(), made.service.check()]);
    expect(made.cloud.asked.length - before).toBe(1);
  });
});

describe('what the partner sends', () => {
  const announcement = { id: '99999999-9999-4999-8999-999999999999', title: 'Short week', body: 'Early close.', startsAt: '2026-06-01T00:00:00.000Z', endsAt: null };
  const document = { kind: 'terms', version: 2, title: 'Terms', url: 'https://north.example/terms', contentHash: 'x', effectiveAt: '2026-06-01T00:00:00.000Z' };

  it('is dismissed and accepted once, over a restart too', async () => {
    const made = bench();
    const future = { ...announcement, id: '88888888-8888-4888-8888-888888888888', startsAt: '2026-07-01T00:00:00.000Z' };
    made.cloud.bundle = { announcements: [announcement, future], legal: [document] };
    await signIn(made);
    expect(made.service.brand()).toMatchObject({ announcements: [{ title: 'Short week' }], legal: [{ kind: 'terms', acceptedAt: null }] });
    await made.service.handlers()['licence.dismiss']({ id: announcement.id });
    await made.service.handlers()['licence.accept']({ kind: 'terms', version: 2 });
    expect(() => made.service.handlers()['licence.accept']({ kind: 'terms', version: 3 })).toThrow('no such version');
    made.restart();
    expect(made.service.brand()).toMatchObject({ announcements: [], legal: [{ kind: 'terms', acceptedAt: START + 5000 }] });
  });
  it('is told to the window after a restart, and nothing is where nothing was sent', async () => {
    const made = bench();
    expect(made.service.standing().brandRevision).toBe(0);
    await signIn(made);
    made.restart();
    expect(made.service.standing().brandRevision).toBeGreaterThan(0);
  });
  it('is answered in the background: at once with a connection, else after the next check that succeeds, and only once', async () => {
    const made = bench();
    made.cloud.bundle = { legal: [document, { ...document, kind: 'risk', version: 1 }, { ...document, kind: 'privacy', version: 1 }] };
    await signIn(made);
    const accept = made.service.handlers()['licence.accept'];
    const sent = () => made.cloud.asked.filter((asked) => asked.startsWith('accept '));
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await accept({ kind: 'terms', version: 2 });
    await settle();
    expect(sent()).toEqual(['accept hfd_token terms 2 2026-06-01T12:00:05.000Z']);

    made.cloud.vanish();
    await accept({ kind: 'risk', version: 1 });
    await accept({ kind: 'privacy', version: 1 });
    await made.service.check();
    await settle();
    expect(made.service.brand()?.legal.every(({ acceptedAt }) => acceptedAt !== null)).toBe(true);
    expect(made.reported).toEqual([]);
    made.restart();
    made.machine.pass(HOUR);
    made.cloud.fault = null;
    made.cloud.unknown = ['risk'];
    made.cloud.asked.length = 0;
    await made.service.check();
    await settle();
    // What the service refuses does not hold up what it takes.
    expect(sent()).toEqual(['accept hfd_token risk 1 2026-06-01T12:00:05.000Z', 'accept hfd_token privacy 1 2026-06-01T12:00:05.000Z']);
    made.cloud.unknown = [];
    for (let time = 0; time < 2; time += 1) {
      await made.service.check();
      await settle();
    }
    expect(sent().slice(2)).toEqual(['accept hfd_token risk 1 2026-06-01T12:00:05.000Z']);
  });
  it('is nobody’s answer but the one’s who gave it', async () => {
    const made = bench();
    made.cloud.bundle = { legal: [document] };
    await signIn(made);
    made.cloud.vanish();
    await made.service.handlers()['licence.accept']({ kind: 'terms', version: 2 });
    made.cloud.fault = null;
    made.cloud.email = 'bob@north.example';
    made.cloud.asked.length = 0;
    await signIn(made);
    await made.service.check();
    expect(made.cloud.asked.filter((asked) => asked.startsWith('accept '))).toEqual([]);
    expect(made.service.brand()).toMatchObject({ legal: [{ acceptedAt: null }] });
  });
  it('announces from when to when it says', async () => {
    const made = bench();
    made.cloud.bundle = { announcements: [{ ...announcement, startsAt: '2026-06-01T13:00:00.000Z', endsAt: '2026-06-01T14:00:00.000Z' }] };
    await signIn(made);
    const seen = () => made.service.brand()?.announcements.length;
    const { brandRevision } = made.service.standing();
    expect(seen()).toBe(0);
    made.machine.pass(HOUR);
    made.service.look();
    expect(seen()).toBe(1);
    expect(made.service.standing().brandRevision).toBe(brandRevision + 1);
    made.machine.pass(HOUR);
    made.service.look();
    expect(seen()).toBe(0);
    expect(made.service.standing().brandRevision).toBe(brandRevision + 2);
  });
  it('is no longer known when it cannot be read, which takes no rules away; a sign-out does', async () => {
    const made = await signedIn();
    expect(made.service.knowsPartner).toBe(true);
    edit(made, ({ account }) => (account.bundle = 'x.y.z'));
    made.restart();
    expect(made.service.knowsPartner).toBe(false);
    await made.service.check();
    expect(made.service.knowsPartner).toBe(true);
    made.restart(keychain());
    expect(made.service.knowsPartner).toBe(false);
    made.service.signOut();
    expect(made.service.knowsPartner).toBe(true);
    expect(made.service.partnerRules()).toBeNull();
  });
  it('is linked to by its own origins and no other', async () => {
    const made = await signedIn();
    expect(made.service.linkOrigins()).toEqual(['https://north.example']);
    made.service.signOut();
    expect(made.service.linkOrigins()).toEqual([]);
  });
  it('holds as far as the plan goes', async () => {
    const made = bench();
    made.cloud.licence = { plan: 'solo', ent: ['tickets', 'journal'] };
    await signIn(made);
    expect(made.service.brand()).toMatchObject({ name: 'North Desk', theme: null, logo: null });
    expect(made.service.partnerRules()).toBeNull();
  });
});
