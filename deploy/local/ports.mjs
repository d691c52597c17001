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
const DRAWN = { from: 10_240, before: 32_768 };
const DRAWS = 100;
/** Drawn by this process, perhaps not listened on yet: they are not drawn again. */
const drawn = new Set();

/**
 * Runs of tests that go on side by side draw from ranges of their own (`VIGIE_PORTS`, as `10240-20000`): else one could take what another
 * has drawn and not used yet.
 *
 * @returns {number[]}
 */
function draw() {
  const [from = DRAWN.from, before = DRAWN.before] = (process.env['VIGIE_PORTS'] ?? '')
    .split('-')
    .flatMap((text) => Number(text) || []);
  return Array.from({ length: DRAWS }, () => randomInt(from, before)).filter((port) => !drawn.has(port));
}

/**
 * The first of the preferred ports that is free on 127.0.0.1, else one that is drawn, else one that the system chooses.
 *
 * @param {...number} preferred
 * @returns {Promise<number>}
 */
export async function freePort(...preferred) {
  for (const port of [...preferred, ...draw(), 0]) {
    const free = await tryPort(port);
    if (free === undefined) continue;
    drawn.add(free);
    return free;
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
