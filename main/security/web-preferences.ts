import type { WebPreferences } from 'electron';

/** The only way a window of Holdfast is made: a page that can do nothing but show itself and speak through the bridge. */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    devTools: !isPackaged,
    // A cool-down has to run down while the window stands behind a chart.
    backgroundThrottling: false,
    // Compiled scripts are kept from the first start on; by default Chromium waits for the third, and keeps none of a page of app://.
    v8CacheOptions: 'bypassHeatCheck',
  };
}
