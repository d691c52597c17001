import { randomUUID } from 'node:crypto';
import { connect } from '@nats-io/transport-node';
import type { Bell } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Platform } from '#libs/testing';
import { ask } from './admin.js';
import { bareBroadcast, bareClients } from './bare-sockets.js';
import { seedFacilities } from './facilities.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import { type SeededSession, seedSessions } from './sessions.js';
import { type ConsoleSocket, counted, openConsole, openConsoles } from './socket-clients.js';

const RUNS = 5;
const SOCKETS = 5000;
const FACILITIES = 2500;
const AT_ONCE = 250;
const SUMMARY = 'x'.repeat(900);
const MISSED = 3;
const APPROVALS = 3;

const recipientOf = (facilityId: string): string => `facility:${facilityId}`;

/** Two consoles at each of 2,500 facilities, connected. */
class Audience {
  private constructor(
    readonly platform: Platform,
    readonly facilityIds: readonly string[],
    readonly sessions: readonly SeededSession[],
  ) {}

  static async seed(platform: Platform): Promise<Audience> {
    const facilityIds = Array.from({ length: FACILITIES }, () => newId());
    const sessions = await seedSessions(platform.adminUrl, SOCKETS, { facility: ['declarant'], facilityIds });
    return new Audience(platform, facilityIds, sessions);
  }

  open(index: number, cursors: Record<string, number>, onItems: (count: number) => void): ConsoleSocket {
    return openConsole(this.platform.baseUrl, this.sessions[index]!, cursors, onItems);
  }

  /** Writes one feed row for every facility, as the gateway's handler does, and gives the bell that goes with them. */
  async write(): Promise<Bell> {
    const eventId = newId();
    const recordId = newId();
    const at = new Date().toISOString();
    const summary = { title: SUMMARY };
    const rows = await ask<{ recipient: string; cursor: string }>(
      this.platform.adminUrl,
      `WITH head AS (
         INSERT INTO gateway.feed_head (recipient, last_cursor)
         SELECT 'facility:' || id, 1 FROM unnest($1::uuid[]) AS id
         ON CONFLICT (recipient) DO UPDATE SET last_cursor = gateway.feed_head.last_cursor + 1
         RETURNING recipient, last_cursor)
       INSERT INTO gateway.feed (recipient, cursor, event_id, kind, type, record_id, reference, summary, at)
       SELECT recipient, last_cursor, $2, 'real', 'advisory.broadcast', $3, '972-A-2026-0001', $4, $5 FROM head
       RETURNING recipient, cursor`,
      [this.facilityIds, eventId, recordId, summary, at],
    );
    return {
      items: [
        {
          eventId,
          kind: 'real',
          type: 'advisory.broadcast',
          recordId,
          reference: '972-A-2026-0001',
          summary,
          at,
          to: rows.map(({ recipient, cursor }) => [recipient, Number(cursor)]),
        },
      ],
    };
  }
}

/** From the bell to the last of 5,000 sockets, against a bare `ws` server doing the same in this process's place. */
export async function benchBroadcast(platform: Platform): Promise<Figure[]> {
  const audience = await Audience.seed(platform);
  await audience.write();
  let count: (more: number) => void = () => undefined;
  const { consoles } = await openConsoles(SOCKETS, AT_ONCE, (index) => audience.open(index, {}, (more) => count(more)));
  const { stack } = platform.running;
  const bell = await connect({
    servers: stack.natsUrl,
    user: 'gateway',
    pass: stack.secrets.nats['gateway'] ?? '',
    inboxPrefix: '_INBOX_gateway',
  });

  const samples: Sample[] = [];
  const blocked: Sample[] = [];
  for (let run = 0; run < RUNS; run++) {
    const limit = await bareRun();
    const ring = JSON.stringify(await audience.write());
    const arrival = counted(SOCKETS, 30_000);
    count = arrival.count;
    await longestBlock(platform);
    const began = performance.now();
    bell.publish('vigie.bell.feed', ring);
    samples.push({ value: (await arrival.done) - began, limit });
    blocked.push({ value: await longestBlock(platform), limit: null });
  }
  mustBeGapless(consoles, RUNS);
  await bell.close();
  for (const one of consoles) one.close();
  return [figureOf('broadcast', 'ms', samples, { atMost: 3, of: 'ratio' }), blockedBy('broadcast', blocked)];
}

async function bareRun(): Promise<number> {
  const server = await bareBroadcast(SOCKETS, 1024);
  let count: (more: number) => void = () => undefined;
  const close = await bareClients(server.port, SOCKETS, () => count(1));
  const arrival = counted(SOCKETS, 30_000);
  count = arrival.count;
  const began = performance.now();
  server.broadcast();
  const took = (await arrival.done) - began;
  close();
  server.close();
  return took;
}

