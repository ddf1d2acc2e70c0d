/** Every screen and state, in light, dark and high contrast, held against axe; and the focus is never lost on any of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type Desk } from './fixtures/app.ts';
import { bringAxe, expectAllReachable, focusGoesRound, holds, passes } from './support/axe.ts';
import { ask, rawCall } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { remoteClock } from './support/remote-clock.ts';
import { goodTicket, prepare, setUp } from './support/set-up.ts';

const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(TEN) } };
async function start(launch: (options: typeof ON_TEST_CLOCK) => Promise<Desk>): Promise<Desk> {
  const desk = await launch(ON_TEST_CLOCK);
  await bringAxe(desk.page);
  expect(await desk.page.evaluate(() => [innerWidth, innerHeight])).toEqual([420, 760]);
  return desk;
}

test.describe.configure({ timeout: 120_000 });

test('first run and the five steps', async ({ launch }) => {
  const { page, app } = await start(launch);
  const { press, type, to } = hands(page);
  const name = page.getByRole('textbox', { name: 'Name' });
  await holds(page, 'first run: account', name);
  expect(await focusGoesRound(page, 'first run')).toBeGreaterThan(5);
  await press('Control+Enter');
  await holds(page, 'first run: account, refused', page.getByText('Give the account a name'));
  await to(name);
  await type('Combine');
  await to(page.getByRole('textbox', { name: 'Starting equity' }));
  await type('10000');
  await press('Control+Enter');
  await type('MES');
  await to(page.getByRole('checkbox', { name: 'MES', exact: true }));
  await press('Space');
  await holds(page, 'first run: instruments', page.getByText('Chosen: MES'));
  await press('Control+Enter');
  await holds(page, 'first run: rules', page.getByRole('radiogroup', { name: 'Rule set' }));
  await press('Control+Enter');
  await holds(page, 'first run: words', page.getByRole('textbox', { name: 'Neutral statement' }));
  await press('Control+Enter');

  const step = (title: string) => page.getByRole('heading', { name: title, level: 2 });
  await holds(page, 'prepare: visualization', step('Visualization'));
  expect(await focusGoesRound(page, 'visualization')).toBeGreaterThan(5);
  await press('Alt+P');
  await holds(page, 'prepare: visualization, running', page.getByRole('button', { name: 'Pause' }));
  await remoteClock(app).advance(90_000);
  await page.getByRole('img', { name: 'Visualization complete' }).waitFor();
  await to(page.getByRole('textbox', { name: 'Today’s single process goal' }));
  await type('Wait for the close');
  await holds(page, 'prepare: visualization, done');
  await press('Control+Enter');
  await holds(page, 'prepare: market map', step('Market map'));
  await to(page.getByRole('textbox', { name: 'ATR' }));
  await type('five');
  await to(page.getByRole('textbox', { name: 'News to stay out of' }));
  await type('soon');
  await holds(page, 'prepare: market map, refused', page.getByText('Write points such as 5.25'));
  await ask(page, 'map.save', { symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4.5', news: [] });
  await ask(page, 'rehab.complete', { content: { step: 'market-mapping', symbols: ['MES'] }, seconds: 60 });
  await holds(page, 'prepare: breath', step('Breath'));
  await press('Alt+P');
  await holds(page, 'prepare: breath, running', page.getByText('Breathe in'));
  await ask(page, 'rehab.complete', { content: { step: 'breath', text: '', breaths: 8 }, seconds: 60 });
  await holds(page, 'prepare: neutraliser', step('Expectation neutraliser'));
  await ask(page, 'rehab.complete', { content: { step: 'expectation-neutraliser', expectation: 'I want a green day', neutral: 'Anything can happen', before: 3, after: 2 }, seconds: 60 });
  await holds(page, 'prepare: risk check', step('Risk check'));
  expect(await focusGoesRound(page, 'risk check')).toBeGreaterThan(5);
  await prepare(page);
  await holds(page, 'prepared', step('Prepared'));
});

test('the ticket in every state', async ({ launch }) => {
  const { page, app } = await start(launch);
  const { press, type, to, choose } = hands(page);
  await setUp(page);
  await prepare(page);
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await press('Alt+N');
  await holds(page, 'ticket: empty', verdict);
  expect(await focusGoesRound(page, 'ticket')).toBeGreaterThan(15);
  await press('Alt+N', 'l');
  await type('6000.1');
  await to(page.getByRole('textbox', { name: 'Stop', exact: true }));
  await type('what');
  await holds(page, 'ticket: half typed, unreadable', verdict.getByText('Soft block', { exact: true }));
  await expect(verdict).toContainText('Still to state: quantity. To correct: stop, entry');
  await to(page.getByRole('textbox', { name: 'Entry', exact: true }), 'back');
  await type('6000');
  await to(page.getByRole('textbox', { name: 'Stop', exact: true }));
  await press('ControlOrMeta+A');
  await type('6p');
  await to(page.getByRole('textbox', { name: 'Target 1' }));
  await type('2r');
  await press('Alt+T');
  await press('Alt+Z');
  await choose(page.getByRole('radiogroup', { name: 'What do you feel?' }), 'Calm');
  await choose(page.getByRole('radiogroup', { name: 'The candle has closed' }), 'Yes');
  await choose(page.getByRole('radiogroup', { name: /^Volume is at least/ }), 'Yes');
  await holds(page, 'ticket: clear', verdict.getByText('Clear', { exact: true }));
  await press('Control+Enter');
  await holds(page, 'ticket: taken', page.getByRole('status', { name: 'Ticket taken' }));
  await to(page.getByRole('button', { name: 'Not filled' }), 'back');
  await press('Enter');
  await holds(page, 'ticket: cancel', page.getByRole('alertdialog', { name: 'Cancel this ticket?' }));
  await press('Escape');

  const good = await goodTicket(page);
  const decision = page.getByRole('region', { name: 'Decision' });
  await to(page.getByRole('button', { name: 'Dismiss' }), 'back');
  await press('Enter');
  const blocked = await ask(page, 'ticket.seal', { ...good, side: 'short', stop: '6010', targets: ['5994'], emotion: 'fear', confirmations: { 'candle-closed': true, 'volume': false } });
  await holds(page, 'ticket: blocked', decision);
  expect(await focusGoesRound(page, 'decision')).toBeGreaterThan(10);
  await to(decision.getByText(/rules pass$/));
  await press('Enter');
  await to(page.getByRole('textbox', { name: 'Note' }));
  await type('The level held twice and I accept the risk.');
  await remoteClock(app).advance(blocked.coolDownLeftMs);
  await holds(page, 'ticket: blocked, served', decision.getByText('Both ways are open', { exact: false }));
  await press('Alt+W');
  await holds(page, 'ticket: walked away', page.getByRole('heading', { name: 'You held fast' }));
  expect(await focusGoesRound(page, 'walked away')).toBeGreaterThan(5);
  await press('n');
  await ask(page, 'ticket.seal', { ...good, side: 'short', stop: '6006', targets: ['5985'] });
  await to(decision.getByRole('button', { name: 'Decide later' }));
  await press('Enter');
  await holds(page, 'ticket: another one waits', page.getByRole('list', { name: 'Waiting tickets' }));

  const { current } = await ask(page, 'rules.get', undefined);
  await ask(page, 'rules.save', { name: current.name, content: { rules: [...current.rules, { id: 'size', kind: 'maximum-size', words: '', severity: 'advisory', enabled: true, shadow: false, priority: 500, params: (await ask(page, 'rules.get', undefined)).kinds.find(({ kind }) => kind === 'maximum-size')?.defaultParams ?? {} }], override: current.override }, baseHash: current.hash });
  await ask(page, 'ticket.seal', { ...good, emotion: 'calm' });
  await holds(page, 'ticket: caution', decision.getByText('Before you take it'));
  // Three straight losses: a brake in the session bar.
  await press('Control+Enter');
  for (let loss = 0; loss < 3; loss += 1) {
    const sealed = await ask(page, 'ticket.seal', good);
    if (sealed.status === 'cautioned') await ask(page, 'ticket.take', { ticketId: sealed.id });
    const { tradeId } = await ask(page, 'ticket.get', { ticketId: sealed.id });
    if (tradeId !== null) await ask(page, 'trade.exit', { tradeId, price: '5994', quantity: '3', fees: { amount: 0, currency: 'USD' } });
  }
  const brakes = page.getByRole('list', { name: 'Active brakes' });
  await holds(page, 'ticket: a brake is on', brakes);
  // As a strip the window shows the brake that binds most and the ticket that waits, and nothing has to be scrolled.
  await press('Alt+C');
  await expect(page.getByRole('list', { name: 'Waiting tickets' })).toContainText('Short 3 MES at 6000.00');
  await expect(brakes.getByRole('listitem')).toHaveCount(1);
  await expect(brakes).toContainText('+ 2 more');
  await holds(page, 'compact: brakes, and a ticket waits', brakes);
  expect(await page.evaluate(() => [...document.querySelectorAll('header, main, main *')].filter((element) => element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY === 'auto').length)).toBe(0);
});

test('trades, the log and their details', async ({ launch }) => {
  const { page } = await start(launch);
  const { press, type, to, row } = hands(page);
  await setUp(page);
  await prepare(page);
  await press('Alt+3');
  await holds(page, 'trades: none', page.getByText('No trades yet'));
  await press('Alt+5');
  await holds(page, 'log: nothing', page.getByText('No limit was met yet'));

  const good = await goodTicket(page);
  for (const exit of ['6012', null]) {
    const { tradeId } = await ask(page, 'ticket.seal', good);
    if (tradeId === null) throw new Error('the ticket was not clear');
    if (exit !== null) await ask(page, 'trade.exit', { tradeId, price: exit, quantity: '3', fees: { amount: 186, currency: 'USD' } });
  }
  const against = await ask(page, 'ticket.seal', { ...good, side: 'short', stop: '6006', targets: ['5985'] });
  await ask(page, 'ticket.walkAway', { ticketId: against.id, note: 'Chasing' });

  await press('Alt+3');
  const rows = page.getByRole('list', { name: 'Trades' }).getByRole('button');
  await holds(page, 'trades: list', rows.first());
  expect(await focusGoesRound(page, 'trades')).toBeGreaterThan(8);
  await press('f');
  await holds(page, 'trades: filters', page.getByRole('combobox', { name: 'Show' }));
  await press('f', '/');
  await type('zebra');
  await holds(page, 'trades: no match', page.getByText('No trade fits'));
  await press('Escape');
  await row(page.getByRole('list', { name: 'Trades' }), /Open 3 of 3/);
  await press('Enter');
  const form = page.getByRole('form', { name: 'Close trade' });
  await holds(page, 'trade: close', form);
  expect(await focusGoesRound(page, 'close a trade')).toBeGreaterThan(20);
  await to(form.getByRole('textbox', { name: 'Exit price' }));
  await type('6012');
  await to(form.getByRole('textbox', { name: 'MFE$' }));
  await type('1');
  await press('Control+Enter');
  await holds(page, 'trade: refused', form.getByText(/^MFE\$ cannot be below/));
  await to(page.getByRole('button', { name: 'Correct a value' }));
  await press('Enter');
  await holds(page, 'trade: correct', page.getByRole('dialog', { name: 'Correct a value' }));
  await press('Escape');
  await to(page.getByRole('button', { name: 'Verdict' }));
  await press('Enter');
  await holds(page, 'trade: verdict', page.getByRole('dialog').getByRole('heading', { name: 'Facts' }));
  await press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await press('Escape');
  await row(page.getByRole('list', { name: 'Trades' }), /closed, R/);
  await press('Enter');
  await holds(page, 'trade: closed', page.getByRole('region', { name: 'Result' }));
  await press('Alt+H');
  await holds(page, 'trade: closed, P&L covered', page.getByRole('button', { name: 'Show P&L' }));

  await press('Alt+5');
  const log = page.getByRole('list', { name: 'Limits log' }).getByRole('button');
  await holds(page, 'log: list', log.first());
  await press('f');
  await holds(page, 'log: filters', page.getByRole('combobox', { name: 'Rule' }));
  await to(log.first());
  await press('Enter');
  await holds(page, 'log: verdict', page.getByRole('heading', { name: 'Facts' }));
  expect(await focusGoesRound(page, 'verdict')).toBeGreaterThan(5);
});

test('rules and everything around them', async ({ launch }) => {
  const { page } = await start(launch);
  const { press, type, to } = hands(page);
  await setUp(page);
  await press('Alt+4');
  const list = page.getByRole('list', { name: 'Rules', exact: true });
  await holds(page, 'rules: list', list);
  expect(await focusGoesRound(page, 'rules')).toBeGreaterThan(8);
  const { current } = await ask(page, 'rules.get', undefined);
  for (const [index, rule] of current.rules.entries()) {
    await to(list.locator('button[tabindex="0"]'));
    await press('Home', ...Array.from({ length: index }, () => 'ArrowDown'), 'Enter');
    await expect(page.getByRole('article')).toBeVisible();
    // The forms are made of the same parts: two of the largest stand for all.
    if (rule.kind === 'atr-advisory' || rule.kind === 'confirmations') await holds(page, `rules: ${rule.kind}`);
    await expectAllReachable(page, `rules: ${rule.kind}`);
    await press('Escape');
  }
  await to(list.locator('button[tabindex="0"]'));
  await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
  const cap = page.getByRole('textbox', { name: 'Tickets a session' });
  await to(cap);
  await press('ControlOrMeta+A');
  await type('many');
  await holds(page, 'rules: a problem', page.getByRole('button', { name: 'Show problem' }));
  await press('ControlOrMeta+A');
  await type('8');
  await holds(page, 'rules: changed', page.getByRole('button', { name: 'Review and save' }));
  await press('Control+S');
  await holds(page, 'rules: review', page.getByRole('dialog', { name: 'Save rules' }));
  expect(await focusGoesRound(page, 'review')).toBeGreaterThan(3);
  await to(page.getByRole('button', { name: 'Save new version' }));
  await press('Enter');
  await press('Escape');
  await holds(page, 'rules: one waits', page.getByText('Version 2 waits for today’s session'));
  for (const [button, dialog] of [['Versions', 'Versions'], ['Import and export', 'Import and export'], ['New rule', 'New rule']] as const) {
    await to(page.getByRole('button', { name: button }));
    await press('Enter');
    await holds(page, `rules: ${dialog}`, page.getByRole('dialog', { name: dialog }));
    await press('Escape');
    await expect(page.getByRole('dialog', { name: dialog })).toBeHidden();
    await expect(page.getByRole('button', { name: button }), 'the focus comes back').toBeFocused();
  }
  await to(page.getByRole('button', { name: /^Overrides/ }));
  await press('Enter');
  await holds(page, 'rules: overrides', page.getByRole('article', { name: 'Overrides' }));
});

test('settings, palette, shortcuts, messages and the demo', async ({ launch }) => {
  const { page } = await start(launch);
  const { press, type, to } = hands(page);
  await setUp(page);
  await press('Alt+6');
  const tab = (name: string) => page.getByRole('tab', { name });
  await holds(page, 'settings: window', tab('Window'));
  expect(await focusGoesRound(page, 'settings')).toBeGreaterThan(10);
  await to(tab('Window'));
  for (const name of ['Trading', 'Preparing', 'Account', 'Data']) {
    await press('ArrowRight', 'Enter');
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    await holds(page, `settings: ${name}`);
  }
  await to(page.getByRole('button', { name: 'Back up now' }));
  await press('Enter');
  await holds(page, 'settings: a message', page.getByText('Backup written and checked'));
  await to(page.getByRole('button', { name: /^Restore the backup/ }).first());
  await press('Enter');
  await holds(page, 'settings: restore', page.getByRole('dialog', { name: 'Restore this?' }));
  await press('Escape');
  await to(tab('Data'), 'back');
  await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Enter');
  for (const [button, dialog] of [['New account', 'New account'], ['Edit Main', 'Edit Main'], ['New instrument', 'New instrument'], ['Edit MES', 'Edit MES']] as const) {
    await to(page.getByRole('button', { name: button }));
    await press('Enter');
    await holds(page, `settings: ${dialog}`, page.getByRole('dialog', { name: dialog }));
    await expect(page.getByRole('dialog', { name: dialog }).locator(':focus'), 'the focus is in the dialog').toHaveCount(1);
    // What was said before would lie over it.
    await expect(page.getByText('Backup written and checked')).toHaveCount(0);
    await press('Escape');
    await expect(page.getByRole('dialog', { name: dialog })).toBeHidden();
  }
  await press('Control+K');
  await holds(page, 'palette', page.getByRole('combobox', { name: 'Find a command' }));
  await type('zebra');
  await holds(page, 'palette: nothing', page.getByText('No command has that name'));
  await press('Escape');
  await press('F1');
  await holds(page, 'shortcuts', page.getByRole('dialog', { name: 'Keyboard shortcuts' }));
  await press('Escape');
  await ask(page, 'demo.enter', undefined);
  await holds(page, 'demo', page.getByRole('button', { name: 'Leave demo' }).first());
});

test('lists, definitions and names while they are open', async ({ launch }) => {
  const { page } = await start(launch);
  const { press, type, to, row } = hands(page);
  await to(page.getByRole('combobox', { name: 'Currency' }));
  await press('Enter');
  await holds(page, 'a list of options', page.getByRole('option', { name: 'EUR' }));
  await press('Escape');
  await expect(page.getByRole('option', { name: 'EUR' })).toBeHidden();
  await to(page.getByRole('combobox', { name: 'Your time zone' }));
  await press('ControlOrMeta+A');
  await type('Europe/Ber');
  await holds(page, 'a list that is searched', page.getByRole('option', { name: 'Europe/Berlin' }));
  // However long it stays open, what was typed stays.
  await expect(page.getByRole('combobox', { name: 'Your time zone' })).toHaveValue('Europe/Ber');
  await press('ControlOrMeta+A');
  await type('Atlantis');
  await holds(page, 'a list that is searched: nothing', page.getByText('Nothing matches'));
  await press('Escape');

  await setUp(page);
  await prepare(page);
  await press('Alt+N');
  for (const name of ['Instrument', 'Setup']) {
    await to(page.getByRole('combobox', { name }));
    await press('Enter');
    await holds(page, `ticket: ${name} open`, page.getByRole('option').first());
    await press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
  }
  // On focus, not only on hover.
  const open = page.locator(':popover-open');
  await to(page.getByRole('button', { name: 'R today' }));
  await holds(page, 'a definition', open.getByText('Sum of net P&L ÷ initial risk', { exact: false }));
  // Escape puts it away and nothing else: the focus stays.
  await press('Escape');
  await expect(open).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'R today' })).toBeFocused();
  await to(page.getByRole('button', { name: 'Hide P&L' }), 'back');
  await holds(page, 'the name of a sign', open.getByText('Hide P&L'));

  const good = await goodTicket(page);
  const { tradeId } = await ask(page, 'ticket.seal', good);
  if (tradeId === null) throw new Error('the ticket was not clear');
  await ask(page, 'trade.exit', { tradeId, price: '6012', quantity: '3', fees: { amount: 186, currency: 'USD' }, mfe: { amount: 22_500, currency: 'USD' } });
  await press('Alt+3');
  await expect(page.getByRole('list', { name: 'Trades' }).getByRole('button').first()).toBeVisible();
  await press('f');
  await to(page.getByRole('combobox', { name: 'Show' }));
  await press('Enter');
  await holds(page, 'trades: marks open', page.getByRole('option', { name: 'Won' }));
  await press('Escape');
  await row(page.getByRole('list', { name: 'Trades' }), /closed, R/);
  await press('Enter');
  // The four that product and documentation speak of most, each on focus.
  const result = page.getByRole('region', { name: 'Result' });
  for (const [term, words] of [['R', 'Net P&L ÷ Stop$'], ['MFE-R', 'MFE$ ÷ Stop$'], ['MFE-Error-R', '(MFE$ − gross P&L) ÷ Stop$'], ['Exit efficiency', 'Gross P&L ÷ MFE$']] as const) {
    const button = result.getByRole('button', { name: term, exact: true });
    await to(button);
    await expect(open.getByText(words, { exact: false })).toBeVisible();
    expect(await button.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)).toContain(words);
  }
  await passes(page, 'trade: a definition');
  await to(page.getByRole('button', { name: 'Correct a value' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Correct a value' });
  await expect(dialog.getByRole('combobox', { name: 'Value' }), 'what a dialog is about has the focus').toBeFocused();
  await press('Enter');
  await holds(page, 'a list in a dialog', page.getByRole('option', { name: 'Exit price' }));
  await press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await press('Escape');
  await expect(dialog).toBeHidden();
});

test('names and definitions by the mouse', async ({ launch }) => {
  const { page } = await start(launch);
  const { press } = hands(page);
  await setUp(page);
  await prepare(page);
  const tip = page.locator(':popover-open');
  const term = page.getByRole('button', { name: 'R today' });
  const words = tip.getByText('Sum of net P&L ÷ initial risk', { exact: false });

  await press('Alt+N');
  await term.hover();
  await expect(words).toBeVisible();
  // A reader who magnifies the window follows the words with the pointer: they stay.
  await words.hover();
  await page.waitForTimeout(400);
  await expect(words).toBeVisible();
  await words.click();
  await expect(words).toBeVisible();
  // The next one takes its place; a press on a name is its use, and the name goes.
  const sign = page.getByRole('button', { name: 'Hide P&L' });
  await sign.hover();
  await expect(tip).toHaveText(/^Hide P&L/);
  await sign.click();
  await expect(tip).toHaveCount(0);
  await press('Alt+H');
  // A press on a term is asking for it, with a finger too.
  await term.click();
  await expect(words).toBeVisible();
  await page.getByRole('region', { name: 'Verdict' }).hover();
  await expect(tip).toHaveCount(0);
  // It goes with what it belongs to.
  await page.getByRole('button', { name: 'Stop$' }).hover();
  await expect(tip).toHaveText(/^Initial risk/);
  await press('Alt+3');
  await expect(tip).toHaveCount(0);
  // Whoever goes on by keyboard is past the name of what the pointer happens to rest on.
  await page.getByRole('navigation').getByRole('button', { name: 'Rules' }).hover();
  await expect(tip).toHaveText(/^Rules/);
  await press('/');
  await expect(tip).toHaveCount(0);
});

test('at its narrowest the window holds the same', async ({ launch }) => {
  const { page, app } = await start(launch);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(360, 560));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(360);
  const { press, to, row } = hands(page);
  await holds(page, 'narrow: first run', page.getByRole('textbox', { name: 'Name' }));
  await setUp(page);
  await press('Alt+1');
  await holds(page, 'narrow: prepare', page.getByRole('heading', { name: 'Visualization' }));
  await prepare(page);
  const good = await goodTicket(page);
  const { tradeId } = await ask(page, 'ticket.seal', good);
  if (tradeId === null) throw new Error('the ticket was not clear');
  await ask(page, 'trade.exit', { tradeId, price: '6012', quantity: '3', fees: null });
  await press('Alt+N');
  await holds(page, 'narrow: ticket', page.getByRole('region', { name: 'Verdict' }));
  expect(await focusGoesRound(page, 'narrow: ticket')).toBeGreaterThan(15);
  await to(page.getByRole('combobox', { name: 'Setup' }));
  await press('Enter');
  await holds(page, 'narrow: a list', page.getByRole('option').first());
  await press('Escape');
  await ask(page, 'ticket.seal', { ...good, side: 'short', stop: '6010', targets: ['5994'], emotion: 'fear' });
  await holds(page, 'narrow: blocked', page.getByRole('region', { name: 'Decision' }));
  await press('Alt+3');
  await row(page.getByRole('list', { name: 'Trades' }), /closed, R/);
  await press('Enter');
  await holds(page, 'narrow: trade', page.getByRole('region', { name: 'Result' }));
  await press('Alt+4');
  await holds(page, 'narrow: rules', page.getByRole('list', { name: 'Rules', exact: true }));
  await press('Alt+5');
  await holds(page, 'narrow: log', page.getByRole('list', { name: 'Limits log' }));
  await press('Alt+6');
  await holds(page, 'narrow: settings', page.getByRole('tab', { name: 'Window' }));
  await press('F1');
  await holds(page, 'narrow: shortcuts', page.getByRole('dialog', { name: 'Keyboard shortcuts' }));
  await press('Escape', 'Alt+C');
  await holds(page, 'compact: a ticket waits', page.getByRole('list', { name: 'Waiting tickets' }));
  expect(await focusGoesRound(page, 'compact: a ticket waits')).toBeGreaterThan(8);
});

/** The full-size window, and how to make it as wide as a trader may. */
async function openReports(desk: Desk): Promise<{ window: Page; wide: (width: number) => Promise<void>; go: (page: string) => Promise<void> }> {
  const [window] = await Promise.all([desk.app.waitForEvent('window'), ask(desk.page, 'analytics.open', undefined)]);
  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await bringAxe(window);
  return {
    window,
    wide: async (width) => {
      await desk.app.evaluate(({ BrowserWindow }, [url, wanted]) => BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url)?.setContentSize(wanted, 760), [window.url(), width] as const);
      await expect.poll(() => window.evaluate(() => innerWidth)).toBe(width);
    },
    go: async (page) => {
      await window.getByRole('combobox', { name: 'Report' }).click();
      await window.getByRole('option', { name: page, exact: true }).click();
      await expect(window.getByRole('heading', { level: 1, name: page })).toBeVisible();
    },
  };
}

