import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchPackages, findProgram, isExecutable, privateEnvironment, privateRoot } from './debian.mjs';
import { endLeftover, startServer, writePidFile } from './processes.mjs';

/** @typedef {import('./debian.mjs').Program} Program */
/**
 * @typedef {object} Clamd
 * @property {string} socket
 * @property {string} database the folder of its signatures
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill SIGKILL
 * @property {() => Promise<void>} start after `stop` or `kill`, with the same signatures
 */

/**
 * The test file that every scanner knows (EICAR), as it stands and inside of others, by hand: it shows that scanning works where the
 * official signatures cannot be had. Format: name, any kind of file, any place, the bytes.
 */
const EICAR =
  'Eicar-Test-Signature:0:*:58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a\n';

/**
 * What is beyond a limit, and what cannot be looked into, is told and not passed over. To read newer signatures it waits for its idle threads. A file of 500 MB fits, with an archive of twice
 * that in it.
 *
 * @param {{ socket: string, database: string, scratch: string }} places
 */
const configuration = ({ socket, database, scratch }) => `Foreground yes
DatabaseDirectory ${database}
LocalSocket ${socket}
LocalSocketMode 600
TemporaryDirectory ${scratch}
MaxThreads 4
IdleTimeout 1
StreamMaxLength 512M
MaxFileSize 512M
MaxScanSize 1000M
MaxScanTime 120000
AlertEncrypted yes
AlertExceedsMax yes
AlertBrokenExecutables no
AlertBrokenMedia yes
OfficialDatabaseOnly no
ConcurrentDatabaseReload no
`;

/**
 * Finds clamd on the machine, else fetches Debian's.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Program>}
 * @throws {import('./errors.mjs').SetupError} when it can be neither found nor fetched
 */
export async function findClamd({ toolsDir, log = () => {} }) {
  const installed = findProgram('clamd');
  if (installed) return { path: installed, env: { ...process.env } };
  const root = privateRoot(toolsDir, 'clamd');
  const path = join(root, 'usr/sbin/clamd');
  if (!isExecutable(path)) {
    await fetchPackages({
      toolsDir,
      set: 'clamd',
      packages: ['clamav-daemon'],
      // Its signatures are ours, or those that the machine fetches itself.
      without: /^(adduser|clamav-freshclam|clamav-base|logrotate|dpkg-dev|lsb-base|sysvinit-utils|ucf|procps|cron)$/,
      instead: 'install clamav-daemon (apt-get install clamav-daemon), or set VIGIE_CLAMD',
      log,
    });
  }
  return { path, env: privateEnvironment(root) };
}

/**
 * Starts a clamd of our own, which knows the test file and whatever signatures lie in its folder.
 *
 * @param {object} options
 * @param {string} options.dir keeps its signatures, its socket, the pid and the log
 * @param {string} options.toolsDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Clamd>}
 */
export async function startClamd({ dir, toolsDir, log = () => {} }) {
  const program = await findClamd({ toolsDir, log });
  const [database, scratch] = [join(dir, 'signatures'), join(dir, 'scratch')];
  const [socket, pidFile, configFile] = [join(dir, 'clamd.sock'), join(dir, 'clamd.pid'), join(dir, 'clamd.conf')];
  await endLeftover(pidFile);
  for (const folder of [dir, database, scratch]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const signatures = join(database, 'vigie.ndb');
  // What is there keeps its date.
  if ((await readFile(signatures, 'utf8').catch(() => '')) !== EICAR) await writeFile(signatures, EICAR);
  await writeFile(configFile, configuration({ socket, database, scratch }));
  await chmod(configFile, 0o600);

  const launch = async () => {
    await rm(socket, { force: true });
    const logFile = join(dir, 'clamd.log');
    const server = await startServer(program.path, ['-c', configFile], { logFile, env: program.env, rank: 2 });
    await writePidFile(pidFile, server.pid);
    for (let turn = 0; turn < 3000 && server.running(); turn += 1) {
      if (await answers(socket)) return server;
      await sleep(20);
    }
    await server.kill();
    throw new Error(`clamd did not start: see ${logFile}`);
  };
  let server = await launch();
  log(`clamd with the signatures of ${database}`);
  return {
    socket,
    database,
    async stop() {
      await server.stop();
      await rm(pidFile, { force: true });
    },
    kill: () => server.kill(),
    async start() {
      await server.stop();
      server = await launch();
    },
  };
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function answers(path) {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    const finish = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => socket.write('zPING\0'));
    socket.once('data', (data) => finish(data.toString().startsWith('PONG')));
    socket.once('close', () => finish(false));
  });
}
