import { mkdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fetchPackages, findProgram, isExecutable, privateEnvironment, privateRoot } from './debian.mjs';
import { SetupError } from './errors.mjs';
import { freePort, keptPort } from './ports.mjs';
import { endLeftover, run, startServer, writePidFile } from './processes.mjs';

/** @typedef {import('./debian.mjs').Program} Program */
/**
 * @typedef {object} Nats
 * @property {string} url
 * @property {number} port
 * @property {number} pid changes when it is restarted
 * @property {string} version
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill SIGKILL
 * @property {() => Promise<void>} restart stops it if it runs, and starts it on the same port
 * @property {() => Promise<void>} eraseStore kills it and deletes all that JetStream kept; `restart` brings it back, empty
 */

const HOST = '127.0.0.1';

/** The configuration that every deployment of Vigie uses. */
const NATS_CONFIG = fileURLToPath(new URL('../nats/nats.conf', import.meta.url));

/**
 * Finds nats-server on the machine, else fetches Debian's.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Program>}
 * @throws {import('./errors.mjs').SetupError} when it can be neither found nor fetched
 */
export async function findNats({ toolsDir, log = () => {} }) {
  const installed = findProgram('nats-server');
  if (installed) return { path: installed, env: { ...process.env } };
  const root = privateRoot(toolsDir, 'nats-server');
  const own = join(root, 'usr/sbin/nats-server');
  if (!isExecutable(own)) {
    await fetchPackages({
      toolsDir,
      set: 'nats-server',
      packages: ['nats-server'],
      without: /^adduser$/,
      instead: 'install nats-server (apt-get install nats-server), or set VIGIE_NATS_URL',
      log,
    });
  }
  return { path: own, env: privateEnvironment(root) };
}

/** @param {string} user */
const passwordVariable = (user) => `VIGIE_NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`;

/**
 * Looks whether a nats-server of the user's own is one that the services can use.
 *
 * @param {string} url
 * @param {{ user: string, password: string }[]} logins
 * @throws {SetupError} that says what it lacks
 */
export async function checkNats(url, logins) {
  // Imported here: this file is read before the dependencies are installed.
  const { AuthorizationError, connect } = await import('@nats-io/transport-node');
  for (const { user, password } of logins) {
    try {
      const connection = await connect({ servers: url.split(','), user, pass: password, reconnect: false });
      const { jetstream, version } = connection.info ?? {};
      await connection.close();
      if (jetstream) continue;
      throw new SetupError(
        `The nats-server ${version} of VIGIE_NATS_URL runs without JetStream: start it with deploy/nats/nats.conf.`,
      );
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      throw new SetupError(
        `The nats-server of VIGIE_NATS_URL does not let the user "${user}" in: give the password that its configuration names as ${passwordVariable(user)}.`,
      );
    }
  }
}

/**
 * What the configuration file reads from its environment.
 *
 * @param {object} options
 * @param {number} options.port
 * @param {string} options.store
 * @param {Record<string, string>} options.passwords by user: `{ gateway: '...' }`
 * @returns {Record<string, string>}
 */
function natsEnvironment({ port, store, passwords }) {
  return {
    VIGIE_NATS_HOST: HOST,
    VIGIE_NATS_PORT: String(port),
    // NATS parses the value as it parses its file: unquoted, a space would end it.
    VIGIE_NATS_STORE: JSON.stringify(store),
    ...Object.fromEntries(Object.entries(passwords).map(([user, password]) => [passwordVariable(user), password])),
  };
}

/**
 * Starts a nats-server of our own on 127.0.0.1.
 *
 * @param {object} options
 * @param {string} options.dir keeps the JetStream store, the port, the pid and the log
 * @param {string} options.toolsDir
 * @param {Record<string, string>} options.passwords by user
 * @param {string} [options.configFile]
 * @param {number} [options.port] at the first start; later the same port is kept while it is free
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Nats>}
 */
export async function startNats({ dir, toolsDir, passwords, configFile = NATS_CONFIG, port: wish, log = () => {} }) {
  const program = await findNats({ toolsDir, log });
  const store = join(dir, 'store');
  const pidFile = join(dir, 'nats.pid');
  await mkdir(store, { recursive: true, mode: 0o700 });
  await endLeftover(pidFile);

  let port = await keptPort(join(dir, 'port'), wish);
  let version = '';
  const launch = async () => {
    const env = { ...program.env, ...natsEnvironment({ port, store, passwords }) };
    const logFile = join(dir, 'nats.log');
    const server = await startServer(program.path, ['-c', configFile], { logFile, env, rank: 2 });
    await writePidFile(pidFile, server.pid);
    const greeting = await waitForGreeting(server, port);
    if (greeting) {
      version = greeting.version;
      return server;
    }
    await server.kill();
    const check = await run(program.path, ['-t', '-c', configFile], { env });
    throw new Error(
      `nats-server did not start: ${check.code === 0 ? `see ${logFile}` : (check.stderr || check.stdout).trim()}`,
    );
  };
  let server = await launch().catch(async (error) => {
    const another = await freePort(port);
    if (another === port) throw error;
    port = another;
    return launch();
  });
  log(`nats-server ${version} on ${HOST}:${port}`);

  return {
    url: `nats://${HOST}:${port}`,
    port,
    version,
    get pid() {
      return server.pid;
    },
    async stop() {
      await server.stop();
      await rm(pidFile, { force: true });
    },
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await launch();
    },
    async eraseStore() {
      await server.kill();
      await rm(store, { recursive: true, force: true });
      await mkdir(store, { mode: 0o700 });
    },
  };
}

/**
 * @param {import('./processes.mjs').ServerProcess} server
 * @param {number} port
 * @returns {Promise<{ version: string } | undefined>} undefined when it exited or stays silent
 */
async function waitForGreeting(server, port) {
  for (let turn = 0; turn < 1500 && server.running(); turn += 1) {
    const greeting = await readGreeting(port);
    // A foreign server could have taken the port in the meantime: ours then exits by itself.
    if (greeting && server.running()) return greeting;
    await sleep(20);
  }
  return undefined;
}

/**
 * Every NATS server says who it is before it asks who we are.
 *
 * @param {number} port
 * @returns {Promise<{ version: string } | undefined>}
 */
function readGreeting(port) {
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection({ host: HOST, port });
    const finish = (/** @type {{ version: string } | undefined} */ greeting) => {
      socket.destroy();
      resolve(greeting);
    };
    socket.setTimeout(1000, () => finish(undefined));
    socket.once('error', () => finish(undefined));
    socket.once('close', () => finish(undefined));
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\r\n')) return;
      const info = /^INFO (\{.*\})/.exec(text);
      finish(info ? JSON.parse(String(info[1])) : undefined);
    });
  });
}
