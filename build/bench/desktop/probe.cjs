/**
 * Loaded into an Electron app before its own code (`electron -r`): says on standard output when its window stands on the
 * screen with the ticket form drawn and open to input. The same for every app that is measured.
 */
const { app } = require('electron');

const drawn = `new Promise((done) => {
  const look = () => {
    if (document.querySelector('form[aria-label="Ticket"] input:not([disabled])') === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(done));
  };
  look();
})`;

app.once('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', resolve));
  const report = async () => {
    await window.webContents.executeJavaScript(drawn);
    if (!window.isVisible()) await shown;
    process.stdout.write('\nholdfast-bench: interactive\n');
  };
  window.webContents.once('dom-ready', () => void report());
});
