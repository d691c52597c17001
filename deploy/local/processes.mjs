import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** @typedef {{ uid: number, gid: number, name: string }} Account */
/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */
/** @typedef {{ code: number | null, stdout: string, stderr: string }} Outcome */
/**
 * @typedef {object} ServerProcess
 * @property {number} pid
 * @property {Promise<Ending>} exited
 * @property {() => boolean} running
 * @property {() => Promise<void>} stop asks with the server's own signal, insists with SIGKILL
 * @property {() => Promise<void>} kill SIGKILL, as a crash would
 */

const LOG_LIMIT = 20 * 1024 * 1024;
const GUARD = fileURLToPath(new URL('./guard.sh', import.meta.url));

/** @type {import('node:child_process').ChildProcess | undefined} */
let guard;

/**
 * The guard ends what this process started when this process dies without a word (SIGKILL, out of memory).
 *
 * @param {string} line `+ pid signal rank` or `- pid`
 */
function tellGuard(line) {
  if (!guard) {
    guard = spawn('/bin/sh', [GUARD], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
    guard.on('error', () => {});
    guard.stdin?.on('error', () => {});
    guard.unref();
    /** @type {import('node:net').Socket} */ (guard.stdin).unref();
  }
  guard.stdin?.write(`${line}\n`);
}

/**
 * Starts a long-lived server in a session of its own (a Ctrl-C in the terminal reaches only us, so that we stop things
 * in order), its output appended to a file.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.logFile
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {Account} [options.account] the user to become; only root can
 * @param {'SIGTERM' | 'SIGINT'} [options.signal] what asks it to stop
 * @param {1 | 2 | 3} [options.rank] when the guard ends it: services 1, carriers 2, database 3
 * @param {number} [options.patience] milliseconds between asking and SIGKILL
 * @returns {Promise<ServerProcess>}
 */
export async function startServer(command, args, options) {
  const { logFile, signal = 'SIGTERM', rank = 1, patience = 15_000, account } = options;
  const output = openLog(logFile);
  const child = spawn(command, args, {
    stdio: ['ignore', output, output],
    detached: true,
    env: options.env ?? process.env,
    cwd: options.cwd ?? '/',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  closeSync(output);
  await new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', reject);
  });
  const pid = /** @type {number} */ (child.pid);
  tellGuard(`+ ${pid} ${signal.slice(3)} ${rank}`);
  let running = true;
  /** @type {Promise<Ending>} */
  const exited = new Promise((resolve) => {
    child.once('exit', (code, killedBy) => {
      running = false;
      tellGuard(`- ${pid}`);
      resolve({ code, signal: killedBy });
    });
  });
  return {
    pid,
    exited,
    running: () => running,
    async stop() {
      if (!running) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), patience);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      if (running) child.kill('SIGKILL');
      await exited;
    },
  };
}

/**
 * Opens a log for appending; one that grew large is set aside first, so that two files are the most there ever are.
 *
 * @param {string} file
 * @returns {number}
 */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {Account} [options.account]
 * @param {boolean} [options.inherit] show its output instead of returning it
 * @returns {Promise<Outcome>} code is null when it was killed or could not be started
 */
export function run(command, args, options = {}) {
  const { account, inherit = false } = options;
  return new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    const child = spawn(command, args, {
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      ...(options.cwd && { cwd: options.cwd }),
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    child.stdout?.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
    child.once('error', (error) => resolve({ code: null, stdout, stderr: stderr + error.message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * What tells one process from a later one with the same number: the boot and the clock tick it was started at.
 *
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process runs (a zombie does not)
 */
function processIdentity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid} ${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {number} pid
 */
export async function writePidFile(file, pid) {
  mkdirSync(dirname(file), { recursive: true });
  await writeFile(file, `${processIdentity(pid) ?? pid}\n`);
}

/**
 * @param {string} file
 * @returns {number | undefined} the number of the very process that the file was written for, when it still runs
 */
export function readPidFile(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && processIdentity(pid) === text ? pid : undefined;
}

/**
 * Ends the process that a pid file names, when an earlier run left it behind.
 *
 * @param {string} file
 * @param {object} [options]
 * @param {NodeJS.Signals} [options.signal]
 * @param {number} [options.patience]
 */
export async function endLeftover(file, { signal = 'SIGTERM', patience = 10_000 } = {}) {
  const pid = readPidFile(file);
  if (pid !== undefined) await endProcess(pid, signal, patience);
  await rm(file, { force: true });
}

/**
 * Ends a process that is not our child, and waits until it is gone.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @param {number} patience milliseconds before SIGKILL
 */
export async function endProcess(pid, signal, patience) {
  const identity = processIdentity(pid);
  if (!identity) return;
  const waits = Math.ceil(patience / 50);
  for (let turn = 0; turn <= waits + 40; turn += 1) {
    if (processIdentity(pid) !== identity) return;
    try {
      if (turn === 0) process.kill(pid, signal);
      if (turn === waits) process.kill(pid, 'SIGKILL');
    } catch {
      return;
    }
    await sleep(50);
  }
}
