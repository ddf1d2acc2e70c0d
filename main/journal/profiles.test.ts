import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { appState } from '../../preload/contract/state.ts';
import { TrustedClock } from '../clock.ts';
import { goodBackups } from '../store/backup.ts';
import { temporaryFolder } from '../store/testing.ts';
import { Profiles } from './profiles.ts';
import { ACCOUNT, FRIDAY_MORNING, host, Machine, MINUTE } from './testing.ts';

function profiles(folder = temporaryFolder()): { made: Profiles; folder: string; machine: Machine } {
  const machine = new Machine(FRIDAY_MORNING);
  const made = new Profiles({ folder, clock: new TrustedClock(machine), owner: 'test', host: () => host });
  onTestFinished(() => made.close());
  return { made, folder, machine };
}

const setup = { account: ACCOUNT, symbols: ['MES'], template: 'founder', texts: {} } as const;

describe('the demo', () => {
  it('holds a month of sessions that the engine itself judged, in a file of its own', async () => {
    const { made, folder } = profiles();
    made.journal.completeSetup({ ...setup, symbols: ['MES'] });
    const mine = made.state();
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const began = performance.now();
    await made.enterDemo();
    const took = performance.now() - began;
    clearInterval(watch);
    const state = appState.parse(made.state());
    expect(state.profile).toBe('demo');
    expect(state.revision).toBeGreaterThan(mine.revision);
    expect(state.account?.name).toBe('Demo account');
    const { trades, total } = made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 200 });
    expect(total).toBeGreaterThan(40);
    expect(new Set(trades.map((trade) => trade.sessionDate)).size).toBeGreaterThan(15);
    const { rows } = made.journal.queryLog({ kinds: ['override', 'walk-away', 'block'], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 200 });
    for (const kind of ['override', 'walk-away', 'block']) expect(rows.filter((row) => row.kind === kind).length).toBeGreaterThan(1);
    const verification = made.journal.verify();
    expect(verification).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
    made.leaveDemo();
    expect(made.state()).toMatchObject({ profile: 'real', account: mine.account });
    expect(made.journal.listTrades({ status: 'all', from: null, to: null, cursor: null, limit: 10 }).total).toBe(0);
    made.close();
    expect(readFileSync(join(folder, 'journal.db')).includes('Demo account')).toBe(false);
    expect(readFileSync(join(folder, 'demo', 'journal.db')).includes(ACCOUNT.name)).toBe(false);
    expect({ took: Math.round(took), longest: Math.round(longest) }).toSatisfy((times: { took: number; longest: number }) => times.took < 5_000 && times.longest < 500);
  });

  it('is the same for everybody on the same day, and kept while the day lasts', async () => {
    const [one, two] = [profiles(), profiles()];
    await one.made.enterDemo();
    await two.made.enterDemo();
    const list = { status: 'all', from: null, to: null, cursor: null, limit: 200 } as const;
    expect(one.made.journal.listTrades(list)).toEqual(two.made.journal.listTrades(list));
    one.made.journal.saveSettings({ theme: 'dark' });
    one.made.leaveDemo();
    one.machine.advance(MINUTE);
    await one.made.enterDemo();
    expect(one.made.state().settings.theme).toBe('dark');
    one.made.leaveDemo();
    one.machine.advance(3 * 24 * 60 * MINUTE);
    await one.made.enterDemo();
    expect(one.made.state().settings.theme).toBe('system');
  });

  it('keeps nothing of the trader’s when it is looked at before setup', async () => {
    const { made, folder } = profiles();
    await made.enterDemo();
    made.leaveDemo();
    expect(made.state()).toMatchObject({ profile: 'none', accounts: [] });
    expect(existsSync(join(folder, 'demo', 'building'))).toBe(false);
  });
});

describe('backing up and restoring', () => {
  it('brings back the journal as it was, and tells', async () => {
    const { made } = profiles();
    made.journal.completeSetup({ ...setup, symbols: ['MES'] });
    await made.backUpNow();
    made.journal.saveSettings({ theme: 'dark' });
    const [copy] = made.state().health.backups;
    expect(copy).toMatchObject({ verified: true });
    const { revision } = made.state();
    let told = 0;
    made.subscribe(() => (told += 1));
    made.restore(copy?.name ?? '');
    expect(told).toBe(1);
    expect(made.state()).toMatchObject({ settings: { theme: 'system' }, health: { status: 'ok' } });
    expect(made.state().revision).toBeGreaterThan(revision);
  });

  it('goes on with the journal it has when a file is refused', async () => {
    const { made, folder } = profiles();
    made.journal.completeSetup({ ...setup, symbols: ['MES'] });
    expect(() => made.restore(join(folder, 'nowhere.db'))).toThrow(/no file/);
    expect(made.state()).toMatchObject({ profile: 'real', health: { status: 'ok' } });
    await made.enterDemo();
    expect(() => made.restore('x')).toThrow(/Leave the demo/);
    expect(goodBackups(join(folder, 'backups'))).toEqual([]);
  });
});
