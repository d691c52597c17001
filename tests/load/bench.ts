// `npm run bench` measures every figure, `npm run bench -- NAME` one group: one JSON line each, with its limit of the same run.
import { type Platform, startPlatform } from '#libs/testing';
import { benchClocks } from './clocks.js';
import { benchDeclare } from './declare.js';
import type { Figure } from './figure.js';
import { benchApproval, benchBroadcast, benchReconnect } from './live.js';
import { benchDeclarePage } from './declare-page.js';
import { benchRoom } from './room.js';
import { benchStorm } from './storm.js';
import { benchMemory, benchStart } from './start.js';

/** `fresh`: each group gets a platform with data of its own, because what one leaves behind must not slow the next. */
const benches: Record<
  string,
  { fresh: ((platform: Platform) => Promise<Figure[]>)[] } | { alone: () => Promise<Figure[]> }
> = {
  memory: { fresh: [benchMemory] },
  declare: { fresh: [benchDeclare] },
  broadcast: { fresh: [benchBroadcast, benchApproval] },
  reconnect: { fresh: [benchReconnect] },
  storm: { fresh: [benchStorm] },
  'declare-page': { fresh: [benchDeclarePage] },
  clocks: { fresh: [benchClocks] },
  room: { fresh: [benchRoom] },
  start: { alone: benchStart },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no figure named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if ('fresh' in bench) await onPlatform(bench.fresh);
  else report(await bench.alone());
}
process.exit(missed === 0 ? 0 : 1);

function report(figures: readonly Figure[]): void {
  for (const figure of figures) {
    console.log(JSON.stringify(figure));
    if (!figure.ok) missed += 1;
  }
}

async function onPlatform(runs: readonly ((platform: Platform) => Promise<Figure[]>)[]): Promise<void> {
  const platform = await startPlatform();
  try {
    for (const run of runs) report(await run(platform));
  } finally {
    await platform.stop();
  }
}
