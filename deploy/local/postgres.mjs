import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canEnter, serverAccount, writePrivate } from './data.mjs';
import { fetchPackages, isExecutable, privateEnvironment, privateRoot } from './debian.mjs';
import { SetupError } from './errors.mjs';
import { freePort, keptPort } from './ports.mjs';
import { endProcess, readPidFile, run, startServer, writePidFile } from './processes.mjs';

/** @typedef {import('./processes.mjs').Account} Account */
/** @typedef {{ folder: string, major: number, version: string, env: NodeJS.ProcessEnv }} Programs */
/**
 * @typedef {object} Postgres
 * @property {string} adminUrl the superuser's, on the database `postgres`
 * @property {string} host
 * @property {number} port
 * @property {number} pid the postmaster's; changes when it is restarted
 * @property {string} version
 * @property {boolean} created whether this call made the cluster
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill SIGKILL to the postmaster, as a crash of the machine would
 * @property {() => Promise<void>} restart stops it if it runs, and starts it on the same port
 */

const OLDEST = 15;
const HOST = '127.0.0.1';
const INSTEAD = 'install PostgreSQL 15 or newer (apt-get install postgresql), or set VIGIE_POSTGRES_URL';

/** What the stack asks of its server; durability stays on, because PostgreSQL is the only record. */
const SETTINGS = {
  max_connections: 100,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: 1.1,
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  password_encryption: 'scram-sha-256',
  log_line_prefix: '%m [%p] %q%u@%d ',
};

/**
 * Finds PostgreSQL's programs: in PATH, in Debian's folders (newest first), then among the private tools.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {number} [options.major] only this one: a cluster is bound to the version that made it
 * @param {Account} [options.account] who will run it
 * @returns {Promise<Programs | undefined>}
 */
async function findPostgres({ toolsDir, major, account }) {
  const root = privateRoot(toolsDir, 'postgresql');
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/')),
    ...versionFolders('/usr/lib/postgresql'),
    ...versionFolders(join(root, 'usr/lib/postgresql')),
  ];
  for (const folder of new Set(places)) {
    if (!['initdb', 'postgres'].every((name) => isExecutable(join(folder, name)))) continue;
    if (!(await canEnter(folder, account))) continue;
    const env = folder.startsWith(root) ? privateEnvironment(root) : { ...process.env };
    const { stdout } = await run(join(folder, 'postgres'), ['--version'], { env, cwd: '/' });
    const version = /\(PostgreSQL\) (\d+)\S*/.exec(stdout);
    if (!version || Number(version[1]) < OLDEST) continue;
    if (major === undefined || Number(version[1]) === major) {
      return { folder, major: Number(version[1]), version: version[0].slice('(PostgreSQL) '.length), env };
    }
  }
  return undefined;
}

/**
 * @param {string} parent
 * @returns {string[]} its `<major>/bin` folders, newest first
 */
function versionFolders(parent) {
  try {
    return readdirSync(parent)
      .filter((name) => /^\d+$/.test(name))
      .sort((a, b) => Number(b) - Number(a))
      .map((name) => join(parent, name, 'bin'));
  } catch {
    return [];
  }
}

/**
 * @param {string} toolsDir
 * @param {(line: string) => void} log
 */
async function fetchPostgres(toolsDir, log) {
  await fetchPackages({
    toolsDir,
    set: 'postgresql',
    packages: async (apt) => {
      const server = (await apt.dependenciesOf('postgresql')).find((name) => /^postgresql-\d+$/.test(name));
      if (!server) throw new Error('apt-cache knows no package postgresql');
      return [server, server.replace('postgresql-', 'postgresql-client-'), 'libpq5'];
    },
    // Compilation of queries (jit) is off; accounts, certificates and start scripts are of no use to a private server.
    without:
      /^(libllvm|libz3|llvm|postgresql-common|postgresql-client-common|ssl-cert|perl|libperl|lib.*-perl|adduser|sysstat|locales|tzdata|ucf|openssl)/,
    instead: INSTEAD,
    log,
  });
}

/**
 * Starts a PostgreSQL of our own on 127.0.0.1, creating its cluster at the first call. A server that an earlier, crashed
 * run left on the same folder is ended first; any other server is left alone.
 *
 * @param {object} options
 * @param {string} options.dataDir keeps the cluster, its password (0600), its port and its log
 * @param {string} options.toolsDir where privately fetched programs are
 * @param {(line: string) => void} [options.log]
 * @param {Record<string, string | number>} [options.settings] over the usual ones, such as `max_connections`
 * @param {string} [options.configFile] a postgresql.conf that the server can read, instead of the usual settings
 * @param {number} [options.port] at the first start; later the same port is kept while it is free
 * @returns {Promise<Postgres>}
 * @throws {SetupError} when no PostgreSQL can be had, or the folder is another's
 */
