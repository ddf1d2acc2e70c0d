import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { appState } from '../../../preload/contract/state.ts';
import { TrustedClock } from '../../clock.ts';
import { temporaryFolder } from '../../store/testing.ts';
import { Journal } from '../journal.ts';
import { FRIDAY_MORNING, host, Machine, MINUTE } from '../testing/bench.ts';
import { buildDemo } from './build-demo.ts';

const DAY = 24 * 60 * MINUTE;
const LIST = { status: 'all', from: null, to: null, cursor: null, limit: 200 } as const;

function open(folder: string): Journal {
  const journal = new Journal({ folder, profile: 'demo', clock: new TrustedClock(new Machine(FRIDAY_MORNING)), owner: 'test', durable: false });
  onTestFinished(() => journal.close());
  return journal;
}

describe('the demo', () => {
  it('is a month of sessions that the engine itself judged', async () => {
    const folder = temporaryFolder();
    await buildDemo(folder, FRIDAY_MORNING);
    expect(existsSync(join(folder, 'building'))).toBe(false);
    const journal = open(folder);
    const state = appState.parse(journal.state(host));
    expect(state).toMatchObject({ profile: 'demo', account: { name: 'Demo account' }, health: { status: 'ok' }, session: { date: '2026-11-20', id: null } });
    const { trades, total } = journal.listTrades(LIST);
    expect(total).toBeGreaterThan(40);
    expect(new Set(trades.map(({ sessionDate }) => sessionDate)).size).toBeGreaterThan(15);
    expect(trades.some(({ r, mfeErrorR }) => r !== null && mfeErrorR !== null)).toBe(true);
    const { rows } = journal.queryLog({ kinds: ['override', 'walk-away', 'block'], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 200 });
    for (const kind of ['override', 'walk-away', 'block']) expect(rows.filter((row) => row.kind === kind).length).toBeGreaterThan(1);
    expect(journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
  });

  it('is the same for everybody on the same day', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    await Promise.all([buildDemo(one, FRIDAY_MORNING), buildDemo(two, FRIDAY_MORNING)]);
    expect(open(one).listTrades(LIST)).toEqual(open(two).listTrades(LIST));
  });

  it('is kept while the day lasts, and made again on the next', async () => {
    const folder = temporaryFolder();
    await buildDemo(folder, FRIDAY_MORNING);
    const journal = open(folder);
    journal.saveSettings({ theme: 'dark' });
    journal.close();
    const kept = readFileSync(join(folder, 'journal.db'));
    await buildDemo(folder, FRIDAY_MORNING + MINUTE);
    expect(readFileSync(join(folder, 'journal.db')).equals(kept)).toBe(true);
    await buildDemo(folder, FRIDAY_MORNING + 3 * DAY);
    expect(open(folder).state(host).settings.theme).toBe('system');
  });

  it('lets other work of the process in between', async () => {
    let turns = 0;
    let running = true;
    const other = (): void => {
      turns += 1;
      if (running) setImmediate(other);
    };
    setImmediate(other);
    await buildDemo(temporaryFolder(), FRIDAY_MORNING);
    running = false;
    expect(turns).toBeGreaterThan(10);
  });
});
