import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * @param {number} port 0 lets the system choose
 * @returns {Promise<number | undefined>} the port when 127.0.0.1 can listen on it now
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
    });
  });
}

/** Below the ports that Linux gives to outgoing connections (from 32768): a drawn one is not taken by one of these before its server starts. */
const DRAWN_FROM = 10_240;
const DRAWN_BEFORE = 32_768;
const DRAWS = 100;

/**
 * The first of the preferred ports that is free on 127.0.0.1, else one that is drawn, else one that the system chooses.
 *
 * @param {...number} preferred
 * @returns {Promise<number>}
 */
export async function freePort(...preferred) {
  const drawn = Array.from({ length: DRAWS }, () => randomInt(DRAWN_FROM, DRAWN_BEFORE));
  for (const port of [...preferred, ...drawn, 0]) {
    const free = await tryPort(port);
    if (free !== undefined) return free;
  }
  throw new Error('No free port on 127.0.0.1');
}

/**
 * A port remembered in a file, so that addresses stay the same from one start to the next.
 *
 * @param {string} file
 * @param {number} [preferred] for the very first start
 * @returns {Promise<number>}
 */
export async function keptPort(file, preferred) {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  const wishes = [kept, preferred ?? 0].filter((port) => Number.isInteger(port) && port > 0 && port < 65536);
  const port = await freePort(...wishes);
  if (port !== kept) await writeFile(file, `${port}\n`);
  return port;
}
