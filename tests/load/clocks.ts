import type { Platform } from '#libs/testing';
import { FIND_DUE } from '../../apps/incident/src/clocks/ring.store.js';
import { asAdmin, ask } from './admin.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import { load } from './http-load.js';
import { seedSessions } from './sessions.js';

const OPEN = 100_000;
const OVERNIGHT = 10_000;
const FOUND_AT_ONCE = 500;
const RUNS = 5;
const FINDS = 50;
/** Questions to the board, one after the other. */
const LOOKS = 20;

/** Finding what is due among 100,000 open clocks, what the board takes, and a night of downtime caught up: each reminder once. */
export async function benchClocks(platform: Platform): Promise<Figure[]> {
  await seedClocks(platform.adminUrl);
  const find: Sample[] = [];
  const slowest: Sample[] = [];
  const board: Sample[] = [];
  const catchUp: Sample[] = [];
  for (let run = 0; run < RUNS; run++) {
    const took = await findDue(platform.adminUrl);
    find.push({ value: percentile(took, 0.5), limit: null });
    slowest.push({ value: percentile(took, 0.99), limit: null });
    board.push({ value: await lookAtBoard(platform), limit: null });
    catchUp.push({ value: await sleepOver(platform, run), limit: null });
  }
  return [
    figureOf('clocks.find', 'ms', find, { atMost: 20, of: 'value' }),
    figureOf('clocks.find-p99', 'ms', slowest, { reported: true }),
    figureOf('clocks.board', 'ms', board, { reported: true }),
    figureOf('clocks.catch-up', 's', catchUp, { atMost: 60, of: 'value' }),
  ];
}

/** Ten for each incident of the demo region's facilities, the next reminder of each in the coming hundred hours. */
async function seedClocks(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query(
      `INSERT INTO incident.clock (id, incident_id, facility_id, territory, kind, reference, regime, regime_version, stage, applies, state,
         due_at, reason, rings, next_ring_at)
       SELECT gen_random_uuid(), i.id, i.facility, '972', 'real', '972-2026-' || i.n, 'nis2', 1, 'stage-' || s, 'yes', 'open', due,
         '{"facts": [], "due": {"code": "after-aware", "stage": null, "delay": "PT24H"}}',
         ARRAY[due - interval '6 hours', due, due + interval '4 hours'], due - interval '6 hours'
       FROM (
         SELECT n, gen_random_uuid() AS id, (SELECT array_agg(id ORDER BY id) FROM directory.facility) [1 + n % 20] AS facility
         FROM generate_series(1, $1) AS n
       ) AS i, generate_series(1, 10) AS s,
       LATERAL (SELECT now() + interval '12 hours' + ((i.n * 10 + s) % 360000) * interval '1 second' AS due) AS d`,
      [OPEN / 10],
    );
    await client.query('VACUUM ANALYZE incident.clock');
  });
}

/** What looks at what is due take, as the service takes them, when 10,000 are: milliseconds each, its round trip included. */
async function findDue(adminUrl: string): Promise<number[]> {
  const [latest] = await ask<{ at: Date }>(
    adminUrl,
    'SELECT next_ring_at AS at FROM incident.clock WHERE next_ring_at IS NOT NULL ORDER BY 1 OFFSET $1 LIMIT 1',
    [OVERNIGHT],
  );
  return asAdmin(adminUrl, async (client) => {
    const took: number[] = [];
    for (let find = 0; find < FINDS; find++) {
      await client.query('BEGIN; SET LOCAL ROLE vigie_incident_system; SET LOCAL search_path = incident');
      const began = performance.now();
      const { rowCount } = await client.query(FIND_DUE, [latest?.at, FOUND_AT_ONCE]);
      took.push(performance.now() - began);
      await client.query('ROLLBACK');
      if (rowCount !== FOUND_AT_ONCE) throw new Error(`found ${rowCount} of ${FOUND_AT_ONCE}`);
    }
    return took;
  });
}

/** What an analyst waits for the first page of the board. */
async function lookAtBoard(platform: Platform): Promise<number> {
  const [session] = await seedSessions(platform.adminUrl, 1, { agency: ['analyst'] });
  const url = new URL(platform.baseUrl);
  const request = Buffer.from(
    `GET /api/clocks?state=due,overdue HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${session?.cookie}\r\n\r\n`,
  );
  const loaded = await load(url, LOOKS, 1, () => request);
  if (loaded.refused.size > 0) throw new Error(`refused: ${JSON.stringify([...loaded.refused])}`);
  return percentile(loaded.latencies, 0.5);
}

/** Two reminders of each of 10,000 clocks pass while the service is away; seconds from when it dies until each has rung, once. */
async function sleepOver(platform: Platform, run: number): Promise<number> {
  const { adminUrl } = platform;
  const night = `
    UPDATE incident.clock SET next_ring_at = now() - interval '5 hours',
      rings = ARRAY[now() - interval '5 hours', now() - interval '1 hour', now() + interval '100 hours']
    WHERE id IN (SELECT id FROM incident.clock WHERE rung = 0 AND next_ring_at > now() ORDER BY id LIMIT $1)`;
  const fallen = asAdmin(adminUrl, (client) => client.query(night, [OVERNIGHT]));
  const back = platform.kill('incident');
  await fallen;
  const began = performance.now();
  await back;
  const wanted = OVERNIGHT * (run + 1);
  for (;;) {
    const [now] = await ask<{ left: number; rings: number; events: number; told: number }>(
      adminUrl,
      `SELECT (SELECT count(*)::int FROM incident.clock WHERE next_ring_at <= now()) AS left,
         (SELECT count(*)::int FROM incident.clock_ring) AS rings,
         (SELECT count(*)::int FROM messaging.event WHERE type = 'clock.rang') AS events,
         (SELECT count(DISTINCT payload->>'clockId')::int FROM messaging.event WHERE type = 'clock.rang') AS told`,
      [],
    );
    if (now?.left === 0) {
      const seconds = (performance.now() - began) / 1000;
      const rang = [now.rings, now.events, now.told];
      if (rang.some((count) => count !== wanted))
        throw new Error(`${wanted} were to ring once: ${JSON.stringify(now)}`);
      return seconds;
    }
    if (performance.now() - began > 300_000) throw new Error(`not caught up: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
