/** What may import what: the architecture as two tables, and one pure question over them. */

/** A file's path or a folder's, from the repository's root, with forward slashes; folders end in one. */
type Place = string;

interface Zone {
  /** The files this is about; the first zone that holds a file decides. */
  readonly place: Place;
  /** What of the project they may import. Without: everything. */
  readonly modules?: readonly Place[];
  /** What of the project they may import as types only. */
  readonly types?: readonly Place[];
  /** Which packages and node: modules they may import. Without: all that `never` does not name. */
  readonly packages?: readonly string[];
  readonly never?: readonly (string | RegExp)[];
}

const node = /^node:/;
/** What the command line, which has no Electron, is made of too; and what nothing calls up from below. */
const below = [
  'main/engine/',
  'main/store/',
  'main/journal/',
  'main/trades/',
  'main/imports/',
  'main/analytics/',
  'main/backups/',
  'main/licence/',
  'main/cli/',
];
const electron = ['electron', 'electron-updater'];

const zones: readonly Zone[] = [
  { place: 'main/engine/', modules: ['main/engine/'], packages: ['zod'] },
  { place: 'main/cloud/', modules: ['main/', 'cloud/contract/', 'preload/contract/'], never: electron },
  ...below.map((place): Zone => ({
    place,
    modules: [
      ...below,
      'main/cloud/',
      'main/clock.ts',
      'main/test-clock.ts',
      'main/data-folder.ts',
      'main/fault-log.ts',
      'main/version.ts',
      'preload/contract/',
    ],
    never: electron,
  })),
  { place: 'main/', modules: ['main/', 'preload/contract/'] },
  { place: 'preload/contract/', modules: ['preload/contract/'], types: ['main/engine/'], packages: ['zod'] },
  { place: 'preload/', modules: ['preload/'], packages: ['electron'] },
  { place: 'renderer/rule-form/', modules: ['renderer/rule-form/', 'renderer/components/', 'renderer/format/'], never: [...electron, node] },
  { place: 'renderer/', modules: ['renderer/', 'preload/contract/'], never: [...electron, node, 'kysely', 'better-sqlite3'] },
  { place: 'cloud/contract/', modules: ['cloud/contract/'], packages: ['zod'] },
  // Rule packs are edited with the desktop's own forms, over what the engine declares; neither reaches further than itself.
  { place: 'cloud/portal/', modules: ['cloud/portal/', 'cloud/contract/', 'renderer/rule-form/', 'renderer/theme/', 'main/engine/'], never: [...electron, node] },
  // What the desktop would refuse is never accepted: the service asks the desktop's own pure functions, in one file for each.
  { place: 'cloud/tenants/pack-rules.', modules: ['cloud/', 'main/engine/'], never: electron },
  { place: 'cloud/tenants/theme.', modules: ['cloud/', 'renderer/theme/'], never: electron },
  { place: 'cloud/', modules: ['cloud/'], never: electron },
];

interface Home {
  /** A package; with `name`, one of its exports. */
  readonly package: string | RegExp;
  readonly name?: string;
  /** The only places it is imported in. */
  readonly homes: readonly Place[];
}

const homes: readonly Home[] = [
  { package: /^(kysely|better-sqlite3)$/, homes: ['main/store/', 'cloud/db/'] },
  { package: 'electron-updater', homes: ['main/updates/updater.ts'] },
  { package: 'electron', name: 'ipcMain', homes: ['main/ipc/'] },
  { package: 'electron', name: 'ipcRenderer', homes: ['preload/bridge.ts'] },
  { package: 'electron', name: 'protocol', homes: ['main/security/'] },
  { package: 'electron', name: 'safeStorage', homes: ['main/security/'] },
  { package: 'electron', name: 'net', homes: [] },
  { package: /^(node:(https?|http2|net|tls|dgram)|undici)$/, homes: ['main/cloud/client.ts', 'cloud/'] },
];

export interface Import {
  /** The importing file. */
  readonly from: string;
  /** The imported file of the project, or a package's name (`zod`, `node:fs`). */
  readonly to: { readonly module: string } | { readonly package: string };
  readonly typeOnly: boolean;
  /** Names it imports, empty for the whole module. */
  readonly names: readonly string[];
}

/**
 * Why an import is not allowed, null when it is. Tests may use any package, since they run in Node whatever they test, but
 * are as strict about the project's own parts.
 */
export function refusal({ from, to, typeOnly, names }: Import): string | null {
  // The tools around the project look at all of it.
  if (from.startsWith('build/')) return null;
  const zone = zones.find(({ place }) => from.startsWith(place));
  const isTest = /\.test\.tsx?$|\/testing[./]/.test(from);

  if ('module' in to) {
    if (to.module === 'main/index.ts' && from !== 'main/start.ts') return 'main/index.ts is where everything is put together; only what starts it imports it';
    if (isTest && /\/testing[./]/.test(to.module)) return null;
    if (zone?.modules === undefined || within(to.module, zone.modules)) return null;
    if (zone.types !== undefined && within(to.module, zone.types))
      return typeOnly ? null : `${zone.place} imports types of ${to.module} only: use "import type"`;
    return `${zone.place} may not import ${to.module}`;
  }

  if (isTest) return null;
  const name = packageOf(to.package);
  if (zone?.packages !== undefined && !zone.packages.includes(name)) return `${zone.place} may not import ${to.package}`;
  if (zone?.never?.some((never) => (typeof never === 'string' ? never === name : never.test(to.package))) === true)
    return `${zone.place} may not import ${to.package}`;
  for (const home of homes) {
    const matches = typeof home.package === 'string' ? home.package === name : home.package.test(name);
    if (!matches || within(from, home.homes)) continue;
    if (home.name === undefined) return `${to.package} has its home in ${home.homes.join(' and ')}`;
    // A whole-module import would bring the name along unseen.
    if (names.includes(home.name) || (names.length === 0 && !typeOnly))
      return `${home.name} of ${to.package} has its home in ${home.homes.join(' and ') || 'no file'}`;
  }
  return null;
}

function within(path: string, places: readonly Place[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

/** `node:fs/promises` and `@scope/name/deep` belong to `node:fs` and `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.startsWith('@') ? specifier.split('/', 2).join('/') : (specifier.split('/', 1)[0] ?? specifier);
}