test('whichever way the focus goes through the reports, it is never behind the filters or cut off', async ({ launch }) => {
  const desk = await launch();
  await ask(desk.page, 'demo.enter', undefined);
  const { window } = await openReports(desk);
  for (const page of ['Overview', 'Discipline', 'Weekly review']) {
    await window.getByRole('navigation').getByText(page, { exact: true }).click();
    await expect(window.getByRole('heading', { level: 1, name: page })).toBeVisible();
    // The report is there: before it a page has next to nothing that takes the focus.
    await expect(window.getByRole('button', { name: /save as CSV/ }).last()).toBeVisible();
    for (const key of ['Tab', 'Shift+Tab']) {
      const hidden: string[] = [];
      let stops = 0;
      for (let inside = true; inside && stops < 120; stops += 1) {
        await window.keyboard.press(key);
        const seen = await window.evaluate(() => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const { top, bottom, left, width, height } = element.getBoundingClientRect();
          const at = (y: number): boolean => {
            const front = document.elementFromPoint(left + width / 2, y);
            return front !== null && (element.contains(front) || front.contains(element));
          };
          // What is higher than the window cannot be seen whole.
          return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', whole: height > innerHeight - 100 || (at(top + 1) && at(bottom - 1) && bottom + 2 <= innerHeight) };
        });
        inside = seen !== null || stops === 0;
        if (seen?.whole === false) hidden.push(seen.name);
      }
      expect.soft(hidden, `${page}, ${key}`).toEqual([]);
      expect(stops, `${page}, ${key}`).toBeGreaterThan(10);
    }
  }
});

