import type { Platform } from '#libs/testing';
import { newId } from '#libs/platform';
import { aDeclaration } from '../e2e/story/declare.js';
import { asAdmin, ask } from './admin.js';
import { bareCommitRate, durability } from './bare-postgres.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import { load, postRequest } from './http-load.js';
import { type SeededSession, seedSessions } from './sessions.js';
import { openConsoles, openConsole } from './socket-clients.js';

const RUNS = 5;
const IN_FLIGHT = 32;
const PER_RUN = 6000;
const LIMIT_SECONDS = 4;

/** Durable declarations per second through gateway, NATS and incident, and until every delivery of them is closed. */
export async function benchDeclare(platform: Platform): Promise<Figure[]> {
  console.error(`# ${await durability(platform.adminUrl)}, ${IN_FLIGHT} in flight, ${PER_RUN} declarations a run`);
  const analysts = await seedSessions(platform.adminUrl, 3, { agency: ['analyst'] });
  const consoles = await openConsoles(analysts.length, 3, (index) =>
    openConsole(platform.baseUrl, analysts[index]!, {}, () => undefined),
  );
  const rate: Sample[] = [];
  const settled: Sample[] = [];
  const p99: Sample[] = [];
  await declareMany(platform, PER_RUN);
  await allClosed(platform.adminUrl);
  for (let run = 0; run < RUNS; run++) {
    const limit = await bareCommitRate(platform.adminUrl, IN_FLIGHT, LIMIT_SECONDS);
    const began = performance.now();
    const loaded = await declareMany(platform, PER_RUN);
    await allClosed(platform.adminUrl);
    const untilSettled = (performance.now() - began) / 1000;
    rate.push({ value: loaded.count / loaded.seconds, limit });
    settled.push({ value: loaded.count / untilSettled, limit });
    p99.push({ value: percentile(loaded.latencies, 0.99), limit: null });
  }
  for (const one of consoles.consoles) one.close();
  return [
    figureOf('declare.rate', '1/s', rate, { atLeast: 0.25, of: 'ratio' }),
    figureOf('declare.settled', '1/s', settled, { atLeast: 0.08, of: 'ratio' }),
    figureOf('declare.p99', 'ms', p99, { atMost: 250, of: 'value' }),
  ];
}

async function declareMany(
  platform: Platform,
  total: number,
): Promise<{ count: number; seconds: number; latencies: number[] }> {
  // No person sends more than a few: the limit of 30 a minute is not what is measured.
  const sessions = await seedSessions(platform.adminUrl, Math.ceil(total / 10), { facility: ['declarant'] });
  const url = new URL(platform.baseUrl);
  const requests = Array.from({ length: total }, (_, index) =>
    declarationRequest(url, sessions[index % sessions.length]!),
  );
  const loaded = await load(url, total, IN_FLIGHT, (index) => requests[index]!);
  if (loaded.refused.size > 0) throw new Error(`refused: ${JSON.stringify([...loaded.refused])}`);
  await mustExist(platform.adminUrl, sessions, total);
  return loaded;
}

function declarationRequest(url: URL, session: SeededSession): Buffer {
  return postRequest(
    url,
    '/api/declarations',
    { cookie: session.cookie, 'x-csrf-token': session.csrfToken, 'idempotency-key': newId() },
    JSON.stringify({ ...aDeclaration(session.facilityId), id: newId() }),
  );
}

/** What was answered is there, with all its rows. */
async function mustExist(adminUrl: string, sessions: readonly SeededSession[], total: number): Promise<void> {
  const [found] = await ask<{ incidents: number; journal: number; events: number; deliveries: number; audits: number }>(
    adminUrl,
    `WITH mine AS (SELECT id FROM incident.incident WHERE facility_id = ANY($1::uuid[]))
     SELECT (SELECT count(*)::int FROM mine) AS incidents,
       (SELECT count(*)::int FROM incident.journal_entry WHERE incident_id IN (SELECT id FROM mine)) AS journal,
       (SELECT count(*)::int FROM incident.audit WHERE record_id IN (SELECT id::text FROM mine)) AS audits,
       (SELECT count(*)::int FROM messaging.event WHERE aggregate_id IN (SELECT id FROM mine)) AS events,
       (SELECT count(*)::int FROM messaging.delivery WHERE aggregate_id IN (SELECT id FROM mine)) AS deliveries`,
    [sessions.map(({ facilityId }) => facilityId)],
  );
  const wanted = { incidents: total, journal: total, audits: total, events: total, deliveries: total * 3 };
  if (JSON.stringify(found, Object.keys(wanted).sort()) !== JSON.stringify(wanted, Object.keys(wanted).sort())) {
    throw new Error(`answered ${total}, found ${JSON.stringify(found)}`);
  }
}

async function allClosed(adminUrl: string): Promise<void> {
  const deadline = performance.now() + 300_000;
  await asAdmin(adminUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ open: boolean }>(
        "SELECT EXISTS (SELECT FROM messaging.delivery WHERE state <> 'closed') AS open",
      );
      if (rows[0]?.open === false) return;
      if (performance.now() > deadline) throw new Error('deliveries stayed open for five minutes');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}
