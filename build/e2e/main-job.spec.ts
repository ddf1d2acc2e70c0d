/** The main job through the real window by keyboard alone: prepare, ticket, verdict, brake, override, walk away, journal. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { root } from '../paths.ts';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { loggedEvents } from './support/journal-file.ts';
import { remoteClock } from './support/remote-clock.ts';
import { goodTicket, prepare, setUp } from './support/set-up.ts';

/** Ten in the morning in New York on a Wednesday, within the trading window. */
const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(TEN) } };
const NOTE = 'The level held twice and I accept the risk.';

test('a first morning, from the empty window to the journal', async ({ launch }) => {
  test.setTimeout(120_000);
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type, retype, to, fill, choose } = hands(page);
  const time = remoteClock(desk.app);
  // The page's own timers, which the breath is counted with, pass as the test says.
  await page.clock.install();
  const pass = async (ms: number) => {
    await page.clock.runFor(ms);
    await time.advance(ms);
  };

  await test.step('first run', async () => {
    await expect(page.getByRole('heading', { name: 'Welcome to Holdfast' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await type('Combine');
    await fill(page.getByRole('textbox', { name: 'Starting equity' }), '10000');
    await press('Control+Enter');
    await expect(page.getByRole('textbox', { name: 'Find an instrument' })).toBeFocused();
    await type('MES');
    await to(page.getByRole('checkbox', { name: 'MES', exact: true }));
    await press('Space');
    await expect(page.getByText('Chosen: MES')).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByRole('radio', { name: 'Founder’s rules' })).toBeChecked();
    await press('Control+Enter');
    await expect(page.getByRole('textbox', { name: 'Neutral statement' })).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Visualization' })).toBeVisible();
  });

  await test.step('visualization: a minute and a half is a minute and a half', async () => {
    const finish = page.getByRole('button', { name: 'Finish step' });
    await fill(page.getByRole('textbox', { name: 'Today’s single process goal' }), 'Wait for the close');
    await press('Escape', 'p');
    await pass(89 * SECOND);
    await expect(page.getByText('Still to do: sit 0:01 more.')).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Visualization' })).toBeVisible();
    await expect(finish).toHaveAttribute('aria-disabled', 'true');
    await pass(SECOND);
    await expect(page.getByRole('img', { name: 'Visualization complete' })).toBeVisible();
    await press('Control+Enter');
  });

  await test.step('market map', async () => {
    await expect(page.getByRole('heading', { name: 'Market map' })).toBeVisible();
    await choose(page.getByRole('radiogroup', { name: 'Trend' }), 'Up');
    await choose(page.getByRole('radiogroup', { name: 'Channel' }), 'None');
    await fill(page.getByRole('textbox', { name: 'ATR' }), '4.5');
    await fill(page.getByRole('textbox', { name: 'Key levels' }), '5994 6015');
    await fill(page.getByRole('textbox', { name: 'News to stay out of' }), '14:00 FOMC minutes');
    await pass(20 * SECOND);
    await press('Control+Enter');
  });

  await test.step('breath: four seconds in, two held, six out, for two minutes', async () => {
    await expect(page.getByRole('heading', { name: 'Breath' })).toBeVisible();
    await press('Alt+P');
    await expect(page.getByText('Breathe in')).toBeVisible();
    await pass(30 * SECOND);
    await expect(page.getByRole('status').filter({ hasText: 'left' })).toContainText('1:30 left, 2 breaths');
    await expect(page.getByText(/^Still to do: breathe /)).toBeVisible();
    await pass(90 * SECOND);
    await expect(page.getByText('Done', { exact: true })).toBeVisible();
    await press('Control+Enter');
  });

  await test.step('expectation neutraliser', async () => {
    await expect(page.getByRole('heading', { name: 'Expectation neutraliser' })).toBeVisible();
    await fill(page.getByRole('textbox', { name: 'What I expect or want from today' }), 'I want yesterday’s loss back');
    await choose(page.getByRole('radiogroup', { name: 'How strong is it now?' }), '4');
    await fill(page.getByRole('textbox', { name: 'The same, as a neutral statement' }), 'Anything can happen; I need not know');
    await choose(page.getByRole('radiogroup', { name: 'How strong is it after?' }), '2');
    await press('Control+Enter');
  });

  await test.step('risk check: the size is typed, not ticked', async () => {
    await expect(page.getByRole('heading', { name: 'Risk check' })).toBeVisible();
    await expect(page.getByText('$100.00 (1.00 %)').first()).toBeVisible();
    await fill(page.getByRole('textbox', { name: 'Loss today, at most' }), '300');
    await fill(page.getByRole('textbox', { name: 'Type the size to confirm' }), '9');
    await expect(page.getByText('Full size today is 3')).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Risk check' })).toBeVisible();
    await retype('3');
    await pass(15 * SECOND);
    await expect(page.getByText('0:15 spent')).toBeVisible();
    await press('Control+Enter');
    const prepared = page.getByRole('region', { name: 'Prepared' });
    await expect(prepared).toContainText('10 breaths');
    await expect(prepared).toContainText('Anything can happen; I need not know (4 → 2)');
    await expect(prepared).toContainText('size 3, $100.00 a trade, $300.00 today');
    expect(loggedEvents(desk.data, 'rehab-step-done').map((event) => event['seconds'])).toEqual([90, 20, 120, 0, 15]);
  });

  const verdict = page.getByRole('region', { name: 'Verdict' });
  const taken = page.getByRole('status', { name: 'Ticket taken' });

  await test.step('a ticket that forms its verdict while it is typed', async () => {
    await press('n');
    await expect(verdict).toContainText('The verdict forms while you type');
    await press('l');
    await expect(page.getByRole('textbox', { name: 'Entry', exact: true })).toBeFocused();
    await type('6000');
    await expect(verdict).toContainText('Soft block');
    await expect(verdict).toContainText('provisional');
    await expect(verdict).toContainText('Still to state:');
    await press('Tab');
    await type('6p');
    await expect(page.getByText('= 5994.00')).toBeVisible();
    await fill(page.getByRole('textbox', { name: 'Target 1' }), '2r');
    await expect(page.getByText('= 6012.00')).toBeVisible();
    await press('Tab');
    await press('Alt+Z');
    await expect(page.getByRole('textbox', { name: 'Quantity' })).toHaveValue('3');
    await expect(page.getByRole('form', { name: 'Ticket' })).toContainText('$90.00');
    await choose(page.getByRole('radiogroup', { name: 'What do you feel?' }), 'Calm');
    await choose(page.getByRole('radiogroup', { name: 'The candle has closed' }), 'Yes');
    await expect(verdict).toContainText('Soft block');
    await choose(page.getByRole('radiogroup', { name: /^Volume is at least/ }), 'Yes');
    await expect(verdict).toContainText('Clear');
    await expect(verdict).toContainText('Diamond');
    await expect(verdict).toContainText('15 rules pass');
    await press('Control+Enter');
    await expect(taken).toContainText('Taken: Long 3 MES at 6000.00');
    await expect(taken).toContainText('stop 5994.00 · target 6012.00 · risk $90.00');
  });

  await test.step('closed in two parts, with what it offered and what it left', async () => {
    await pass(5 * MINUTE);
    await press('Alt+3');
    await to(page.getByRole('list', { name: 'Trades' }).getByRole('button', { name: /MES long 3 at 6000.00/ }));
    await press('Enter');
    const form = page.getByRole('form', { name: 'Close trade' });
    await fill(form.getByRole('textbox', { name: 'Exit price' }), '6006');
    await fill(form.getByRole('textbox', { name: 'Quantity' }), '1');
    await fill(form.getByRole('textbox', { name: 'Fees' }), '0.62');
    await press('Control+Enter');
    await expect(form.getByText('2 open')).toBeVisible();
    await pass(5 * MINUTE);
    await fill(form.getByRole('textbox', { name: 'Exit price' }), '6012');
    await fill(form.getByRole('textbox', { name: 'Fees' }), '1.24');
    // A best that is below what was realised cannot be.
    await fill(form.getByRole('textbox', { name: 'MFE$' }), '100');
    await fill(form.getByRole('textbox', { name: 'MAE$' }), '-22.50');
    await expect(form).toContainText('MFE$ cannot be below the gross P&L: $150.00 was realised');
    await press('Control+Enter');
    await expect(form.getByRole('textbox', { name: 'MFE$' })).toBeFocused();
    await retype('180');
    // (−1.86 of fees) net 148.14 ÷ 90; 180 ÷ 90; (180 − 150) ÷ 90; 150 ÷ 180
    const figures = { 'Net P&L': '+$148.14', 'R': '+1.65 R', 'MFE-R': '+2.00 R', 'MAE-R': '−0.25 R', 'MFE-Error-R': '0.33 R', 'Exit efficiency': '0.83' };
    await expect.poll(() => figuresOf(form)).toMatchObject(figures);
    await press('Control+Enter');
    const result = page.getByRole('region', { name: 'Result' });
    await expect.poll(() => figuresOf(result)).toMatchObject(figures);
    await expect(result).toBeFocused();
    await to(result.getByText('MFE-Error-R'));
    await expect(page.getByText('how many R of the best open profit the exit left behind').filter({ visible: true })).toHaveCount(1);
    await press('Escape', 'Escape');
  });

  const decision = page.getByRole('region', { name: 'Decision' });
  const againstTheTrend = async () => {
    await press('Alt+N', 's');
    await type('6020');
    await press('Tab');
    await type('6p');
    await fill(page.getByRole('textbox', { name: 'Target 1' }), '2r');
    await press('Alt+Z');
    await choose(page.getByRole('radiogroup', { name: 'What do you feel?' }), 'Calm');
    await choose(page.getByRole('radiogroup', { name: 'The candle has closed' }), 'Yes');
    await choose(page.getByRole('radiogroup', { name: /^Volume is at least/ }), 'Yes');
    await press('Control+Enter');
    await expect(decision).toBeVisible();
  };

  await test.step('against the trend: blocked, waited out, written down, overridden', async () => {
    await againstTheTrend();
    await expect(decision).toContainText('One rule is broken');
    await expect(decision.getByRole('list', { name: 'Rules that bite' })).toContainText('Long only above a rising 15-minute 20-EMA');
    await expect(decision.getByRole('timer')).toHaveAccessibleName('3 minutes of cool-down left');
    await press('Control+Enter');
    await expect(decision).toContainText('To override: wait 3:00 and write 20 more characters.');
    await fill(page.getByRole('textbox', { name: 'Note' }), NOTE);
    // Time to look at something else: what was written stays.
    await press('Alt+3', 'Alt+2');
    await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(NOTE);
    await pass(179 * SECOND);
    await expect(decision).toContainText('To override: wait 0:01.');
    await press('Control+Enter');
    await expect(decision).toBeVisible();
    await pass(SECOND);
    await expect(decision).toContainText('Both ways are open');
    await press('Control+Enter');
    await expect(taken).toContainText('Taken with an override: Short 3 MES at 6020.00');
  });

  await test.step('the same again: walked away', async () => {
    await againstTheTrend();
    await press('w');
    await expect(page.getByRole('heading', { name: 'You held fast' })).toBeFocused();
    await expect(page.getByRole('region', { name: 'Walked away' })).toContainText('Not put at risk');
    await expect(page.getByRole('region', { name: 'Walked away' })).toContainText('Wait for the close');
  });

  await test.step('the log has it all, and the command line agrees', async () => {
    await press('Alt+5');
    const rows = page.getByRole('list', { name: 'Limits log' }).getByRole('button');
    await expect(rows).toHaveCount(4);
    await expect(rows).toContainText([
      /Walked away MES short/,
      /Soft block MES short/,
      /Override MES short.*Counter-trend.*The level held twice/,
      /Soft block MES short/,
    ]);
    await to(rows.first());
    await press('ArrowDown', 'ArrowDown', 'Enter');
    const opened = page.getByRole('article', { name: 'Override: MES short' });
    await expect(opened.getByRole('list', { name: 'Against it' })).toContainText('Counter-trend');
    await expect(opened).toContainText(NOTE);
    await expect(opened.getByRole('row', { name: /Trend up market map/ })).toBeVisible();
    await press('Escape');
    await expect(rows.nth(2)).toBeFocused();
    await desk.close();
    const verified = JSON.parse(
      execFileSync('node', [join(root, 'main', 'cli', 'index.ts'), 'verify', '--data', desk.data, '--json'], { encoding: 'utf8' }),
    ) as unknown;
    expect(verified).toMatchObject({ chain: 'intact', verdicts: { recomputed: 3, mismatched: 0 } });
  });
});

test('a session that is not prepared blocks its tickets', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type, to } = hands(page);
  await setUp(page);
  await press('Alt+2', 'l');
  await type('6000');
  await press('Tab');
  await type('5994');
  await to(page.getByRole('textbox', { name: 'Target 1' }));
  await type('6015');
  await to(page.getByRole('textbox', { name: 'Quantity' }));
  await type('1');
  await press('Control+Enter');
  const decision = page.getByRole('region', { name: 'Decision' });
  const bites = decision.getByRole('list', { name: 'Rules that bite' });
  await expect(bites).toContainText('I do not trade a session I have not prepared.');
  await expect(bites.getByRole('listitem').filter({ hasText: 'I do not trade a session I have not prepared.' })).toContainText('critical');
  // A critical rule waits for five minutes.
  await expect(decision.getByRole('timer')).toHaveAccessibleName('5 minutes of cool-down left');
});