/** A tablet's width, and the narrowest that the window can be made. */
const NARROW = [800, 420] as const;

test('narrow, the journal, the playbook and the reports hold the same', async ({ launch }) => {
  test.setTimeout(240_000);
  const desk = await launch();
  await ask(desk.page, 'demo.enter', undefined);
  const { window, wide, go } = await openReports(desk);
  for (const width of NARROW) {
    await wide(width);
    await go('Journal');
    const days = window.getByRole('list', { name: 'Days' }).getByRole('button');
    await holds(window, `${width}: journal, days`, days.first());
    await days.first().press('Enter');
    await holds(window, `${width}: journal, a day`, window.getByRole('textbox', { name: 'Daily note' }));
    await window.getByRole('region', { name: 'Trades of the day' }).getByRole('button').first().press('Enter');
    await holds(window, `${width}: journal, a trade`, window.getByRole('region', { name: 'Criteria' }));
    await go('Playbook');
    await holds(window, `${width}: playbook`, window.getByRole('heading', { name: 'Pullback' }));
    for (const page of ['Breakdowns', 'Discipline', 'Replay', 'Weekly review']) {
      await go(page);
      await holds(window, `${width}: ${page}`, window.getByRole('heading', { level: 2 }).last());
    }
  }
});

test('narrow, import and match hold the same', async ({ launch }) => {
  test.setTimeout(240_000);
  const desk = await launch(ON_TEST_CLOCK);
  await setUp(desk.page);
  await prepare(desk.page);
  await ask(desk.page, 'ticket.seal', await goodTicket(desk.page));
  await remoteClock(desk.app).advance(2 * 3_600_000);
  const { window, wide, go } = await openReports(desk);
  const choose = async (name: string, text: string): Promise<void> => {
    const path = join(desk.data, name);
    writeFileSync(path, text);
    await desk.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
    await window.getByRole('button', { name: 'Choose a file…' }).click();
  };
  const header = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,';
  const fill = (contract: string, action: string, quantity: number, time: string, id: string) => `${contract},${action},${quantity},6000,3/12/2025 ${time},${id},Entry,,o${id},n,$1.00,1,Sim101,Sim,`;
  for (const [turn, width] of NARROW.entries()) {
    await wide(width);
    await go('Import');
    await holds(window, `${width}: import`, window.getByRole('button', { name: 'Choose a file…' }));
    await choose(`table-${turn}.csv`, `Ticker${turn};Datum;Richtung;Menge;Kurs\nACME;05.10.2026 15:31:00;Kauf;100;12,50\nACME;05.10.2026 15:45:00;Verkauf;100;12,80\n`);
    await holds(window, `${width}: import, the mapper`, window.getByRole('heading', { name: 'What the columns mean' }));
    await window.getByRole('button', { name: 'Put this file away' }).click();
    // One that fits the ticket but for its size, one that nobody stated, a contract that nobody knows, and a line that is none.
    const second = String(10 + turn);
    const lines = [
      fill('MES 03-25', 'Buy', 2, `10:00:${second}`, `a${turn}`), fill('MES 03-25', 'Sell', 2, `10:10:${second}`, `b${turn}`), fill('MES 03-25', 'Sell', 1, `10:20:${second}`, `c${turn}`), fill('MES 03-25', 'Buy', 1, `10:30:${second}`, `d${turn}`),
      fill(`QQ${turn === 0 ? 'X' : 'Y'} 03-25`, 'Buy', 1, `10:40:${second}`, `e${turn}`), fill(`QQ${turn === 0 ? 'X' : 'Y'} 03-25`, 'Sell', 1, `10:50:${second}`, `f${turn}`), fill('MES 03-25', 'Buy', 1, 'noon', `g${turn}`),
    ];
    await choose(`fills-${turn}.csv`, [header, ...lines].join('\n'));
    const run = window.getByRole('button', { name: 'Import 6 fills' });
    await expect(run).toBeVisible();
    if (turn === 0) {
      await window.getByRole('combobox', { name: 'Time zone of the file' }).fill('New York');
      await window.getByRole('option', { name: 'America/New York' }).click();
    }
    await expect(run).toBeEnabled();
    await holds(window, `${width}: import, a preview`, window.getByRole('heading', { name: 'What is in the file' }));
    await run.click();
    await holds(window, `${width}: import, the result`, window.getByText(`fills-${turn}.csv is in the journal`));
    await window.getByRole('button', { name: 'Import another file' }).click();
    await go('Match');
    await window.getByRole('list', { name: 'Tickets and trades' }).getByRole('button').first().press('Enter');
    await holds(window, `${width}: match, a doubtful one`, window.getByRole('heading', { name: 'MFE$ and MAE$ from bars' }));
    await window.getByRole('tab', { name: /Bypasses/ }).click();
    await window.getByRole('list', { name: 'Tickets and trades' }).getByRole('button').first().press('Enter');
    await holds(window, `${width}: match, a bypass`, window.getByRole('form', { name: 'Type the stop' }));
  }
});

