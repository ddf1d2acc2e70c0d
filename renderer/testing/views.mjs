/**
 * The views of the gallery: a screen, the sample state it is looked at in, and how to get there by keyboard or by name.
 * @typedef {{ name: string, screen: string, scenario: string, compact?: boolean, act?: (page: import('@playwright/test').Page) => Promise<void> }} View
 */

const failing = (call) => async (page) => {
  await page.evaluate((name) => window.stub.fail(name, { code: 'store-damaged', message: 'The journal file could not be read. Restore the last good backup in Settings.' }), call);
  await page.keyboard.press({ 'trade.list': 'Alt+3', 'rules.get': 'Alt+4', 'log.query': 'Alt+5' }[call]);
  await page.getByRole('button', { name: 'Try again' }).waitFor();
};

/** @type {View[]} */
export const views = [
  { name: 'prepare', screen: 'prepare', scenario: 'unprepared' },
  { name: 'prepare-half', screen: 'prepare', scenario: 'half-prepared' },
  { name: 'prepare-done', screen: 'prepare', scenario: 'prepared' },
  { name: 'ticket', screen: 'ticket', scenario: 'prepared' },
  { name: 'ticket-unprepared', screen: 'ticket', scenario: 'unprepared' },
  { name: 'ticket-blocked', screen: 'ticket', scenario: 'blocked' },
  { name: 'ticket-caution', screen: 'ticket', scenario: 'caution' },
  { name: 'ticket-brakes', screen: 'ticket', scenario: 'brakes' },
  { name: 'ticket-hidden-pnl', screen: 'ticket', scenario: 'hidden-pnl' },
  { name: 'ticket-demo', screen: 'ticket', scenario: 'demo' },
  { name: 'first-run', screen: '', scenario: 'first-run' },
  { name: 'damaged', screen: '', scenario: 'damaged' },
  { name: 'newer', screen: '', scenario: 'newer' },
  { name: 'offline', screen: '', scenario: 'offline' },
  { name: 'read-only', screen: 'ticket', scenario: 'read-only' },
  { name: 'trades', screen: 'trades', scenario: 'open' },
  { name: 'trades-empty', screen: 'trades', scenario: 'empty' },
  { name: 'trades-hidden', screen: 'trades', scenario: 'hidden-pnl' },
  {
    name: 'trades-no-match', screen: 'trades', scenario: 'many',
    act: async (page) => {
      await page.getByRole('list', { name: 'Trades' }).getByRole('button').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('zebra');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByText('No trade fits').waitFor();
    },
  },
  {
    name: 'trade-close', screen: 'trades', scenario: 'open',
    act: async (page) => {
      await page.getByRole('button', { name: /MES long 2 at 6012.25/ }).click();
      await page.getByRole('textbox', { name: 'Exit price' }).fill('6024.25');
      await page.getByRole('textbox', { name: 'Fees' }).fill('0.62');
      await page.getByRole('textbox', { name: 'MFE$' }).fill('125');
      await page.getByRole('textbox', { name: 'MAE$' }).fill('-15');
    },
  },
  {
    name: 'trade-refused', screen: 'trades', scenario: 'open',
    act: async (page) => {
      await page.getByRole('button', { name: /MES long 2 at 6012.25/ }).click();
      await page.getByRole('textbox', { name: 'Exit price' }).fill('6024.25');
      await page.getByRole('textbox', { name: 'Quantity' }).fill('3');
      await page.getByRole('textbox', { name: 'MFE$' }).fill('12');
      await page.getByRole('textbox', { name: 'MAE$' }).fill('15');
      await page.getByRole('button', { name: 'Close trade' }).click();
    },
  },
  {
    name: 'trade-closed', screen: 'trades', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /closed, R/ }).nth(1).click();
      await page.getByRole('heading', { name: 'Fills' }).waitFor();
    },
  },
  {
    name: 'trade-verdict', screen: 'trades', scenario: 'open',
    act: async (page) => {
      await page.getByRole('button', { name: /MES long 2 at 6012.25/ }).click();
      await page.getByRole('button', { name: 'Verdict' }).click();
      await page.getByRole('dialog').getByRole('heading', { name: 'Facts' }).waitFor();
    },
  },
  {
    name: 'trade-amend', screen: 'trades', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /closed, R/ }).nth(1).click();
      await page.getByRole('button', { name: 'Correct a value' }).click();
      await page.getByRole('button', { name: 'Record correction' }).click();
    },
  },
  { name: 'trades-error', screen: 'settings', scenario: 'prepared', act: failing('trade.list') },
  { name: 'rules-error', screen: 'settings', scenario: 'prepared', act: failing('rules.get') },
  { name: 'log-error', screen: 'settings', scenario: 'prepared', act: failing('log.query') },
  { name: 'rules', screen: 'rules', scenario: 'prepared' },
  { name: 'rules-pending', screen: 'rules', scenario: 'pending-rules' },
  { name: 'rules-empty', screen: 'rules', scenario: 'empty' },
  {
    name: 'rule-cap', screen: 'rules', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /^Ticket cap/ }).click();
      await page.getByRole('textbox', { name: 'Tickets per session' }).fill('8');
      await page.getByRole('switch', { name: 'Shadow' }).click();
      await page.getByRole('list', { name: 'What this changes' }).waitFor();
    },
  },
  { name: 'rule-bands', screen: 'rules', scenario: 'prepared', act: async (page) => page.getByRole('button', { name: /^ATR advisory/ }).click() },
  { name: 'rule-confirmations', screen: 'rules', scenario: 'prepared', act: async (page) => page.getByRole('button', { name: /^Confirmations/ }).click() },
  {
    name: 'rule-emotions', screen: 'rules', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /^Emotion filter/ }).click();
      await page.getByRole('textbox', { name: 'Size allowed' }).fill('half');
    },
  },
  { name: 'rule-overrides', screen: 'rules', scenario: 'prepared', act: async (page) => page.getByRole('button', { name: /^Overrides/ }).click() },
  {
    name: 'rules-review', screen: 'rules', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /^Ticket cap/ }).click();
      await page.getByRole('textbox', { name: 'Tickets per session' }).fill('8');
      await page.getByRole('radio', { name: 'Major' }).click();
      const back = page.getByRole('button', { name: 'Back to rules' });
      if (await back.isVisible()) await back.click();
      await page.getByRole('button', { name: /Loss-streak/ }).click();
      await page.getByRole('textbox', { name: 'Straight losses' }).fill('2');
      await page.getByText('3 changes').waitFor();
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'rules-new', screen: 'rules', scenario: 'prepared', act: async (page) => page.getByRole('button', { name: 'New rule' }).click() },
  {
    name: 'rules-versions', screen: 'rules', scenario: 'pending-rules',
    act: async (page) => {
      await page.getByRole('button', { name: 'Versions' }).click();
      await page.getByRole('list', { name: 'Difference' }).waitFor();
    },
  },
  {
    name: 'rules-transfer', screen: 'rules', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('textbox', { name: 'Or paste JSON' }).fill('{ "name": 1 }');
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByText('This is not a Holdfast rule set').waitFor();
    },
  },
  { name: 'log', screen: 'log', scenario: 'prepared' },
  { name: 'log-empty', screen: 'log', scenario: 'empty' },
  {
    name: 'log-filter', screen: 'log', scenario: 'many',
    act: async (page) => {
      await page.getByRole('button', { name: 'Blocks' }).click();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
    },
  },
  {
    name: 'log-verdict', screen: 'log', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: 'Blocks' }).click();
      await page.getByRole('button', { name: 'Walk-aways' }).click();
      await page.getByRole('button', { name: /^Override M/ }).first().click();
      await page.getByRole('heading', { name: 'Facts' }).waitFor();
    },
  },
  { name: 'settings', screen: 'settings', scenario: 'prepared' },
  { name: 'settings-problem', screen: 'settings', scenario: 'brakes' },
  {
    name: 'settings-recording', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('button', { name: /^Start a ticket/ }).click();
      await page.keyboard.press('q');
    },
  },
  { name: 'settings-trading', screen: 'settings', scenario: 'prepared', act: async (page) => page.getByRole('tab', { name: 'Trading' }).click() },
  { name: 'settings-preparing', screen: 'settings', scenario: 'prepared', act: async (page) => page.getByRole('tab', { name: 'Preparing' }).click() },
  { name: 'settings-licence', screen: 'settings', scenario: 'prepared', act: async (page) => page.getByRole('tab', { name: 'Account' }).click() },
  { name: 'settings-licence-partner', screen: 'settings', scenario: 'partner', act: async (page) => page.getByRole('tab', { name: 'Account' }).click() },
  { name: 'settings-licence-ended', screen: 'settings', scenario: 'licence-ended', act: async (page) => page.getByRole('tab', { name: 'Account' }).click() },
  { name: 'ticket-licence-ended', screen: 'ticket', scenario: 'licence-ended' },
  { name: 'settings-data', screen: 'settings', scenario: 'demo', act: async (page) => page.getByRole('tab', { name: 'Data' }).click() },
  { name: 'settings-backups', screen: 'settings', scenario: 'prepared', act: async (page) => page.getByRole('tab', { name: 'Data' }).click() },
  { name: 'settings-backups-problem', screen: 'settings', scenario: 'brakes', act: async (page) => page.getByRole('tab', { name: 'Data' }).click() },
  {
    name: 'settings-restore', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Data' }).click();
      await page.getByRole('button', { name: /^Restore the backup/ }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).waitFor();
    },
  },
  {
    name: 'settings-restore-locked', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Data' }).click();
      await page.getByRole('button', { name: /^Restore the backup/ }).nth(1).click();
      await page.getByRole('dialog').getByLabel('Passphrase').waitFor();
    },
  },
  {
    name: 'settings-encrypt', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Data' }).click();
      await page.getByRole('switch', { name: 'Encrypt backups' }).click();
      await page.getByRole('dialog').getByLabel('Passphrase').fill('correct horse battery');
      await page.getByRole('button', { name: 'Encrypt from now on' }).click();
    },
  },
  {
    name: 'settings-instrument', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Trading' }).click();
      await page.getByRole('button', { name: 'New instrument' }).click();
      await page.getByRole('button', { name: 'Save instrument' }).click();
    },
  },
  {
    name: 'settings-account', screen: 'settings', scenario: 'prepared',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Trading' }).click();
      await page.getByRole('button', { name: 'Edit Combine 50K' }).click();
    },
  },
];