export async function startPostgres({ dataDir, toolsDir, log = () => {}, settings = {}, configFile, port: wish }) {
  const cluster = join(dataDir, 'cluster');
  const account = await accountFor(cluster);
  await mkdir(dataDir, { recursive: true });
  if (account) await chmod(dataDir, 0o711);
  if (!(await canEnter(dataDir, account))) {
    throw new SetupError(
      `The folder ${dataDir} cannot be entered by the user "${account?.name}", as whom PostgreSQL runs: set VIGIE_DATA to another folder.`,
    );
  }
  const programs = await ensurePostgres({ toolsDir, cluster, account, log });
  const password = await keptPassword(join(dataDir, 'password'));
  const created = await createCluster({ cluster, programs, account, password, log });
  await writeAccessRules(cluster, account);

  const ownerFile = join(dataDir, 'owner.pid');
  const logFile = join(dataDir, 'postgres.log');
  await endEarlierServer(cluster, ownerFile, log);
  await writePidFile(ownerFile, process.pid);

  let port = await keptPort(join(dataDir, 'port'), wish);
  const usual = configFile === undefined ? SETTINGS : { config_file: configFile };
  const launch = () =>
    launchPostgres({ cluster, programs, account, port, settings: { ...usual, ...settings }, logFile });
  let server = await launch().catch(async (error) => {
    if (!/could not bind|Address already in use/.test(error.message)) throw error;
    port = await freePort();
    await writeFile(join(dataDir, 'port'), `${port}\n`);
    return launch();
  });
  log(`PostgreSQL ${programs.version} on ${HOST}:${port}${account ? ` as ${account.name}` : ''}`);

  return {
    adminUrl: `postgres://postgres:${password}@${HOST}:${port}/postgres`,
    host: HOST,
    port,
    version: programs.version,
    created,
    get pid() {
      return server.pid;
    },
    async stop() {
      await server.stop();
      await rm(ownerFile, { force: true });
    },
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      await writePidFile(ownerFile, process.pid);
      server = await launch();
    },
  };
}

/**
 * @param {string} cluster
 * @returns {Promise<Account | undefined>} whom to become; the cluster's owner when it exists already
 */
async function accountFor(cluster) {
  const usual = serverAccount();
  const owner = await stat(cluster).catch(() => undefined);
  if (!owner) return usual;
  if (usual) return { uid: owner.uid, gid: owner.gid, name: owner.uid === usual.uid ? usual.name : `#${owner.uid}` };
  if (owner.uid !== process.getuid?.()) {
    throw new SetupError(
      `The database in ${cluster} belongs to another user (number ${owner.uid}): run as that user, or set VIGIE_DATA to a folder of your own.`,
    );
  }
  return undefined;
}

/**
 * Finds PostgreSQL, else fetches Debian's.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {string} [options.cluster] an existing one decides the version
 * @param {Account | undefined} [options.account]
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Programs>}
 * @throws {SetupError} when it can be neither found nor fetched
 */
export async function ensurePostgres({ toolsDir, cluster, account, log = () => {} }) {
  const text = cluster && (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined));
  const wanted = { toolsDir, ...(text && { major: Number(text) }), ...(account && { account }) };
  const found = await findPostgres(wanted);
  if (found) return found;
  await fetchPostgres(toolsDir, log);
  const fetched = await findPostgres(wanted);
  if (fetched) return fetched;
  throw new SetupError(
    text
      ? `The database in ${cluster} was made by PostgreSQL ${Number(text)}, which this machine does not have: install it (apt-get install postgresql-${Number(text)}), or set VIGIE_DATA to another folder.`
      : `PostgreSQL ${OLDEST} or newer was not found, and the one of this Debian does not run here: ${INSTEAD}.`,
  );
}

/**
 * @param {string} file
 * @returns {Promise<string>}
 */
async function keptPassword(file) {
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept) return kept;
  const password = randomBytes(24).toString('hex');
  await writePrivate(file, `${password}\n`);
  return password;
}

/**
 * @param {object} options
 * @param {string} options.cluster
 * @param {Programs} options.programs
 * @param {Account | undefined} options.account
 * @param {string} options.password
 * @param {(line: string) => void} options.log
 * @returns {Promise<boolean>} whether there was none yet
 */