/** 5,000 consoles come back at once, each with three messages missed. */
export async function benchReconnect(platform: Platform): Promise<Figure[]> {
  const audience = await Audience.seed(platform);
  const total: Sample[] = [];
  const p99: Sample[] = [];
  for (let missed = 0; missed < MISSED; missed++) await audience.write();
  for (let run = 0; run < 3; run++) {
    const arrival = counted(SOCKETS * MISSED, 120_000);
    const began = performance.now();
    const { consoles, milliseconds } = await openConsoles(SOCKETS, SOCKETS, (index) => {
      const facilityId = audience.sessions[index]!.facilityId;
      return audience.open(index, { [recipientOf(facilityId)]: 0 }, arrival.count);
    });
    total.push({ value: (await arrival.done) - began, limit: null });
    p99.push({ value: percentile(milliseconds, 0.99), limit: null });
    mustBeGapless(consoles, MISSED);
    for (const one of consoles) one.close();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return [
    figureOf('reconnect.all', 'ms', total, { reported: true }),
    figureOf('reconnect.p99', 'ms', p99, { reported: true }),
  ];
}

/** Each console got each of its messages once, in order. */
function mustBeGapless(consoles: readonly ConsoleSocket[], messages: number): void {
  for (const { received } of consoles) {
    const cursors = received.map(([, cursor]) => cursor);
    const gapless =
      cursors.length === messages &&
      cursors.every((cursor, index) => index === 0 || cursor === cursors[index - 1]! + 1);
    if (!gapless)
      throw new Error(`a console received the cursors ${cursors.join(', ')} instead of ${messages} in a row`);
  }
}

async function longestBlock(platform: Platform): Promise<number> {
  const response = await fetch(new URL('/health', platform.baseUrl));
  return ((await response.json()) as { longestBlockMs: number }).longestBlockMs;
}

/** How long the gateway answered nobody. Judged by the worst run and not by the middle one: whoever had to wait then did wait. */
function blockedBy(what: string, samples: readonly Sample[]): Figure {
  const worst = Math.max(...samples.map(({ value }) => value));
  const judged = figureOf(`${what}.loop-blocked`, 'ms', [{ value: worst, limit: null }], { atMost: 50, of: 'value' });
  const { runs, spread } = figureOf(judged.figure, 'ms', samples, { reported: true });
  return { ...judged, runs, spread };
}

/** From the approver's click to the last socket, database work included, for an advisory to every one of the facilities. */
export async function benchApproval(platform: Platform): Promise<Figure[]> {
  const audience = await Audience.seed(platform);
  await seedFacilities(platform.adminUrl, audience.facilityIds);
  const [analyst] = await seedSessions(platform.adminUrl, 1, { agency: ['analyst'] });
  const [approver] = await seedSessions(platform.adminUrl, 1, { agency: ['approver'] });
  let count: (more: number) => void = () => undefined;
  const { consoles } = await openConsoles(SOCKETS, AT_ONCE, (index) => audience.open(index, {}, (more) => count(more)));
  const samples: Sample[] = [];
  const blocked: Sample[] = [];
  for (let run = 0; run < APPROVALS; run++) {
    const id = newId();
    await send(platform, analyst!, 'PUT', `/api/advisories/${id}`, {
      tlp: 'GREEN',
      texts: { fr: { title: 'Essai de charge', body: 'Texte.' }, en: null },
      respondBy: null,
      csafId: null,
      regionalId: null,
      audience: { facilities: audience.facilityIds },
    });
    await send(platform, analyst!, 'POST', `/api/advisories/${id}/submit`, {});
    const arrival = counted(SOCKETS, 60_000);
    count = arrival.count;
    await longestBlock(platform);
    const began = performance.now();
    await send(platform, approver!, 'POST', `/api/advisories/${id}/approve`, { expectedCount: FACILITIES });
    samples.push({ value: (await arrival.done) - began, limit: null });
    blocked.push({ value: await longestBlock(platform), limit: null });
  }
  mustBeGapless(consoles, APPROVALS);
  for (const one of consoles) one.close();
  return [
    figureOf('broadcast.approval', 'ms', samples, { atMost: 2000, of: 'value' }),
    blockedBy('broadcast.approval', blocked),
  ];
}

async function send(
  platform: Platform,
  session: SeededSession,
  method: string,
  path: string,
  body: unknown,
): Promise<void> {
  const response = await fetch(new URL(path, platform.baseUrl), {
    method,
    headers: {
      cookie: session.cookie,
      origin: new URL(platform.baseUrl).origin,
      'x-csrf-token': session.csrfToken,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
}
