/** Looking around first: a demo that is a world of its own, entered from the first run and left without a trace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { journalContents } from './support/journal-file.ts';
import { goodTicket, prepare, setUp } from './support/set-up.ts';

const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(TEN) } };

test('from the first run into the demo and back, and the journal is as empty as before', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to } = hands(page);
  await expect(page.getByRole('heading', { name: 'Welcome to Holdfast' })).toBeVisible();
  const before = journalContents(desk.data);

  await to(page.getByRole('button', { name: 'Look around first' }));
  await press('Enter');
  await expect(page.getByRole('note').filter({ hasText: 'A made-up month, apart from your own data.' })).toBeVisible();
  expect(existsSync(join(desk.data, 'demo', 'journal.db'))).toBe(true);

  // A month of sessions is there to be looked at: trades with results, limits met and answered.
  await press('Alt+3');
  const trades = page.getByRole('list', { name: 'Trades' }).getByRole('button');
  await expect(trades.first()).toBeVisible();
  const state = await ask(page, 'app.state', undefined);
  expect(state.profile).toBe('demo');
  const all = await ask(page, 'trade.list', { status: 'all', from: null, to: null, cursor: null, limit: 200 });
  expect(all.total).toBeGreaterThan(20);
  expect(new Set(all.trades.map(({ sessionDate }) => sessionDate)).size).toBeGreaterThan(10);
  await press('Alt+5');
  const log = page.getByRole('list', { name: 'Limits log' });
  await expect(log.getByRole('button').first()).toBeVisible();

  // What is done in the demo stays in it.
  await press('Alt+4');
  const backups = await ask(page, 'settings.save', { hidePnl: true });
  expect(backups).toBeNull();
  expect(journalContents(desk.data)).toEqual(before);

  await to(page.getByRole('button', { name: 'Leave demo' }), 'back');
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'Welcome to Holdfast' })).toBeVisible();
  expect(journalContents(desk.data)).toEqual(before);
  const left = await ask(page, 'app.state', undefined);
  expect(left).toMatchObject({ profile: 'none', accounts: [], settings: { hidePnl: false } });
});

test('a trader with a journal of their own finds it untouched after a visit to the demo', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type } = hands(page);
  await setUp(page);
  await prepare(page);
  const { tradeId } = await ask(page, 'ticket.seal', await goodTicket(page));
  expect(tradeId).not.toBeNull();
  const before = journalContents(desk.data);

  await ask(page, 'demo.enter', undefined);
  await expect(page.getByRole('note').filter({ hasText: 'Demo' })).toBeVisible();
  // The ticket of the real session is nowhere in the demo.
  await expect(page.getByRole('region', { name: 'Session' })).not.toContainText('Main');
  const demo = await ask(page, 'app.state', undefined);
  expect(demo.session?.open.map(({ id }) => id) ?? []).not.toContain(tradeId);
  await ask(page, 'map.save', { symbol: 'MES', trend: 'down', channel: 'selling', levels: [], atr: '7', news: [] });

  // By name, as any other command.
  await press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await type('leave demo');
  await expect(page.getByRole('option', { name: /Leave demo/ })).toHaveAttribute('data-highlighted', '');
  await press('Enter');
  await expect(page.getByRole('region', { name: 'Session' })).toContainText('Main');
  expect(journalContents(desk.data)).toEqual(before);
  const state = await ask(page, 'app.state', undefined);
  expect(state).toMatchObject({ profile: 'real', account: { name: 'Main' }, session: { prepared: true, maps: [{ trend: 'up' }] } });
  expect(state.session?.open.map(({ id }) => id)).toEqual([tradeId]);
});

test('nothing typed or read for one journal is shown for the other', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type, row, fill } = hands(page);
  await setUp(page);
  const session = page.getByRole('region', { name: 'Session' });

  // A preparation, a ticket and a rule, none of them finished.
  await press('Alt+1');
  await fill(page.getByRole('textbox', { name: 'Today’s single process goal' }), 'Only mine');
  await press('Alt+2', 'l');
  await type('6012.25');
  await press('Alt+4');
  await row(page.getByRole('list', { name: 'Rules' }), /^Ticket cap/);
  await press('Enter');
  await fill(page.getByRole('textbox', { name: 'Tickets a session' }), '2');
  await expect(page.getByText('1 change')).toBeVisible();

  await ask(page, 'demo.enter', undefined);
  await expect(session).not.toContainText('Main');
  await expect(page.getByText('1 change')).toBeHidden();
  await press('Alt+2');
  await expect(page.getByRole('textbox', { name: 'Entry', exact: true })).toHaveValue('');
  await press('Alt+1');
  await expect(page.getByText('Only mine')).toHaveCount(0);
  expect((await ask(page, 'app.state', undefined)).session?.drafts).toEqual({});

  await ask(page, 'demo.leave', undefined);
  await expect(session).toContainText('Main');
  await expect(page.getByRole('textbox', { name: 'Today’s single process goal' })).toHaveValue('Only mine');
  await press('Alt+2');
  await expect(page.getByRole('textbox', { name: 'Entry', exact: true })).toHaveValue('6012.25');
  await press('Alt+4');
  await expect(page.getByText('1 change')).toBeVisible();
});

test('the demo is not where the app starts again', async ({ launch }) => {
  const first = await launch(ON_TEST_CLOCK);
  await ask(first.page, 'demo.enter', undefined);
  await expect(first.page.getByRole('button', { name: 'Leave demo' })).toBeVisible();
  await first.kill();
  const second = await launch({ data: first.data, ...ON_TEST_CLOCK });
  await expect(second.page.getByRole('heading', { name: 'Welcome to Holdfast' })).toBeVisible();
});
