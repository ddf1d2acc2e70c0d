/** Mail leaves the queue through a real SMTP server, once, to one recipient, and waits when the server is away. */
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/connect.ts';
import { createTestClock, startTestCluster } from '../testing/harness.ts';
import type { TestCluster } from '../testing/harness.ts';
import { createDelivery, retryDelay } from './delivery.ts';
import { createMail } from './mail.ts';

let cluster: TestCluster;
let database: Database;
let server: SMTPServer;
let smtpUrl: string;
let refuse = false;
let received: { from: string; to: string[]; text: string }[] = [];
const clock = createTestClock();

beforeAll(async () => {
  cluster = await startTestCluster();
  ({ database } = await cluster.createDatabase());
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuse ? Object.assign(new Error('busy'), { responseCode: 450 }) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((one) => one.address), text: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  smtpUrl = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
beforeEach(async () => {
  received = [];
  refuse = false;
  await database.platform.deleteFrom('platform.mail').execute();
});
afterAll(async () => {
  await new Promise<void>((done) => server.close(() => done()));
  await cluster.stop();
});

const deliver = () => createDelivery({ platform: database.platform, mail, smtpUrl, from: 'no-reply@holdfast.example', clock: clock.now });
let mail: ReturnType<typeof createMail>;
beforeAll(() => {
  mail = createMail(cluster.secrets, clock.now);
});
const rows = () => database.platform.selectFrom('platform.mail').selectAll().execute();

describe('delivery', () => {
  test('each message once, also by several services at once; its text is erased', async () => {
    for (let n = 0; n < 6; n += 1) await mail.queue(database.platform, { to: `n${n}@inbox.example`, subject: `Subject ${n}`, text: `link-${n}` });
    expect((await rows()).some((row) => (row.sealed_body ?? '').includes('link-'))).toBe(false);
    const services = [deliver(), deliver(), deliver()];
    const sent = await Promise.all(services.map((one) => one.run()));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(6);
    expect(received.map((one) => one.to.join()).toSorted((a, b) => a.localeCompare(b))).toEqual([0, 1, 2, 3, 4, 5].map((n) => `n${n}@inbox.example`));
    expect((await rows()).every((row) => row.sealed_body === null && row.sent_at !== null)).toBe(true);
    for (const one of services) one.close();
  });

  test('a subject or an address with line breaks adds no recipient and no header', async () => {
    await mail.queue(database.platform, { to: 'a@inbox.example', subject: 'Hi\r\nBcc: everybody@victim.example', text: 'x' });
    await mail.queue(database.platform, { to: 'b@inbox.example\r\nRCPT TO:<everybody@victim.example>', subject: 'Hi', text: 'x' });
    const delivery = deliver();
    await delivery.run();
    delivery.close();
    for (const one of received) {
      expect(one.to).toHaveLength(1);
      expect(one.to.join()).not.toContain('victim');
      expect(one.text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    }
  });

  test('a refusal waits longer each time and ends as failed', async () => {
    refuse = true;
    await mail.queue(database.platform, { to: 'later@inbox.example', subject: 'Later', text: 'x' });
    const delivery = deliver();
    expect(await delivery.run()).toBe(0);
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: null, failed_at: null }]);
    expect(await delivery.run()).toBe(0);
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      clock.advance(retryDelay(attempt - 1) + 1000);
      await delivery.run();
    }
    expect(await rows()).toMatchObject([{ attempts: 10, sent_at: null, sealed_body: null }]);
    expect((await rows())[0]?.failed_at).not.toBeNull();
    delivery.close();
  });

  test('waiting grows from half a minute to six hours', () => {
    expect([1, 2, 3, 30].map(retryDelay)).toEqual([30_000, 60_000, 120_000, 21_600_000]);
  });
});
