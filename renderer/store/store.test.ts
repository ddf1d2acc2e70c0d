import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scenario, type ScenarioName } from '../testing/sample-state.ts';
import { createStubBridge, type StubBridge } from '../testing/stub-bridge.ts';
import { timeLeft } from './clock-slice.ts';
import { useApp } from './store.ts';
import { startSubscriber } from './subscriber.ts';

const fresh = useApp.getInitialState();
let stop = (): void => undefined;

/** Starts the window's store on the test double and waits for the first snapshot. */
async function start(name: ScenarioName): Promise<StubBridge> {
  const bridge = createStubBridge(scenario(name));
  vi.stubGlobal('window', { holdfast: bridge });
  stop = startSubscriber();
  await vi.waitFor(() => expect(useApp.getState().state ?? useApp.getState().startError).not.toBeNull());
  return bridge;
}

beforeEach(() => useApp.setState(fresh, true));
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the snapshot and the pushes', () => {
  it('starts with the snapshot and follows the pushes', async () => {
    const bridge = await start('prepared');
    bridge.change({ dataFolder: 'Mine' });
    expect(useApp.getState().state?.dataFolder).toBe('Mine');
  });
  it('drops a late push and takes one of the same revision', async () => {
    const bridge = await start('prepared');
    bridge.change({ dataFolder: 'new' });
    const { revision } = bridge.state();
    bridge.push('state', { ...bridge.state(), revision: revision - 1, dataFolder: 'late' });
    expect(useApp.getState().state?.dataFolder).toBe('new');
    bridge.push('state', { ...bridge.state(), revision, dataFolder: 'same' });
    expect(useApp.getState().state?.dataFolder).toBe('same');
  });
  it('reads again when a tick knows a newer revision', async () => {
    const bridge = await start('prepared');
    const asked = () => bridge.asked.filter(({ name }) => name === 'app.state').length;
    bridge.push('tick', { now: bridge.state().now + 1000, revision: bridge.state().revision });
    expect(asked()).toBe(1);
    bridge.push('tick', { now: bridge.state().now + 2000, revision: bridge.state().revision + 1 });
    await vi.waitFor(() => expect(asked()).toBe(2));
  });
  it('keeps the reason when there is no first snapshot', async () => {
    await start('offline');
    expect(useApp.getState()).toMatchObject({ state: null, startError: { code: 'internal' } });
  });
  it('opens on preparing while the session is not prepared', async () => {
    await start('unprepared');
    expect(useApp.getState().screen).toBe('prepare');
  });
  it('opens on preparing also when a push is there before the answer', () => {
    const bridge = createStubBridge(scenario('unprepared'));
    vi.stubGlobal('window', { holdfast: bridge });
    stop = startSubscriber();
    bridge.push('state', bridge.state());
    expect(useApp.getState()).toMatchObject({ screen: 'prepare', state: { revision: bridge.state().revision } });
  });
  it('goes where a wish from outside leads', async () => {
    const bridge = await start('prepared');
    bridge.push('navigate', { to: 'settings' });
    expect(useApp.getState().screen).toBe('settings');
    bridge.push('navigate', { to: 'home' });
    expect(useApp.getState().screen).toBe('ticket');
  });
});

describe('a ticket that waits', () => {
  it('comes up by itself after a restart, with its cool-down', async () => {
    const bridge = await start('blocked');
    const { pending } = useApp.getState();
    expect(pending?.view.id).toBe('tk-waiting');
    expect(pending?.readAt).toBe(bridge.state().now);
  });
  it('stays aside once it was put aside, until it is asked for', async () => {
    const bridge = await start('blocked');
    useApp.getState().putTicketAside();
    bridge.change({});
    expect(useApp.getState().pending).toBeNull();
    const view = bridge.state().session?.waiting[0];
    if (view === undefined) throw new Error('the sample waits');
    useApp.getState().decideOn({ view, readAt: 0 });
    expect(useApp.getState().putAside).toEqual([]);
  });
  it('is read anew from every snapshot, so that its cool-down is told from the newest time', async () => {
    const bridge = await start('blocked');
    const { session } = bridge.state();
    if (session === null) throw new Error('the sample has a session');
    bridge.change({ session: { ...session, waiting: session.waiting.map((view) => ({ ...view, coolDownLeftMs: 5000 })) } });
    expect(useApp.getState().pending?.view.coolDownLeftMs).toBe(5000);
  });
});

describe('the draft', () => {
  it('is kept a moment after typing, and once', async () => {
    const bridge = await start('prepared');
    vi.useFakeTimers();
    useApp.getState().changeForm({ entry: '6012.25' });
    useApp.getState().changeForm({ entry: '6012.5', side: 'long' });
    await vi.advanceTimersByTimeAsync(1000);
    const drafts = bridge.asked.filter(({ name }) => name === 'ticket.draft');
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.input).toMatchObject({ entry: '6012.5', side: 'long', accountId: 'main' });
  });
  it('is kept on the way by one who types without a pause', async () => {
    const bridge = await start('prepared');
    vi.useFakeTimers();
    for (const note of ['t', 'th', 'the', 'the l', 'the le']) {
      useApp.getState().changeForm({ note });
      await vi.advanceTimersByTimeAsync(200);
    }
    const drafts = bridge.asked.filter(({ name }) => name === 'ticket.draft');
    expect(drafts.map(({ input }) => input)).toMatchObject([{ note: 'th' }, { note: 'the l' }]);
  });
  it('comes back after a restart', async () => {
    const sample = scenario('prepared');
    const draft = { accountId: 'main', symbol: 'MNQ', side: 'short' as const, quantity: '1', entry: '21000', plannedEntry: null, stop: null, targets: [], setup: null, idea: null, confirmations: {}, emotion: null, note: 'half' };
    const bridge = createStubBridge({ ...sample, state: { ...sample.state, draft } });
    vi.stubGlobal('window', { holdfast: bridge });
    stop = startSubscriber();
    await vi.waitFor(() => expect(useApp.getState().form).toMatchObject({ symbol: 'MNQ', side: 'short', entry: '21000', note: 'half', targets: [''] }));
  });
  it('of another account does not come up', async () => {
    const bridge = await start('prepared');
    useApp.getState().changeForm({ entry: '6012.25' });
    const other = bridge.state().accounts[1];
    if (other === undefined) throw new Error('the sample has two accounts');
    bridge.change({ account: other });
    expect(useApp.getState().form.entry).toBe('');
  });
});

describe('time left', () => {
  it('runs down on the trusted clock', () => {
    expect(timeLeft(60_000, 1000, 31_000)).toBe(30_000);
    expect(timeLeft(60_000, 1000, 90_000)).toBe(0);
  });
  it('never grows when the clock reads earlier than it was', () => expect(timeLeft(60_000, 31_000, 1000)).toBe(60_000));
});
