// `npm run bench` measures every figure, `npm run bench -- NAME` one group: one JSON line each, with its limit of the same run.
import { type Platform, startPlatform } from '#libs/testing';
import { benchDeclare } from './declare.js';
import type { Figure } from './figure.js';
import { benchApproval, benchBroadcast, benchReconnect } from './live.js';
import { benchMemory, benchStart } from './start.js';

const benches: Record<
  string,
  | { needs: 'platform'; run: (platform: Platform) => Promise<Figure[]> }
  | { needs: 'nothing'; run: () => Promise<Figure[]> }
> = {
  memory: { needs: 'platform', run: benchMemory },
  declare: { needs: 'platform', run: benchDeclare },
  broadcast: {
    needs: 'platform',
    run: async (platform) => [...(await benchBroadcast(platform)), ...(await benchApproval(platform))],
  },
  reconnect: { needs: 'platform', run: benchReconnect },
  start: { needs: 'nothing', run: benchStart },
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
  const figures = bench.needs === 'platform' ? await onPlatform(bench.run) : await bench.run();
  for (const figure of figures) {
    console.log(JSON.stringify(figure));
    if (!figure.ok) missed += 1;
  }
}
process.exit(missed === 0 ? 0 : 1);

/** Each group gets a platform with data of its own: what one leaves behind must not slow the next. */
async function onPlatform(run: (platform: Platform) => Promise<Figure[]>): Promise<Figure[]> {
  const platform = await startPlatform();
  try {
    return await run(platform);
  } finally {
    await platform.stop();
  }
}