async function createCluster({ cluster, programs, account, password, log }) {
  if (await stat(join(cluster, 'PG_VERSION')).catch(() => undefined)) return false;
  // Made aside and renamed when complete: an interrupted initdb leaves nothing that looks like a cluster.
  const draft = `${cluster}.new`;
  const secret = `${cluster}.secret`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writePrivate(secret, `${password}\n`);
  if (account) {
    await chown(draft, account.uid, account.gid);
    await chown(secret, account.uid, account.gid);
  }
  const initdb = (/** @type {string} */ locale) =>
    run(
      join(programs.folder, 'initdb'),
      [
        '-D',
        draft,
        '-U',
        'postgres',
        '--encoding=UTF8',
        `--locale=${locale}`,
        '-A',
        'scram-sha-256',
        '--pwfile',
        secret,
      ],
      { env: { ...programs.env, LC_ALL: 'C' }, cwd: '/', ...(account && { account }) },
    );
  try {
    log('creating the database cluster');
    let outcome = await initdb('C.UTF-8');
    if (outcome.code !== 0 && outcome.stderr.includes('locale')) outcome = await initdb('C');
    if (outcome.code !== 0) throw new Error(`initdb failed: ${outcome.stderr.trim() || `exit code ${outcome.code}`}`);
    await rename(draft, cluster);
    return true;
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Passwords only, from this machine only; initdb would also let sockets and replication in.
 *
 * @param {string} cluster
 * @param {Account | undefined} account
 */
async function writeAccessRules(cluster, account) {
  const file = join(cluster, 'pg_hba.conf');
  await writeFile(file, `host all all ${HOST}/32 scram-sha-256\n`, { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
}

/**
 * @param {string} cluster
 * @returns {{ pid: number, ready: boolean } | undefined} what PostgreSQL's own pid file says
 */
function readPostmaster(cluster) {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Math.abs(Number(lines[0])), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/**
 * Ends the server that a crashed run left on our folder. A pid file whose number now belongs to some other program is
 * only removed: PostgreSQL would wait for that program for ever.
 *
 * @param {string} cluster
 * @param {string} ownerFile names the process that started the server
 * @param {(line: string) => void} log
 */
async function endEarlierServer(cluster, ownerFile, log) {
  const postmaster = readPostmaster(cluster);
  if (!postmaster) return;
  const { pid } = postmaster;
  let servesUs = false;
  try {
    servesUs = readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    // Not running, or another user's: the cluster's owner could look.
  }
  if (servesUs) {
    const owner = readPidFile(ownerFile);
    if (owner !== undefined) {
      throw new SetupError(
        `The database in ${dirname(cluster)} is already in use by process ${owner}: stop that one first, or set VIGIE_DATA to another folder.`,
      );
    }
    log(`ending the PostgreSQL that an earlier run left behind (process ${pid})`);
    await endProcess(pid, 'SIGINT', 30_000);
  }
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * @param {object} options
 * @param {string} options.cluster
 * @param {Programs} options.programs
 * @param {Account | undefined} options.account
 * @param {number} options.port
 * @param {Record<string, string | number>} options.settings
 * @param {string} options.logFile
 * @returns {Promise<import('./processes.mjs').ServerProcess>}
 */
async function launchPostgres({ cluster, programs, account, port, settings, logFile }) {
  // Debian's build reads the machine's time zones; without them it knows GMT alone, which is the same.
  const zone = existsSync('/usr/share/zoneinfo/UTC') ? 'UTC' : 'GMT';
  const values = {
    timezone: zone,
    log_timezone: zone,
    ...settings,
    listen_addresses: HOST,
    port,
    // No socket file at all: its path may be too long, and there is nothing that needs it.
    unix_socket_directories: '',
  };
  const args = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // After a kill -9 the last backends need a moment to notice, and hold the shared memory until then.
  for (let attempt = 0; ; attempt += 1) {
    const before = (await stat(logFile).catch(() => undefined))?.size ?? 0;
    const server = await startServer(join(programs.folder, 'postgres'), ['-D', cluster, ...args], {
      logFile,
      env: { ...programs.env, LC_ALL: 'C' },
      ...(account && { account }),
      // Fast shutdown: sessions are ended, nothing committed is lost.
      signal: 'SIGINT',
      rank: 3,
      patience: 60_000,
    });
    if (await isReady(cluster, server, port)) return server;
    const said = (await readFile(logFile)).subarray(before).toString('utf8').trim();
    await server.kill();
    if (attempt < 50 && /still in use|lock file .* already exists/.test(said)) {
      await sleep(100);
      continue;
    }
    throw new Error(`PostgreSQL did not start; it said:\n${said}`);
  }
}

/**
 * @param {string} cluster
 * @param {import('./processes.mjs').ServerProcess} server
 * @param {number} port
 * @returns {Promise<boolean>}
 */
async function isReady(cluster, server, port) {
  // Recovery after a crash can take long; a server that gives up exits by itself.
  for (let turn = 0; turn < 6000 && server.running(); turn += 1) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === server.pid && postmaster.ready && (await accepts(port))) return true;
    await sleep(20);
  }
  return false;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: HOST, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