test('pages of trouble', async ({ launch }) => {
  const first = await start(launch);
  await setUp(first.page);
  // A main process that gives no state, neither when it is asked nor by itself.
  await first.app.evaluate(({ BrowserWindow, ipcMain }) => {
    ipcMain.removeHandler('call:app.state');
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send = () => undefined;
  });
  await first.page.reload();
  await bringAxe(first.page);
  await holds(first.page, 'start problem', first.page.getByRole('heading', { name: 'Holdfast could not read its state' }));
  // The backup of the day may be under way still.
  await expect.poll(async () => (await rawCall(first.page, 'backup.now', undefined)).ok).toBe(true);
  await first.close();

  const path = join(first.data, 'journal.db');
  const sound = readFileSync(path);
  // The layout's version, in SQLite's header; then no header at all.
  for (const [state, at, bytes, heading] of [
    ['a newer journal', 60, Buffer.from([0, 0, 3, 0]), 'This journal needs a newer Holdfast'],
    ['a damaged journal', 0, Buffer.from('This is a letter, and no database.'), 'The journal file is damaged'],
  ] as const) {
    const scribbled = Buffer.from(sound);
    bytes.copy(scribbled, at);
    writeFileSync(path, scribbled);
    const desk = await launch({ ...ON_TEST_CLOCK, data: first.data });
    await bringAxe(desk.page);
    await holds(desk.page, state, desk.page.getByRole('heading', { name: heading }));
    expect(await focusGoesRound(desk.page, state)).toBeGreaterThan(1);
    await desk.close();
  }
});