test('a preparation that was interrupted goes on where it stopped, with the time already spent', async ({ launch }) => {
  const first = await launch(ON_TEST_CLOCK);
  await setUp(first.page);
  const one = hands(first.page);
  await one.press('Alt+1');
  const goal = first.page.getByRole('textbox', { name: 'Today’s single process goal' });
  await one.fill(goal, 'Only my setup');
  await one.press('Alt+P');
  await remoteClock(first.app).advance(40 * SECOND);
  await expect(first.page.getByText('0:40 spent')).toBeVisible();
  await expect(first.page.getByRole('img', { name: '0:50 left' })).toBeVisible();
  await one.press('Alt+P');
  await expect
    .poll(async () => (await ask(first.page, 'app.state', undefined)).session?.drafts.visualization)
    .toMatchObject({ seconds: 40, fields: { goal: 'Only my setup', sat: '40' } });
  await first.kill();

  const second = await launch({ data: first.data, env: { HOLDFAST_TEST_CLOCK: String(TEN + 10 * MINUTE) } });
  const two = hands(second.page);
  await expect(second.page.getByRole('textbox', { name: 'Today’s single process goal' })).toHaveValue('Only my setup');
  await expect(second.page.getByText('0:40 spent')).toBeVisible();
  await two.press('Alt+P');
  await remoteClock(second.app).advance(50 * SECOND);
  await expect(second.page.getByRole('img', { name: 'Visualization complete' })).toBeVisible();
  await two.press('Control+Enter');
  await expect(second.page.getByRole('heading', { name: 'Market map' })).toBeVisible();
  expect(loggedEvents(second.data, 'rehab-step-done')).toMatchObject([{ seconds: 90 }]);
});

