/** Time that is set, slept through, or put forward by law, in the running app: nothing ends early, and the window says what happened. */
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { loggedEvents } from './support/journal-file.ts';
import { remoteClock, type RemoteClock } from './support/remote-clock.ts';
import { goodTicket, NOON, prepare, setUp, trade } from './support/set-up.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOTE = 'The order is already working and I accept what it costs.';

/** A clock by which the founder's streak of three losses was just met, and a ticket that the brake blocked. */
interface Braked {
  readonly desk: Desk;
  readonly clock: RemoteClock;
  readonly ticketId: string;
}

async function braked(desk: Desk): Promise<Braked> {
  const clock = remoteClock(desk.app);
  await setUp(desk.page);
  await prepare(desk.page);
  for (let loss = 0; loss < 3; loss += 1) {
    await trade(desk.page, '5998');
    await clock.advance(MINUTE);
  }
  const { id } = await ask(desk.page, 'ticket.seal', await goodTicket(desk.page));
  return { desk, clock, ticketId: id };
}

/** Milliseconds that the brake and the cool-down still take. */
async function left({ page }: Desk): Promise<{ brake: number; coolDown: number }> {
  const { session } = await ask(page, 'app.state', undefined);
  return { brake: session?.brakes.find(({ kind }) => kind === 'loss-streak-cool-off')?.leftMs ?? 0, coolDown: session?.waiting[0]?.coolDownLeftMs ?? 0 };
}

/** The cool-down is served to its last second, not a second less, and then the ticket can be taken. */
async function servesTheRest({ desk, clock, ticketId }: Braked): Promise<void> {
  const override = desk.page.getByRole('button', { name: /^Override/ });
  await desk.page.getByRole('textbox', { name: 'Note' }).fill(NOTE);
  const { coolDown } = await left(desk);
  await clock.advance(coolDown - 1000);
  await expect(override).toHaveAttribute('aria-disabled', 'true');
  const early = await desk.page.evaluate(
    async (input) => (Reflect.get(window, 'holdfast') as { call: (name: string, given: unknown) => Promise<{ ok: boolean; error?: { code: string; message: string } }> }).call('ticket.override', input),
    { ticketId, note: NOTE },
  );
  expect(early).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringContaining('cool-down') as unknown } });
  await clock.advance(1000);
  await expect(override).not.toHaveAttribute('aria-disabled', 'true');
  await override.click();
  await expect(desk.page.getByRole('status', { name: 'Ticket taken' })).toBeVisible();
}

for (const [how, jump, said] of [
  ['back by two hours', -2 * HOUR, 'The computer’s clock was set back by 2 h 0 min.'],
  ['forward by two hours', 2 * HOUR, 'The computer’s clock was set forward by 2 h 0 min.'],
  ['forward by a day', 24 * HOUR, 'The computer’s clock was set forward by 1 d 0 min.'],
] as const) {
  test(`a clock set ${how} shortens no brake and no cool-down; the window says it and the log keeps it`, async ({ launch }) => {
    const session = await braked(await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } }));
    const { desk, clock } = session;
    await clock.advance(5000);
    const before = await left(desk);
    expect(before.brake).toBeGreaterThan(20 * MINUTE);
    expect(before.coolDown).toBeGreaterThan(10_000);

    await clock.setWall(NOON + 3 * MINUTE + 5000 + jump);
    await expect(desk.page.getByText(said)).toBeVisible();
    await desk.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(desk.page.getByText('The clock moved')).toHaveCount(0);
    expect(await left(desk)).toEqual(before);
    expect(loggedEvents(desk.data, 'clock-jumped')).toEqual([expect.objectContaining({ type: 'clock-jumped', deltaMs: jump })]);
    await servesTheRest(session);
    await clock.advance(before.brake - before.coolDown - 1000);
    expect((await left(desk)).brake).toBe(1000);
    await clock.advance(1000);
    expect((await left(desk)).brake).toBe(0);
  });
}

