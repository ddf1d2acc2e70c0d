/**
 * The real window on the test double, for looking at it in a browser: `gallery.html?scenario=blocked&screen=ticket&theme=dark`.
 * With `live=1` the trusted clock runs. Not part of the product build: nothing imports this page.
 */
import { screenIds } from '../store/navigation-slice.ts';
import { useApp } from '../store/store.ts';
import { scenario, scenarioNames } from './sample-state.ts';
import { createStubBridge, type StubBridge } from './stub-bridge.ts';

declare global {
  interface Window {
    /** The double behind the page, for scripts that change its state. */
    stub?: StubBridge;
  }
}

const asked = new URLSearchParams(window.location.search);
const sample = scenario(scenarioNames.find((name) => name === asked.get('scenario')) ?? 'prepared');
const theme = (['system', 'light', 'dark', 'contrast'] as const).find((name) => name === asked.get('theme')) ?? 'system';
const start = performance.now();
const now = (): number => sample.state.now + (asked.get('live') === '1' ? Math.floor(performance.now() - start) : 0);
const bridge = createStubBridge({ ...sample, state: { ...sample.state, settings: { ...sample.state.settings, theme, compact: asked.get('compact') === '1' } } }, now);

window.holdfast = bridge;
window.stub = bridge;
if (asked.get('live') === '1') setInterval(() => bridge.push('tick', { now: now(), revision: bridge.state().revision }), 1000);

await import('../main.tsx');

const screen = screenIds.find((name) => name === asked.get('screen'));
if (screen !== undefined) {
  // After the app's own choice of a first screen.
  const open = (): void => void setTimeout(() => useApp.getState().openScreen(screen));
  if (useApp.getState().state !== null) open();
  else {
    const stop = useApp.subscribe((store) => {
      if (store.state === null) return;
      stop();
      open();
    });
  }
}