test('a sitting that nobody paused goes on where it was: after another screen, and after a crash', async ({ launch }) => {
  const first = await launch(ON_TEST_CLOCK);
  await setUp(first.page);
  const one = hands(first.page);
  await one.press('Alt+1', 'Alt+P');
  await remoteClock(first.app).advance(30 * SECOND);
  await expect(first.page.getByRole('img', { name: '1:00 left' })).toBeVisible();
  await one.press('Alt+2', 'Alt+1');
  await expect(first.page.getByRole('img', { name: '1:00 left' })).toBeVisible();
  await one.press('Alt+P');
  await remoteClock(first.app).advance(30 * SECOND);
  await expect.poll(async () => (await ask(first.page, 'app.state', undefined)).session?.drafts.visualization).toMatchObject({ seconds: 60, fields: { sat: '60' } });
  await first.kill();

  const second = await launch({ data: first.data, env: { HOLDFAST_TEST_CLOCK: String(TEN + 10 * MINUTE) } });
  await expect(second.page.getByRole('img', { name: '0:30 left' })).toBeVisible();
});

test('the market map is not done before trend and channel are said, and the next step has the focus', async ({ launch }) => {
  const { page } = await launch(ON_TEST_CLOCK);
  await setUp(page);
  await ask(page, 'rehab.complete', { content: { step: 'visualization', goal: 'Wait for the close' }, seconds: 90 });
  const { press, choose } = hands(page);
  await press('Alt+1');
  await expect(page.getByRole('heading', { name: 'Market map' })).toBeFocused();
  await choose(page.getByRole('radiogroup', { name: 'Trend' }), 'Up');
  await expect(page.getByText('Still to do: say the channel of MES.')).toBeVisible();
  // What is wrong is said once, and no longer than it is. To a screen reader it is said apart from what is seen.
  const problem = page.getByRole('alertdialog', { name: 'MES is not saved', includeHidden: true });
  const levels = page.getByRole('textbox', { name: 'Key levels' });
  for (const [text, said] of [['x', 'Not a price: x'], ['y', 'Not a price: y']] as const) {
    await levels.fill(text);
    await press('Control+S');
    await expect(problem).toContainText(said);
  }
  await expect(problem).toHaveCount(1);
  await levels.fill('6000');
  await press('Control+S');
  await expect(problem).toBeHidden();
  await choose(page.getByRole('radiogroup', { name: 'Channel' }), 'None');
  await press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Breath' })).toBeFocused();
});