test('a clock set back while Holdfast is closed ends nothing early either', async ({ launch }) => {
  const first = await braked(await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } }));
  const before = await left(first.desk);
  const at = await first.clock.now();
  await first.desk.close();

  const desk = await launch({ data: first.desk.data, env: { HOLDFAST_TEST_CLOCK: String(at - 90 * MINUTE) } });
  await expect(desk.page.getByText(/The computer’s clock is 1 h 30 min behind the last entry of the journal: it was set back/)).toBeVisible();
  expect(await left(desk)).toEqual(before);
  expect(loggedEvents(desk.data, 'clock-jumped')).toEqual([expect.objectContaining({ deltaMs: -90 * MINUTE })]);
  await servesTheRest({ desk, clock: remoteClock(desk.app), ticketId: first.ticketId });
});

test('time spent closed counts as served, and a restart with a right clock says nothing', async ({ launch }) => {
  const first = await braked(await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } }));
  const before = await left(first.desk);
  const at = await first.clock.now();
  await first.desk.close();

  const desk = await launch({ data: first.desk.data, env: { HOLDFAST_TEST_CLOCK: String(at + 10_000) } });
  await expect(desk.page.getByRole('textbox', { name: 'Note' })).toBeVisible();
  expect(await left(desk)).toEqual({ brake: before.brake - 10_000, coolDown: before.coolDown - 10_000 });
  expect((await ask(desk.page, 'app.state', undefined)).clockWarning).toBeNull();
  expect(loggedEvents(desk.data, 'clock-jumped')).toEqual([]);
});

test('waking up on another day: the old session is over, the rules that waited are in force, and it is said', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  const clock = remoteClock(desk.app);
  const { page } = desk;
  await setUp(page);
  await prepare(page);
  await trade(page, '6015');
  const { current } = await ask(page, 'rules.get', undefined);
  const looser = current.rules.map((rule) => (rule.kind === 'ticket-cap' ? { ...rule, params: { maximum: 8 } } : rule));
  const { pending } = await ask(page, 'rules.save', { name: 'Looser', content: { rules: looser, override: current.override }, baseHash: current.hash });
  expect(pending?.name).toBe('Looser');
  await expect(page.getByRole('region', { name: 'Session' })).toContainText('12 Mar');

  await clock.sleep(22 * HOUR);
  await expect.poll(async () => (await ask(page, 'app.state', undefined)).session).toMatchObject({ id: null, date: '2025-03-13', prepared: false, ticketsTaken: 0, ticketsLeft: { cap: 8 } });
  const rules = await ask(page, 'rules.get', undefined);
  expect(rules.pending?.name ?? rules.current.name).toBe('Looser');
  await expect(page.getByRole('region', { name: 'Session' })).toContainText('13 Mar');
  await expect(page.getByRole('heading', { name: /^A new session: Thu,? 13 Mar/ })).toBeVisible();
  await expect(page.getByText('Rule changes that waited for this session are in force.')).toBeVisible();
  // Sleep is not a clock that was set.
  expect((await ask(page, 'app.state', undefined)).clockWarning).toBeNull();
  expect(loggedEvents(desk.data, 'clock-jumped')).toEqual([]);

  await prepare(page);
  expect((await ask(page, 'rules.get', undefined)).current.name).toBe('Looser');
  expect(await ask(page, 'ticket.seal', await goodTicket(page))).toMatchObject({ sessionDate: '2025-03-13', status: 'taken' });
});

