/** The analytics window on the test double, for looking at it in a browser: `analytics-gallery.html?scenario=prepared&theme=dark`. Not part of the product build. */
import { scenario, scenarioNames } from './sample-state.ts';
import { createStubBridge } from './stub-bridge.ts';

const asked = new URLSearchParams(window.location.search);
const sample = scenario(scenarioNames.find((name) => name === asked.get('scenario')) ?? 'prepared');
const theme = (['system', 'light', 'dark', 'contrast'] as const).find((name) => name === asked.get('theme')) ?? 'system';
const bridge = createStubBridge({ ...sample, state: { ...sample.state, settings: { ...sample.state.settings, theme } } });

window.holdfast = bridge;
window.stub = bridge;

await import('../analytics/main.tsx');
