import { existsSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftover, startServer, writePidFile } from './processes.mjs';

/** @typedef {import('./processes.mjs').ServerProcess} ServerProcess */
/** @typedef {{ ready: string, port?: number, url?: string }} Ready the line that a service prints when it can be used */
/**
 * @typedef {object} Supervised
 * @property {string} name
 * @property {number} pid of the present process
 * @property {boolean} running
 * @property {Ready} ready what the last process that became ready said
 * @property {number} crashes how often it ended without being asked to
 * @property {() => Promise<void>} stop for good
 * @property {() => Promise<void>} kill SIGKILL; it comes back by itself unless `revive` is false
 * @property {(once?: Record<string, string>) => Promise<Ready>} restart stops it if it runs, and starts it again; only this
 *   one process has these variables as well, and not one that comes after it
 * @property {() => Promise<Ready>} whenReady resolves when the present or the next process is ready
 */

const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** A process that held out this long is not in a crash loop. */
const STEADY_AFTER = 30_000;

/**
 * The environment in which `node`, by name, is the one that the project pins, whatever the machine has, and in which what it has compiled
 * once is kept for the next start (a third of a second less for each service; nothing where the clone may not be written).
 *
 * @param {string} root
 * @returns {NodeJS.ProcessEnv} without the VIGIE_* variables of who called us: a service gets its own and no more
 */
export function pinnedEnvironment(root) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VIGIE_|npm_|NODE_OPTIONS$|JEST_)/.test(name));
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled');
  return { NODE_ENV: 'production', NODE_COMPILE_CACHE, ...Object.fromEntries(own), PATH: path };
}

/**
 * @param {string} root
 * @returns {string} the pinned Node, or the machine's when the optional package could not be installed
 */
export function pinnedNode(root) {
  const pinned = join(root, 'node_modules/.bin/node');
  return existsSync(pinned) ? pinned : 'node';
}

/**
 * Runs one Node process of the stack and keeps it running: a crashed one is started again, after a delay that grows.
 * It is ready when it has printed a line of JSON such as `{"ready":"incident","port":40123}` to standard output; its
 * output goes straight to the log file, so that reading it costs us nothing while it works.
 *
 * @param {object} options
 * @param {string} options.name what the ready line says
 * @param {string} options.entry the script, from the root: `dist/apps/incident/src/main.js`
 * @param {string} options.root
 * @param {Record<string, string>} options.env its own variables
 * @param {string} options.logDir
 * @param {string} options.runDir for its pid file
 * @param {string[]} [options.args]
 * @param {1 | 2} [options.rank] 2 for what services need while they stop
 * @param {boolean} [options.revive]
 * @param {number} [options.readyWithin] milliseconds
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Supervised>} once it is ready
 */
export async function supervise(options) {
  const { name, entry, root, env, logDir, runDir, args = [], rank = 1, revive = true } = options;
  const { readyWithin = 60_000, log = () => {} } = options;
  const logFile = join(logDir, `${name}.log`);
  const pidFile = join(runDir, `${name}.pid`);
  await endLeftover(pidFile);

  let wanted = true;
  let crashes = 0;
  let delay = FIRST_DELAY;
  let patience = new AbortController();
  /** @type {ServerProcess} */
  let server;
  /** @type {Ready} */
  let last = { ready: name };
  /** @type {Promise<Ready>} */
  let becoming;

  const launch = async (/** @type {Record<string, string>} */ once = {}) => {
    const from = (await stat(logFile).catch(() => undefined))?.size ?? 0;
    server = await startServer(pinnedNode(root), [join(root, entry), ...args], {
      logFile,
      env: { ...pinnedEnvironment(root), ...env, ...once },
      cwd: root,
      rank,
    });
    const mine = server;
    await writePidFile(pidFile, mine.pid);
    // The log is set aside when it has grown too large: then the new one is read from its start.
    const start = ((await stat(logFile)).size >= from && from) || 0;
    last = await waitForReady({ name, server: mine, logFile, from: start, readyWithin });
    void watch(mine, performance.now());
    return last;
  };

  /**
   * @param {ServerProcess} mine
   * @param {number} since
   */
  const watch = async (mine, since) => {
    const ending = await mine.exited;
    if (!wanted || server !== mine) return;
    crashes += 1;
    log(`${name} ended by itself (${ending.signal ?? `code ${ending.code}`}); see ${logFile}`);
    if (!revive) return;
    if (performance.now() - since > STEADY_AFTER) delay = FIRST_DELAY;
    becoming = comeBack();
    becoming.catch(() => {});
  };

  /** @returns {Promise<Ready>} */
  const comeBack = async () => {
    for (;;) {
      await sleep(delay, undefined, { signal: patience.signal }).catch(() => {});
      delay = Math.min(delay * 2, LONGEST_DELAY);
      if (!wanted) return last;
      try {
        const ready = await launch();
        log(`${name} is back`);
        return ready;
      } catch (error) {
        if (!wanted) return last;
        log(/** @type {Error} */ (error).message);
      }
    }
  };

  /** Ends the present process and any that is on its way. */
  const halt = async () => {
    wanted = false;
    patience.abort();
    await server.stop();
    await becoming.catch(() => {});
    await server.stop();
  };

  becoming = launch();
  await becoming;

  return {
    name,
    get pid() {
      return server.pid;
    },
    get running() {
      return server.running();
    },
    get ready() {
      return last;
    },
    get crashes() {
      return crashes;
    },
    whenReady: () => becoming,
    async stop() {
      await halt();
      await rm(pidFile, { force: true });
    },
    kill: () => server.kill(),
    async restart(once = {}) {
      await halt();
      patience = new AbortController();
      wanted = true;
      delay = FIRST_DELAY;
      becoming = launch(once);
      return becoming;
    },
  };
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {ServerProcess} options.server
 * @param {string} options.logFile
 * @param {number} options.from where this process's output begins
 * @param {number} options.readyWithin
 * @returns {Promise<Ready>}
 */
async function waitForReady({ name, server, logFile, from, readyWithin }) {
  const deadline = performance.now() + readyWithin;
  const file = await open(logFile);
  let text = '';
  let offset = from;
  const buffer = Buffer.alloc(64 * 1024);
  try {
    while (performance.now() < deadline) {
      // Asked before reading: what a process said before it ended is still read.
      const running = server.running();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      offset += bytesRead;
      text += buffer.subarray(0, bytesRead).toString('utf8');
      const ready = text
        .split('\n')
        .slice(0, -1)
        .map(parseReady)
        .find((line) => line?.ready === name);
      if (ready) return ready;
      if (bytesRead > 0) continue;
      if (!running) throw new Error(`${name} did not start; it said:\n${tail(text)}\n(${logFile})`);
      await sleep(25);
    }
  } finally {
    await file.close();
  }
  await server.stop();
  throw new Error(`${name} was not ready within ${readyWithin / 1000} s; it said:\n${tail(text)}\n(${logFile})`);
}

/**
 * @param {string} line
 * @returns {Ready | undefined}
 */
function parseReady(line) {
  if (!line.startsWith('{"ready":')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {string} its last lines
 */
function tail(text) {
  return text.trim().split('\n').slice(-15).join('\n');
}