test('a block left open overnight can only be walked away from, and says why', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  const { page } = desk;
  await setUp(page);
  await prepare(page);
  await ask(page, 'ticket.seal', { ...(await goodTicket(page)), stop: null });
  await page.keyboard.press('Alt+2');
  await expect(page.getByText(/^To override: wait/)).toBeVisible();
  await remoteClock(desk.app).sleep(22 * HOUR);
  await expect(page.getByText(/^This ticket belongs to the session of Wed,? 12 Mar/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Note' }).fill('The level is where I mapped it');
  await expect(page.getByRole('button', { name: 'Override' })).toBeDisabled();
});

test('sleep within a session goes on where it was, with the time slept served', async ({ launch }) => {
  const { desk, clock } = await braked(await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } }));
  const { brake } = await left(desk);
  await clock.sleep(10 * MINUTE);
  await expect.poll(async () => left(desk)).toEqual({ brake: brake - 10 * MINUTE, coolDown: 0 });
  expect((await ask(desk.page, 'app.state', undefined)).clockWarning).toBeNull();
});

/** The founder's window opens at 09:30 and closes at 15:00 in New York, whatever the clock there was put to. */
for (const { name, date, eve, offset } of [
  { name: 'the Friday before clocks go forward', date: '2025-03-07', eve: '2025-03-06', offset: '-05:00' },
  { name: 'the Monday after clocks went forward, when Europe’s have not yet', date: '2025-03-10', eve: '2025-03-09', offset: '-04:00' },
  { name: 'the Friday before clocks go back, when Europe’s have already', date: '2025-10-31', eve: '2025-10-30', offset: '-04:00' },
  { name: 'the Monday after clocks went back', date: '2025-11-03', eve: '2025-11-02', offset: '-05:00' },
]) {
  test(`${name}: trading is from 09:30 to 15:00 New York time`, async ({ launch }) => {
    const at = (day: string, time: string) => Date.parse(`${day}T${time}${offset}`);
    // The trader's own machine stands in a zone that changes its clocks on other days.
    const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(at(date, '08:55:00')), TZ: 'Europe/Berlin' } });
    const clock = remoteClock(desk.app);
    await setUp(desk.page);
    await prepare(desk.page);
    const { session } = await ask(desk.page, 'app.state', undefined);
    expect(session).toMatchObject({ date, zone: 'America/New_York', tradingFrom: at(date, '09:30:00'), startsAt: at(eve, '18:00:00'), endsAt: at(date, '17:00:00') });
    const shown = desk.page.getByRole('region', { name: 'Session' }).locator('time');
    await expect(shown).toHaveText('08:55');

    const windowLine = async (): Promise<string | undefined> => {
      const { verdict } = await ask(desk.page, 'ticket.preview', await goodTicket(desk.page));
      return verdict.lines.find(({ kind }) => kind === 'trading-window')?.status;
    };
    for (const [time, status] of [
      ['09:29:59', 'miss'],
      ['09:30:00', 'pass'],
      ['14:59:59', 'pass'],
      ['15:00:00', 'miss'],
    ] as const) {
      await clock.advance(at(date, time) - (await clock.now()));
      expect({ time, status: await windowLine() }).toEqual({ time, status });
      await expect(shown).toHaveText(time.slice(0, 5));
    }
  });
}

for (const [name, second, shows] of [
  ['forward', '2025-03-09T01:59:59-05:00', ['01:59', '03:00']],
  ['back', '2025-11-02T01:59:59-04:00', ['01:59', '01:00']],
] as const) {
  test(`the second in which New York’s clocks go ${name}: the window’s clock goes with them, and it is no clock that was set`, async ({ launch }) => {
    const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(Date.parse(second)) } });
    await setUp(desk.page);
    const shown = desk.page.getByRole('region', { name: 'Session' }).locator('time');
    // A Sunday, and the session is Monday's.
    await expect(desk.page.getByRole('region', { name: 'Session' })).toContainText(`Sun ${shows[0]}`);
    await expect(shown).toHaveText(shows[0]);
    const { session } = await ask(desk.page, 'app.state', undefined);
    await remoteClock(desk.app).advance(1000);
    await expect(shown).toHaveText(shows[1]);
    const after = await ask(desk.page, 'app.state', undefined);
    expect(after.session).toMatchObject({ date: session?.date, startsAt: session?.startsAt, endsAt: session?.endsAt });
    expect(after.clockWarning).toBeNull();
  });
}
