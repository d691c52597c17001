import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './errors.mjs';
import { run } from './processes.mjs';

/** @typedef {import('./processes.mjs').Account} Account */

/** The folder of the clone. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @returns {boolean} */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * The user that PostgreSQL runs as when we are root, because it refuses to be root itself.
 *
 * @returns {Account | undefined} undefined for an ordinary user, who runs it as himself
 */
export function serverAccount() {
  if (!isRoot()) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new SetupError(
    'PostgreSQL does not run as root and this machine has neither a "postgres" nor a "nobody" user: run as an ordinary user, or set VIGIE_POSTGRES_URL.',
  );
}

/**
 * @param {string} path
 * @param {Account | undefined} account
 * @returns {Promise<boolean>} whether the account can go into the folder, or into the nearest one above that exists
 */
export async function canEnter(path, account) {
  if (!account) return true;
  let folder = resolve(path);
  while (!(await stat(folder).catch(() => undefined))?.isDirectory()) folder = dirname(folder);
  const { code } = await run('test', ['-x', folder], { account, cwd: '/' });
  return code === 0;
}

/**
 * Where the stack keeps everything: VIGIE_DATA, else `.vigie` in the clone; when the clone lies under a folder that
 * PostgreSQL's user cannot enter (root's own home), a folder below /var/lib named after the clone.
 *
 * @param {object} [options]
 * @param {string} [options.root] the clone
 * @param {string | undefined} [options.wanted] VIGIE_DATA
 * @returns {Promise<{ path: string, moved: boolean }>} moved: not the place where one would look first
 */
export async function chooseDataFolder({ root = ROOT, wanted = process.env['VIGIE_DATA'] } = {}) {
  const account = serverAccount();
  // A root with a closed umask would shut PostgreSQL's user out of folders that hold no secret; what is secret says so.
  if (account) process.umask(0o022);
  const usual = resolve(root, wanted || '.vigie');
  if (await canEnter(usual, account)) return { path: await prepare(usual), moved: false };
  if (wanted) {
    throw new SetupError(
      `VIGIE_DATA=${wanted} lies under a folder that the user "${account?.name}", as whom PostgreSQL runs, cannot enter: choose another folder.`,
    );
  }
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return { path: await prepare(join('/var/lib/vigie', `${basename(root)}-${mark}`)), moved: true };
}

/**
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function prepare(folder) {
  try {
    await mkdir(folder, { recursive: true });
    if (isRoot()) {
      // PostgreSQL's user passes through, and lists nothing.
      await chmod(folder, 0o711);
    }
    await rmdir(await mkdtemp(join(folder, '.probe-')));
    return folder;
  } catch (error) {
    const owner = await stat(folder).catch(() => undefined);
    const reason = owner ? `it belongs to user number ${owner.uid}` : /** @type {Error} */ (error).message;
    throw new SetupError(
      `The data folder ${folder} cannot be written (${reason}): run as its owner, or set VIGIE_DATA to a folder of your own.`,
    );
  }
}

/**
 * Writes a file that only its owner may read.
 *
 * @param {string} file
 * @param {string} content
 */
export async function writePrivate(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content, { mode: 0o600 });
  await chmod(file, 0o600);
}
