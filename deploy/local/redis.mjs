import { join } from 'node:path';
import { fetchPackages, findProgram, isExecutable, privateEnvironment, privateRoot } from './debian.mjs';

/**
 * Finds redis-server on the machine, else fetches Debian's. Vigie runs without one; the tests show that it also runs with it.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<import('./debian.mjs').Program>}
 * @throws {import('./errors.mjs').SetupError} when it can be neither found nor fetched
 */
export async function findRedis({ toolsDir, log = () => {} }) {
  const installed = findProgram('redis-server');
  if (installed) return { path: installed, env: { ...process.env } };
  const root = privateRoot(toolsDir, 'redis-server');
  const own = join(root, 'usr/bin/redis-server');
  if (!isExecutable(own)) {
    await fetchPackages({
      toolsDir,
      set: 'redis-server',
      packages: ['redis-server', 'redis-tools'],
      without: /^(adduser|lsb-base|sysvinit-utils)$/,
      instead: 'install redis-server (apt-get install redis-server)',
      log,
    });
  }
  return { path: own, env: privateEnvironment(root) };
}