test('whoever wants less motion gets none', async ({ launch }) => {
  const { page, app } = await start(launch);
  const { press } = hands(page);
  await setUp(page);
  await prepare(page);
  await ask(page, 'ticket.seal', { ...(await goodTicket(page)), stop: null });
  const moving = () =>
    page.evaluate(() =>
      document.getAnimations().filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().activeDuration ?? 0) > 1).map((animation) => (animation.effect instanceof KeyframeEffect ? (animation.effect.target?.outerHTML.slice(0, 80) ?? '') : '')),
    );
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.getByRole('region', { name: 'Decision' })).toBeVisible();
  await remoteClock(app).advance(10_000);
  expect(await moving(), 'the cool-down').toEqual([]);
  await press('Alt+W');
  await expect(page.getByRole('heading', { name: 'You held fast' })).toBeVisible();
  expect(await moving(), 'walking away').toEqual([]);
  await press('Alt+1');
  await page.getByRole('button', { name: /^Breathe/ }).press('Enter');
  await press('Alt+P');
  await expect(page.getByText('Breathe in')).toBeVisible();
  expect(await moving(), 'the pacer').toEqual([]);
  await press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeVisible();
  expect(await moving(), 'a dialog').toEqual([]);
  // That there is something to still.
  await press('Escape');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving).not.toEqual([]);
});
