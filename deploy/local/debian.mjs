import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isRoot } from './data.mjs';
import { SetupError } from './errors.mjs';
import { run } from './processes.mjs';

/** @typedef {{ path: string, env: NodeJS.ProcessEnv }} Program a program, and the environment that it needs */

/** Packages of the base system: the machine has them, and a second copy of libc beside the first one crashes. */
const OF_THE_BASE = /^(libc6|libc-bin|libgcc-s1|gcc-\d+-base|base-files|dpkg|perl-base|debconf|init-system-helpers)$/;

/**
 * @param {string} path
 * @returns {boolean}
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks for a program in PATH, then in further folders.
 *
 * @param {string} name
 * @param {string[]} [folders]
 * @returns {string | undefined}
 */
export function findProgram(name, folders = ['/usr/local/bin', '/usr/bin', '/usr/local/sbin', '/usr/sbin']) {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return [...path, ...folders].map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * The folder below which a set of packages has been unpacked, whether or not it has been fetched yet.
 *
 * @param {string} toolsDir
 * @param {string} set
 * @returns {string}
 */
export function privateRoot(toolsDir, set) {
  return join(toolsDir, set);
}

/**
 * The environment in which a privately unpacked program finds the libraries that came with it.
 *
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function privateEnvironment(root) {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const places = [`usr/lib/${triplet}`, `lib/${triplet}`, 'usr/lib', `usr/lib/${triplet}/pulseaudio`];
  const folders = places.map((place) => join(root, place));
  return { ...process.env, LD_LIBRARY_PATH: folders.filter((folder) => existsSync(folder)).join(':') };
}

/**
 * Fetches Debian packages, with what they depend on that the machine lacks, and unpacks them into a private folder.
 * Nothing is installed, no service is started, and it works for any user.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {string} options.set the name of the private folder
 * @param {string[] | ((apt: Apt) => Promise<string[]>)} options.packages
 * @param {RegExp} [options.without] dependencies that are not needed for what we do
 * @param {string} options.instead what the user can do when fetching is impossible, as the end of a sentence
 * @param {(root: string) => Promise<void>} [options.prepare] makes what was unpacked fit for a place that is not its own
 * @param {(line: string) => void} options.log
 * @returns {Promise<string>} the private folder
 */
export async function fetchPackages({ toolsDir, set, packages, without, instead, prepare, log }) {
  const root = privateRoot(toolsDir, set);
  if (existsSync(root)) return root;
  for (const tool of ['apt-get', 'apt-cache', 'dpkg']) {
    if (!findProgram(tool)) {
      throw new SetupError(
        `${set} is missing and cannot be fetched, because this machine has no ${tool} (it is not a Debian): ${instead}.`,
      );
    }
  }
  await mkdir(toolsDir, { recursive: true });
  const scratch = await mkdtemp(join(toolsDir, `${set}-`));
  try {
    log(`fetching Debian's ${set} into ${root}`);
    const unpacked = join(scratch, 'root');
    const reason =
      (await tryFetch(new Apt(scratch, false), packages, without, unpacked)) &&
      (await tryFetch(new Apt(scratch, true), packages, without, unpacked));
    if (reason) throw new SetupError(`${set} is missing and could not be fetched (${reason}): ${instead}.`);
    await prepare?.(unpacked);
    // Another process may have been as fast as we are: its result is as good.
    await rename(unpacked, root).catch((error) => {
      if (!existsSync(root)) throw error;
    });
    return root;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {Apt} apt
 * @param {string[] | ((apt: Apt) => Promise<string[]>)} packages
 * @param {RegExp | undefined} without
 * @param {string} target
 * @returns {Promise<string | undefined>} why it did not work
 */
async function tryFetch(apt, packages, without, target) {
  try {
    await apt.prepare();
    const wanted = typeof packages === 'function' ? await packages(apt) : packages;
    const missing = await apt.missingFor(wanted);
    const names = [...new Set([...wanted, ...missing])].filter(
      (name) => !OF_THE_BASE.test(name) && (wanted.includes(name) || !without?.test(name)),
    );
    await apt.unpack(names, target);
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** apt-get, with the machine's package lists or, when these are missing or out of date, with lists of our own. */
class Apt {
  /**
   * @param {string} scratch
   * @param {boolean} ownLists
   */
  constructor(scratch, ownLists) {
    this.scratch = scratch;
    this.ownLists = ownLists;
    /** @type {string[]} */
    this.options = [];
  }

  async prepare() {
    // Our folder may be closed to apt's own unprivileged user; the packages are checked against signed lists either way.
    if (isRoot()) this.options.push('-o', 'APT::Sandbox::User=root');
    if (!this.ownLists) return;
    const lists = join(this.scratch, 'lists');
    await mkdir(join(lists, 'partial'), { recursive: true });
    await mkdir(join(this.scratch, 'cache/archives/partial'), { recursive: true });
    this.options.push('-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${join(this.scratch, 'cache')}`);
    // An ordinary user may not run the machine's own hooks.
    await this.call('apt-get', ['update', '-q', '-o', 'APT::Update::Post-Invoke::=true', '--error-on=any']);
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {string} [cwd]
   * @returns {Promise<string>}
   */
  async call(command, args, cwd) {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    const program = findProgram(command) ?? command;
    const { code, stdout, stderr } = await run(program, [...this.options, ...args], { env, ...(cwd && { cwd }) });
    if (code === 0) return stdout;
    const complaint = stderr.split('\n').find((line) => line.startsWith('E:')) ?? stderr.trim().split('\n').pop();
    throw new Error(`${command} ${args[0]} said: ${complaint?.replace(/^E: /, '') || `exit code ${code}`}`);
  }

  /**
   * @param {string[]} names
   * @returns {Promise<string[]>} the packages that would have to be installed for these
   */
  async missingFor(names) {
    const plan = await this.call('apt-get', ['install', '--simulate', '-q', '--no-install-recommends', ...names]);
    return [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => String(match[1]).replace(/:.*/, ''));
  }

  /**
   * @param {string} name
   * @returns {Promise<string[]>} the packages that this one depends on directly
   */
  async dependenciesOf(name) {
    const text = await this.call('apt-cache', ['depends', '--important', name]);
    return [...text.matchAll(/^\s*Depends: (\S+)/gm)].map((match) => String(match[1]));
  }

  /**
   * @param {string[]} names
   * @param {string} target
   */
  async unpack(names, target) {
    const downloads = join(this.scratch, 'downloads');
    await rm(downloads, { recursive: true, force: true });
    await rm(target, { recursive: true, force: true });
    await mkdir(downloads);
    await mkdir(target);
    await chmod(target, 0o755);
    await this.call('apt-get', ['download', '-q', ...names], downloads);
    for (const file of (await readdir(downloads)).filter((name) => name.endsWith('.deb'))) {
      const { code, stderr } = await run('dpkg', ['-x', join(downloads, file), target]);
      if (code !== 0) throw new Error(`dpkg said: ${stderr.trim()}`);
    }
  }
}

/**
 * Writes a small script that runs a privately unpacked program as if it were installed.
 *
 * @param {string} file
 * @param {string} program
 * @param {Record<string, string | undefined>} variables
 * @returns {Promise<string>} the file
 */
export async function writeLauncher(file, program, variables) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${quote(value ?? '')}`);
  await writeFile(file, `#!/bin/sh\n${settings.join(' ')} exec ${quote(program)} "$@"\n`);
  await chmod(file, 0o755);
  return file;
}