test('a block that waits survives a restart, and its cool-down does not start again', async ({ launch }) => {
  const first = await launch(ON_TEST_CLOCK);
  await setUp(first.page);
  await prepare(first.page);
  const ticket = { ...(await goodTicket(first.page)), side: 'short' as const, stop: '6006', targets: ['5985'] };
  expect(await ask(first.page, 'ticket.seal', ticket)).toMatchObject({ status: 'blocked', coolDownLeftMs: 180_000 });
  await remoteClock(first.app).advance(MINUTE);
  await first.kill();

  const second = await launch({ data: first.data, env: { HOLDFAST_TEST_CLOCK: String(TEN + MINUTE + 30 * SECOND) } });
  const { page } = second;
  const { press, to, type } = hands(page);
  const decision = page.getByRole('region', { name: 'Decision' });
  await expect(decision.getByRole('heading', { name: 'Short 3 MES at 6000.00' })).toBeVisible();
  await expect(decision.getByRole('timer')).toHaveAccessibleName('1 minute 30 seconds of cool-down left');
  // It can be put aside, and waits above the form of the next one.
  await to(decision.getByRole('button', { name: 'Decide later' }));
  await press('Enter');
  const waiting = page.getByRole('list', { name: 'Waiting tickets' });
  await expect(waiting).toContainText('Short 3 MES at 6000.00');
  await to(waiting.getByRole('button', { name: 'Decide' }), 'back');
  await press('Enter');
  await to(page.getByRole('textbox', { name: 'Note' }));
  await type(NOTE);
  await remoteClock(second.app).advance(90 * SECOND);
  await press('Control+Enter');
  await expect(page.getByRole('status', { name: 'Ticket taken' })).toContainText('Taken with an override');
});

