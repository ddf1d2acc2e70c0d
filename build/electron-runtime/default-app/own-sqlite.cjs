/**
 * Makes `require('better-sqlite3')` find the build that was compiled for this very Electron. The version in
 * the project's node_modules wants a newer Node-API than this runtime has and would crash it. The app knows
 * nothing of this; its worker threads are covered too, because each loads this file first.
 */
const Module = require('node:module');
const { join } = require('node:path');
const threads = require('node:worker_threads');

const own = join(__dirname, 'node_modules', 'better-sqlite3');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, request === 'better-sqlite3' ? own : request, ...rest);
};

threads.Worker = class extends threads.Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--require', __filename] });
  }
};
