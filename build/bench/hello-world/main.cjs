/** The least that an Electron window with something to type into can be: what Holdfast's start and memory are held against. */
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 420, height: 760, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.showInactive());
  await window.loadFile(join(__dirname, 'index.html'));
});