test('what was typed last counts, however soon it is sized or sealed', async ({ launch }) => {
  const { page } = await launch(ON_TEST_CLOCK);
  const { press, type, fill, choose } = hands(page);
  await setUp(page);
  await prepare(page);
  await press('Alt+N', 'l');
  await type('6000');
  await press('Tab');
  await type('6p');
  await fill(page.getByRole('textbox', { name: 'Target 1' }), '2r');
  await choose(page.getByRole('radiogroup', { name: 'What do you feel?' }), 'Calm');
  await choose(page.getByRole('radiogroup', { name: 'The candle has closed' }), 'Yes');
  await choose(page.getByRole('radiogroup', { name: /^Volume is at least/ }), 'Yes');
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toContainText('Still to state: quantity');
  /** Types and goes on in the same instant: no answer to what was typed can be there yet. */
  const typeAndPress = (field: string, text: string, key: Readonly<Record<string, string | boolean>>): Promise<void> =>
    page.getByRole('textbox', { name: field, exact: true }).evaluate((element, typed) => {
      Reflect.set(element, 'value', '');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, typed.text);
      element.dispatchEvent(new Event('input', { bubbles: true }));
      queueMicrotask(() => element.dispatchEvent(new KeyboardEvent('keydown', { ...typed.key, bubbles: true, cancelable: true })));
    }, { text, key });

  const quantity = page.getByRole('textbox', { name: 'Quantity' });
  await press('Alt+Z');
  await expect(quantity).toHaveValue('3');
  await typeAndPress('Stop', '5988', { key: 'z', code: 'KeyZ', altKey: true });
  await expect(quantity).toHaveValue('1');

  await quantity.fill('');
  await expect(verdict).toContainText('Still to state: quantity');
  await typeAndPress('Quantity', '2', { key: 'Enter', code: 'Enter', ctrlKey: true });
  await expect(page.getByRole('status', { name: 'Ticket taken' }).or(page.getByRole('region', { name: 'Decision' }))).toBeVisible();
});

