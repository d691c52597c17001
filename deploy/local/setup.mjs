import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { alone } from './alone.mjs';
import { findProgram } from './debian.mjs';
import { SetupError } from './errors.mjs';
import { run } from './processes.mjs';
import { pinnedEnvironment, pinnedNode } from './supervise.mjs';

/** @typedef {(line: string) => void} Log */
/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockEntry */

/**
 * What is built from what; a part is built again when the contents of its sources have changed.
 *
 * @type {Record<string, { sources: string[], ignore: RegExp, output: string, command: string[] }>}
 */
const BUILDS = {
  services: {
    sources: ['apps', 'libs', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    ignore: /^apps\/console\/|^libs\/testing\/|\.spec\.tsx?$/,
    output: 'dist/apps/gateway/src/main.js',
    command: ['tsc', '-p', 'tsconfig.build.json'],
  },
  console: {
    sources: ['apps/console', 'libs/contracts', 'tsconfig.json', 'package-lock.json'],
    ignore: /\.spec\.tsx?$/,
    output: 'dist/apps/console/index.html',
    command: ['vite', 'build', 'apps/console'],
  },
};

const STAMPS = 'dist/.stamps.json';

/** Where the built console is, from the root. */
export const CONSOLE_DIR = 'dist/apps/console';

/**
 * Installs what package-lock.json says, when something else is installed (or nothing).
 *
 * @param {string} root
 * @param {Log} log
 */
export function installDependencies(root, log) {
  return alone(root, () => installMissing(root, log), log);
}

/**
 * @param {string} root
 * @param {Log} log
 */
async function installMissing(root, log) {
  if (await isInstalled(root)) return;
  const npm = findProgram('npm');
  if (!npm) throw new SetupError('npm was not found: install it (it comes with Node), then start again.');
  log('installing the dependencies (npm ci); the first time takes a minute');
  const { code, stdout, stderr } = await run(npm, ['ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
  });
  if (code !== 0) throw new SetupError(`npm ci failed:\n${(stderr || stdout).trim()}`);
}

/**
 * @param {string} root
 * @returns {Promise<boolean>} whether npm's own note of what it installed agrees with the lock
 */
async function isInstalled(root) {
  const [wanted, present] = await Promise.all([
    readLock(join(root, 'package-lock.json')),
    readLock(join(root, 'node_modules/.package-lock.json')),
  ]);
  if (!wanted) throw new SetupError('package-lock.json is missing: this is not a complete clone.');
  if (!present) return false;
  const needed = Object.entries(wanted).filter(([path, entry]) => path && !entry.optional && !entry.devOptional);
  return (
    needed.every(([path, entry]) => present[path]?.version === entry.version) &&
    Object.entries(present).every(([path, entry]) => wanted[path]?.version === entry.version)
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockEntry> | undefined>}
 */
async function readLock(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/**
 * Builds services and console, each only when its sources have changed since its last build.
 *
 * @param {string} root
 * @param {Log} log
 * @returns {Promise<string>} what tells this build from another
 */
export function buildAll(root, log) {
  return alone(root, () => buildStale(root, log), log);
}

/**
 * @param {string} root
 * @param {Log} log
 * @returns {Promise<string>}
 */
async function buildStale(root, log) {
  const stamps = JSON.parse(await readFile(join(root, STAMPS), 'utf8').catch(() => '{}'));
  const results = await Promise.allSettled(
    Object.entries(BUILDS).map(async ([name, build]) => {
      const stamp = await hashSources(root, build);
      if (stamps[name] === stamp && existsSync(join(root, build.output))) return;
      log(`building the ${name}`);
      const [program = '', ...args] = build.command;
      // Whoever asks for it, a test runner too: a console built for development keeps nothing for offline.
      const env = { ...pinnedEnvironment(root), NODE_ENV: 'production' };
      const outcome = await run(join(root, 'node_modules/.bin', program), args, { cwd: root, env });
      if (outcome.code !== 0) {
        throw new SetupError(`Building the ${name} failed:\n${(outcome.stdout + outcome.stderr).trim()}`);
      }
      if (name === 'services') await removeOrphans(root, join(root, 'dist'));
      stamps[name] = stamp;
    }),
  );
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, STAMPS), `${JSON.stringify(stamps)}\n`);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  // What the seed puts into the database is no part of the programs, but a change of it is a reason to seed again.
  const region = await hashSources(root, { sources: ['deploy/seed'], ignore: /^$/ });
  return [stamps.services, region].join('-');
}

/**
 * @param {string} root
 * @param {{ sources: string[], ignore: RegExp }} build
 * @returns {Promise<string>}
 */
async function hashSources(root, { sources, ignore }) {
  const files = (await Promise.all(sources.map((source) => listFiles(join(root, source)))))
    .flat()
    .map((file) => relative(root, file).replaceAll(sep, '/'))
    .filter((file) => !ignore.test(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} path a folder, or a single file
 * @returns {Promise<string[]>}
 */
async function listFiles(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return existsSync(path) ? [path] : [];
  const inside = entries
    .filter((entry) => entry.name !== 'node_modules' && (entry.isFile() || entry.isDirectory()))
    .map((entry) => (entry.isFile() ? [join(path, entry.name)] : listFiles(join(path, entry.name))));
  return (await Promise.all(inside)).flat();
}

/**
 * tsc leaves the output of a deleted source behind, and a migration that no longer exists would still be run.
 *
 * @param {string} root
 * @param {string} dist
 */
async function removeOrphans(root, dist) {
  for (const part of ['apps', 'libs']) {
    for (const file of await listFiles(join(dist, part))) {
      if (file.startsWith(join(root, CONSOLE_DIR))) continue;
      const source = join(root, relative(dist, file)).replace(/\.js(\.map)?$/, '');
      if (/\.js(\.map)?$/.test(file) && !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) await rm(file);
    }
  }
}

/**
 * Runs one command of `vigie`.
 *
 * @param {string} root
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function runVigie(root, args, env) {
  const { code, stdout, stderr } = await run(pinnedNode(root), ['dist/apps/cli/src/main.js', ...args], {
    cwd: root,
    env: { ...pinnedEnvironment(root), ...env },
  });
  if (code === 0) return;
  const said = (stdout + stderr).trim();
  throw new SetupError(`vigie ${args.join(' ')} failed:${said.includes('\n') ? '\n' : ' '}${said}`);
}

/**
 * Brings the database to the present schema and fills the demo region in; nothing is done when this build did so before.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {string} options.build
 * @param {boolean} options.remembered whether the database is the one that the data folder remembers
 * @param {Record<string, string>} options.env of the administrator
 * @param {Log} options.log
 */
export async function prepareDatabase({ root, dataDir, build, remembered, env, log }) {
  const stampFile = join(dataDir, 'prepared');
  if (remembered && (await readFile(stampFile, 'utf8').catch(() => '')) === build) return;
  // Tests of an earlier version kept a folder by this name.
  await rm(stampFile, { force: true, recursive: true });
  log('migrating the database');
  await runVigie(root, ['migrate'], env);
  log('filling the demo region in');
  await runVigie(root, ['seed'], env);
  if (remembered) await writeFile(stampFile, build);
}
