import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY = 100;

/**
 * Does work that writes into the clone (installing, building) while no other process does any there; who comes second
 * waits. An abstract socket is the lock: the kernel gives the name to one process, and takes it back when that one dies.
 *
 * @template T
 * @param {string} root the clone
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} log
 * @returns {Promise<T>}
 */
export async function alone(root, work, log) {
  const name = `\0vigie-clone-${createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16)}`;
  let lock = await take(name);
  if (lock === 'taken') log('waiting for another process that builds in this clone');
  for (; lock === 'taken'; lock = await take(name)) await sleep(LOOK_EVERY);
  try {
    return await work();
  } finally {
    lock?.close();
  }
}

/**
 * @param {string} name
 * @returns {Promise<import('node:net').Server | 'taken' | undefined>} undefined where there are no abstract sockets (Node
 *   20 had none at first): then nobody waits
 */
function take(name) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ { code }) =>
      resolve(code === 'EADDRINUSE' ? 'taken' : undefined),
    );
    server.listen(name, () => resolve(server));
  });
}
