/** Packages the built app with electron-builder, whichever Electron this machine has. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type CliOptions, type Configuration } from 'electron-builder';
import { parse } from 'yaml';
import type { Runtime } from '../electron-runtime/index.ts';
import { root } from '../paths.ts';

/** The addon compiled for the registry-carried runtime, and what that needs to find itself. */
const runtimeModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/**
 * What has to differ from `electron-builder.yml` for an Electron that electron-builder does not download itself. With the
 * registry-carried one the app also takes along the addon that was compiled for it, so that the result runs and can be tested.
 */
function adapted(base: Configuration, runtime: Runtime): Configuration {
  if (runtime.kind === 'own') return base;
  if (runtime.kind === 'override') return { ...base, electronDist: runtime.folder };
  const files = [base.files ?? []].flat().filter((entry) => typeof entry === 'string' || entry.to !== 'node_modules/better-sqlite3');
  const modules = join(runtime.folder, 'resources', 'app', 'node_modules');
  return {
    ...base,
    electronDist: runtime.folder,
    files: [...files, ...runtimeModules.map((name) => ({ from: join(modules, name), to: `node_modules/${name}` }))],
  };
}

/**
 * @param options platforms, architectures and targets, as electron-builder takes them
 * @param output absolute path of the folder for the result
 * @returns paths of the installers that were made
 * @throws Error when asked to make installers with an Electron that is for testing only
 */
export async function packageApp(runtime: Runtime, options: CliOptions, output = join(root, 'dist')): Promise<string[]> {
  if (runtime.kind === 'registry' && options.dir !== true) {
    throw new Error(
      'The Electron on this machine is for running and testing only, and installers for others must not be made with it: use --dir.',
    );
  }
  const base = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
  const config = { ...adapted(base, runtime), directories: { ...base.directories, output } };
  // As a file: a configuration that is handed over as an object is merged with electron-builder.yml, lists and all.
  mkdirSync(output, { recursive: true });
  const configFile = join(output, 'builder-config.json');
  writeFileSync(configFile, JSON.stringify(config));
  const made = await build({ ...options, projectDir: root, publish: 'never', config: configFile });
  rmSync(configFile);
  // The default app that the registry-carried runtime brings must not be what the package starts.
  if (runtime.kind === 'registry') rmSync(join(output, 'linux-unpacked', 'resources', 'app'), { recursive: true, force: true });
  return made;
}
