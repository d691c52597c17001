// `npm run demo [-- CSAF_FILE]`: plays the whole story against a fresh stack, over HTTP and sockets only.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startPlatform } from './platform.js';
import { productsNamed } from './story/inventory.js';
import { playStory } from './story/play.js';

const REAL_ADVISORIES = join(import.meta.dirname, '../../../shared/data/advisories/cisa-csaf');

/** The file named on the command line, else a real advisory where the public data is at hand, else the project's own. */
function csafFile(): string | undefined {
  const named = process.argv[2];
  if (named !== undefined) return resolve(named);
  if (!existsSync(REAL_ADVISORIES)) return undefined;
  // One that names an exact version, so that both verdicts are seen.
  return globSync('csaf_files/OT/white/2024/icsma-*.json', { cwd: REAL_ADVISORIES })
    .sort()
    .map((file) => join(REAL_ADVISORIES, file))
    .find((file) => productsNamed(readFileSync(file)).some(({ version }) => version !== ''));
}

const file = csafFile();
console.log(`Starting a fresh stack; the advisory is ${file ?? 'the one written for the project'}.`);
const rows: [number, string, string][] = [];
const platform = await startPlatform({ csafFile: file, tell: (...row) => rows.push(row) });
let failure: unknown = null;
try {
  await playStory(platform.world);
} catch (error) {
  failure = error;
} finally {
  await platform.stop();
}
const width = Math.max(...rows.map(([, what]) => what.length), 10);
console.log(`\nstep  ${'what happened'.padEnd(width)}  result\n----  ${'-'.repeat(width)}  ${'-'.repeat(40)}`);
for (const [step, what, result] of rows) console.log(`${String(step).padStart(4)}  ${what.padEnd(width)}  ${result}`);
if (failure !== null) {
  console.error(
    `\nThe story stopped after step ${rows.at(-1)?.[0] ?? 0}: ${failure instanceof Error ? failure.message : String(failure)}`,
  );
  process.exit(1);
}
console.log(`\n${rows.length} things seen, none failed.`);
