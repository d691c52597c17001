import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { findClamd } from './clamd.mjs';
import { chooseDataFolder, ROOT, serverAccount } from './data.mjs';
import { describeError } from './errors.mjs';
import { findNats } from './nats.mjs';
import { ensurePostgres } from './postgres.mjs';
import { buildAll, installDependencies } from './setup.mjs';
import { pinnedEnvironment, pinnedNode } from './supervise.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ name: string, script?: string, atOnce?: number, servers?: true, minutes: number }} Stage */

/**
 * What `npm test` runs after every `check:*` script of package.json: jest projects, in this order. Each file that starts real servers
 * has its own, on ports and data of its own: two such files run beside each other, since one alone leaves half of two cores idle. What
 * kills processes under load has the machine for itself. A stage that takes its minutes counts as hanging: they are well beyond what it
 * needs on a slow machine, where all stages took 70 in all.
 *
 * @type {Stage[]}
 */
const STAGES = [
  { name: 'unit', atOnce: 2, minutes: 20 },
  { name: 'contract', atOnce: 2, minutes: 10 },
  { name: 'conformance', atOnce: 2, minutes: 10 },
  { name: 'e2e', atOnce: 2, servers: true, minutes: 40 },
  { name: 'faults', atOnce: 1, servers: true, minutes: 30 },
  { name: 'browser', atOnce: 2, servers: true, minutes: 55 },
];

/**
 * @returns {Promise<Stage[]>} an npm script counts as one test
 */
async function checkStages() {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return Object.keys(scripts)
    .filter((script) => script.startsWith('check:'))
    .map((script) => ({ name: script.replace('check:', ''), script, minutes: 10 }));
}

const JEST = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** @param {string} line */
function log(line) {
  console.log(`> ${line}`);
}

/**
 * Runs a command with its output shown.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {number} minutes after which it counts as hanging
 * @returns {Promise<boolean>} whether it ended well
 */
function show(command, args, env, minutes) {
  return new Promise((resolve) => {
    // In a group of its own: what hangs is ended with everything that it started.
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // Gone already.
      }
    };
    const timer = setTimeout(() => {
      log(`${command} ${args.join(' ')} took more than ${minutes} minutes and is ended`);
      end('SIGKILL');
    }, minutes * 60_000);
    const interrupted = () => {
      end('SIGTERM');
      process.exitCode = 130;
      setTimeout(() => process.exit(130), 3000).unref();
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const finish = (/** @type {boolean} */ well) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve(well);
    };
    child.once('error', () => finish(false));
    child.once('exit', (code) => finish(code === 0));
  });
}

/**
 * @param {Stage} stage
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reportDir
 * @returns {Promise<Counts>}
 */
async function runStage(stage, env, reportDir) {
  if (stage.script) {
    const well = await show('npm', ['run', '--silent', stage.script], env, stage.minutes);
    return well ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const report = join(reportDir, `${stage.name}.json`);
  await rm(report, { force: true });
  const args = [
    ...JEST,
    '--selectProjects',
    stage.name,
    '--json',
    `--outputFile=${report}`,
    `--maxWorkers=${stage.atOnce}`,
    // A child that a server leaves behind keeps nobody waiting.
    ...(stage.servers ? ['--forceExit'] : []),
  ];
  const well = await show(pinnedNode(ROOT), args, env, stage.minutes);
  return readReport(report, well);
}

/**
 * @param {string} report
 * @param {boolean} well whether jest itself ended well
 * @returns {Promise<Counts>} a file that could not be run, and a runner that crashed, count as one failure each
 */
async function readReport(report, well) {
  let result;
  try {
    result = JSON.parse(await readFile(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed, failed: well ? failed : Math.max(failed, 1) };
}

async function main() {
  const data = await chooseDataFolder();
  const toolsDir = join(data.path, 'tools');
  const reportDir = join(data.path, 'reports');
  await mkdir(reportDir, { recursive: true });

  const [chromium] = await Promise.all([
    ensureChromium({ toolsDir, log }),
    findNats({ toolsDir, log }),
    findClamd({ toolsDir, log }),
    ensurePostgres({ toolsDir, account: serverAccount(), log }),
    (async () => {
      await installDependencies(ROOT, log);
      await buildAll(ROOT, log);
    })(),
  ]);

  const { NODE_ENV: _production, ...pinned } = pinnedEnvironment(ROOT);
  const env = { ...pinned, VIGIE_DATA: data.path, VIGIE_CHROMIUM: chromium, FORCE_COLOR: '0' };
  const wanted = process.argv.slice(2);
  /** @type {(Counts & { name: string, seconds: number })[]} */
  const results = [];
  const stages = [...(await checkStages()), ...STAGES];
  for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    log(stage.name);
    const began = performance.now();
    const counts = await runStage(stage, env, reportDir);
    results.push({ name: stage.name, ...counts, seconds: Math.round((performance.now() - began) / 1000) });
    if (process.exitCode === 130) return;
  }
  console.log();
  for (const { name, passed, failed, seconds } of results) {
    console.log(
      `${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${seconds} s`,
    );
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** @type {Counts | undefined} */
let total;
try {
  total = await main();
} catch (error) {
  console.error(describeError(error));
  total = { passed: 0, failed: 1 };
}
if (total) {
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}