test('an advisory rule cautions: one more key, no note, no wait', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type, to, fill, choose } = hands(page);
  await setUp(page);
  await prepare(page);

  await press('Alt+4');
  await expect(page.getByRole('heading', { name: 'Rules', exact: true })).toBeVisible();
  await press('a');
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await fill(dialog.getByRole('textbox', { name: 'Find a kind of rule' }), 'maximum size');
  await to(dialog.getByRole('button', { name: /^Maximum size/ }));
  await press('Enter');
  const editor = page.getByRole('article', { name: 'Maximum size' });
  await expect(editor).toBeVisible();
  await fill(editor.getByRole('textbox').first(), '2');
  await choose(editor.getByRole('radiogroup', { name: 'Severity' }), 'Advisory');
  await press('Control+S');
  const review = page.getByRole('dialog', { name: 'Save rules' });
  await expect(review).toContainText('Takes effect now');
  await to(review.getByRole('button', { name: 'Save new version' }));
  await press('Enter');
  await expect(review).toBeHidden();

  await press('Alt+N', 'l');
  await type('6000');
  await press('Tab');
  await type('6p');
  await fill(page.getByRole('textbox', { name: 'Target 1' }), '2r');
  await press('Alt+Z');
  await choose(page.getByRole('radiogroup', { name: 'What do you feel?' }), 'Calm');
  await choose(page.getByRole('radiogroup', { name: 'The candle has closed' }), 'Yes');
  await choose(page.getByRole('radiogroup', { name: /^Volume is at least/ }), 'Yes');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Caution');
  await press('Control+Enter');
  const decision = page.getByRole('region', { name: 'Decision' });
  await expect(decision).toContainText('Before you take it');
  await expect(decision.getByRole('list', { name: 'Rules that bite' })).toContainText('Maximum size advisory');
  await expect(decision.getByRole('textbox', { name: 'Note' })).toHaveCount(0);
  await press('Control+Enter');
  await expect(page.getByRole('status', { name: 'Ticket taken' })).toContainText('Taken: Long 3 MES at 6000.00');
});

/** The terms of a list of figures with their values, as they are read. */
function figuresOf(within: Locator): Promise<Record<string, string>> {
  return within.locator('dl > div').evaluateAll((pairs) => Object.fromEntries(pairs.map((pair) => [pair.querySelector('dt button')?.textContent ?? '', (pair.querySelector('dd')?.textContent ?? '').replaceAll('\u00a0', ' ')])));
}
