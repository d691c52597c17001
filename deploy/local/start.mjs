import { readFileSync } from 'node:fs';
import { chooseDataFolder, ROOT } from './data.mjs';
import { describeError, SetupError } from './errors.mjs';
import { claim, readWishes, startStack, stopStack } from './stack.mjs';
import { welcome } from './welcome.mjs';

/** @typedef {import('./stack.mjs').RunningStack} RunningStack */

const began = performance.now();

/** @param {string} line */
function log(line) {
  console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`);
}

async function main() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new SetupError(`Vigie needs Node 20 or newer to start; this is ${process.version}.`);
  if (process.platform !== 'linux')
    throw new SetupError('Vigie runs on Linux; on other systems use deploy/compose.yaml.');

  const wishes = readWishes(process.env);
  const data = await chooseDataFolder();
  if (data.moved) {
    log(`this clone lies in a closed folder; the data goes to ${data.path} (VIGIE_DATA chooses another place)`);
  }
  const lock = await claim(data.path);
  /** @type {RunningStack} */
  const running = {
    stack: /** @type {import('./environment.mjs').Stack} */ ({}),
    services: new Map(),
    postgres: undefined,
    nats: undefined,
    mail: undefined,
  };

  /** @type {Promise<void> | undefined} */
  let stopping;
  /** @param {number} code */
  const stop = (code) => {
    // npm passes a Ctrl-C on that the terminal has sent to us already: the second one changes nothing.
    stopping ??= (async () => {
      try {
        await stopStack(running);
        await lock.release();
      } finally {
        // What was still on its way up is ended by the guard.
        process.exit(code);
      }
    })();
    return stopping;
  };
  const onSignal = () => {
    if (!stopping) console.log('\nStopping...');
    void stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  // A closed pipe (npm start | head) is no reason to leave servers behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  stopWithNpm(onSignal);

  try {
    const isTheClones = !process.env['VIGIE_DATA'];
    await startStack({ root: ROOT, dataDir: data.path, wishes, isTheClones, running, log });
  } catch (error) {
    if (!stopping) {
      console.error(`\n${describeError(error)}`);
      await stop(1);
    }
    return;
  }
  if (stopping) return;
  await lock.tell(running.stack.publicUrl);
  log('everything is ready');
  console.log(welcome(running.stack, running.mail?.dir));
  // The children hold no one up by themselves once they are being restarted.
  setInterval(() => {}, 60_000);
}

/**
 * npm that is killed outright tells nobody: we notice that we have lost it. It runs us through a shell, which outlives
 * it, unless that shell has become us.
 *
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const lineage = () => {
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readStat(process.ppid)) ?? [];
    return `${process.ppid} ${name === 'sh' || name === 'dash' || name === 'bash' ? parent : ''}`;
  };
  const first = lineage();
  const timer = setInterval(() => {
    if (lineage() === first) return;
    clearInterval(timer);
    stop();
  }, 1000);
  timer.unref();
}

/**
 * @param {number} pid
 * @returns {string}
 */
function readStat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}

try {
  await main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
