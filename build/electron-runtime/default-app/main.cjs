/**
 * Takes the place of Electron's own default app in the registry-carried runtime, which comes without one:
 * runs the app folder named on the command line exactly as `electron <folder>` would.
 */
const { app } = require('electron');
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
require('./own-sqlite.cjs');

/** Files to load first (`-r file`), then the app's folder: the first argument that is no switch. */
const preload = [];
let argument;
for (let index = 1; index < process.argv.length && argument === undefined; index++) {
  if (process.argv[index] === '-r' || process.argv[index] === '--require') preload.push(resolve(process.argv[++index]));
  else if (!process.argv[index].startsWith('-')) argument = process.argv[index];
}
const folder = argument === undefined ? undefined : resolve(argument);
if (folder === undefined || !existsSync(join(folder, 'package.json'))) {
  console.error('usage: electron [switches] <folder of an app, with a package.json>');
  process.exit(2);
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
const manifest = require(join(folder, 'package.json'));
app.setName(manifest.productName ?? manifest.name);
if (manifest.version !== undefined) app.setVersion(manifest.version);
app.setAppPath(folder);
for (const file of preload) require(file);
require(join(folder, manifest.main ?? 'index.js'));
