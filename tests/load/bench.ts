// `npm run bench` measures every figure, `npm run bench -- NAME` one group: one JSON line each, with its limit of the same run.
import { type Platform, startPlatform } from '#libs/testing';
import { benchClocks } from './clocks.js';
import { benchDeclare } from './declare.js';
import { benchExport } from './export.js';
import type { Figure } from './figure.js';
import { type GrownBench, alongHistory } from './history.js';
import { benchApproval, benchBroadcast, benchReconnect } from './live.js';
import { benchDeclarePage } from './declare-page.js';
import { benchOpenIncident } from './open-incident.js';
import { benchRoom } from './room.js';
import { benchSearch } from './search.js';
import { benchStorm } from './storm.js';
import { benchMemory, benchStart } from './start.js';
import { benchUpload } from './upload.js';

/**
 * `fresh`: each group gets a platform with data of its own, because what one leaves behind must not slow the next. `grown`: all that are
 * wanted share one history, which takes long to fill.
 */
const benches: Record<
  string,
  { fresh: ((platform: Platform) => Promise<Figure[]>)[] } | { alone: () => Promise<Figure[]> } | { grown: GrownBench }
> = {
  memory: { fresh: [benchMemory] },
  declare: { fresh: [benchDeclare] },
  broadcast: { fresh: [benchBroadcast, benchApproval] },
  reconnect: { fresh: [benchReconnect] },
  storm: { fresh: [benchStorm] },
  'declare-page': { fresh: [benchDeclarePage] },
  clocks: { fresh: [benchClocks] },
  room: { grown: benchRoom },
  'open-incident': { grown: benchOpenIncident },
  search: { grown: benchSearch },
  export: { fresh: [benchExport] },
  upload: { alone: benchUpload },
  start: { alone: benchStart },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no figure named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
let missed = 0;
const grown: GrownBench[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if ('grown' in bench) grown.push(bench.grown);
  else if ('alone' in bench) report(await bench.alone());
  else
    await onPlatform(async (platform) => {
      for (const run of bench.fresh) report(await run(platform));
    });
}
if (grown.length > 0) await onPlatform((platform) => alongHistory(platform, grown, report));
process.exit(missed === 0 ? 0 : 1);

function report(figures: readonly Figure[]): void {
  for (const figure of figures) {
    console.log(JSON.stringify(figure));
    if (!figure.ok) missed += 1;
  }
}

async function onPlatform(work: (platform: Platform) => Promise<void>): Promise<void> {
  const platform = await startPlatform({}, { durable: true });
  try {
    await work(platform);
  } finally {
    await platform.stop();
  }
}
