import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandResult, Receipt } from '#libs/contracts';
import { newId } from '#libs/platform';
import { Client, type Platform, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { ask } from './admin.js';
import { seedFacilities } from './facilities.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import { type SeededSession, seedSessions } from './sessions.js';
import { type ConsoleSocket, openConsole, openConsoles } from './socket-clients.js';

const RUNS = 3;
const FACILITIES = 300;
const WITHIN = 60_000;
const CONSOLES = 2000;
const AT_ONCE = 250;
/** Queue screens that read again at the same moment when the last declaration has rung. */
const SCREENS = 20;
/** Milliseconds after which what was not heard never will be. */
const LOST = 60_000;

type Queue = CommandResult<'incident.incident.list'>;

interface Declared {
  incidentId: string;
  /** From the moment at which it was to be sent: what waits behind a slow one counts. */
  took: number;
  answeredAt: number;
}

/** One supplier's failure: 300 facilities declare within a minute, while 2,000 consoles of the agency watch the queue. */
export async function benchStorm(platform: Platform): Promise<Figure[]> {
  const watch = await Watch.open(platform);
  const p99: Sample[] = [];
  const slowest: Sample[] = [];
  const heard: Sample[] = [];
  const shown: Sample[] = [];
  await storm(platform, 20, 2_000);
  await sleep(2_000);
  for (let run = 0; run < RUNS; run++) {
    watch.begin();
    const declared = await storm(platform, FACILITIES, WITHIN);
    const lags = await watch.lags(declared);
    const last = declared.reduce((one, other) => (other.answeredAt > one.answeredAt ? other : one));
    const read = await watch.readQueue(last.incidentId);
    const latencies = declared.map(({ took }) => took);
    p99.push({ value: percentile(latencies, 0.99), limit: null });
    slowest.push({ value: Math.max(...latencies), limit: null });
    heard.push({ value: Math.max(...lags.values()), limit: null });
    shown.push({ value: (lags.get(last.incidentId) ?? NaN) + read, limit: null });
  }
  watch.close();
  return [
    figureOf('storm.declare.p99', 'ms', p99, { atMost: 500, of: 'value' }),
    figureOf('storm.declare.slowest', 'ms', slowest, { reported: true }),
    // From a receipt to the last of the 2,000 consoles, the worst of the 300.
    figureOf('storm.heard', 'ms', heard, { atMost: 2000, of: 'value' }),
    // The last one on every queue screen: heard, and read.
    figureOf('storm.shown', 'ms', shown, { atMost: 2000, of: 'value' }),
  ];
}

/** So many facilities declare, at moments spread over the time as they happen: some at once, some alone. */
async function storm(platform: Platform, count: number, within: number): Promise<Declared[]> {
  const facilityIds = Array.from({ length: count }, () => newId());
  await seedFacilities(platform.adminUrl, facilityIds);
  const sessions = await seedSessions(platform.adminUrl, count, { facility: ['declarant'], facilityIds });
  const moments = momentsWithin(count, within);
  const began = performance.now();
  return Promise.all(
    sessions.map(async (session, index): Promise<Declared> => {
      const due = began + moments[index]!;
      await sleep(Math.max(0, due - performance.now()));
      const client = new Client(platform.baseUrl).impatient().useSession(session.cookie, session.csrfToken);
      const receipt = ok(await client.post<Receipt>('/api/declarations', aDeclaration(session.facilityId)));
      const answeredAt = performance.now();
      return { incidentId: receipt.incidentId, took: answeredAt - due, answeredAt };
    }),
  );
}

/** The same at each run: a linear congruential generator (Numerical Recipes), so that runs can be compared. */
function momentsWithin(count: number, within: number): number[] {
  let state = 972;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) * within;
  });
}

/** The consoles that watch: when the last of them has heard each item, and whether any missed one. */
class Watch {
  private heardBy = new Map<number, number>();
  private completeAt = new Map<number, number>();
  private consoles: readonly ConsoleSocket[] = [];
  private readonly lastOf = new Map<ConsoleSocket, number>();

  private constructor(
    private readonly platform: Platform,
    private readonly sessions: readonly SeededSession[],
  ) {}

  static async open(platform: Platform): Promise<Watch> {
    const sessions = await seedSessions(platform.adminUrl, CONSOLES, { agency: ['analyst'] });
    const watch = new Watch(platform, sessions);
    const { consoles } = await openConsoles(CONSOLES, AT_ONCE, (index) => watch.openOne(sessions[index]!));
    watch.consoles = consoles;
    return watch;
  }

  begin(): void {
    this.heardBy = new Map();
    this.completeAt = new Map();
  }

  /** Milliseconds from each receipt until the last console has heard of it. @throws when one never does */
  async lags(declared: readonly Declared[]): Promise<Map<string, number>> {
    const deadline = performance.now() + LOST;
    while (this.completeAt.size < declared.length) {
      if (performance.now() > deadline)
        throw new Error(`${this.completeAt.size} of ${declared.length} were heard by all`);
      await sleep(20);
    }
    const cursors = await this.cursorsOf(declared);
    return new Map(
      declared.map(({ incidentId, answeredAt }) => {
        const at = this.completeAt.get(cursors.get(incidentId) ?? -1);
        if (at === undefined) throw new Error(`no console heard of ${incidentId}`);
        // Who watches may hear of it before its declarant reads the receipt.
        return [incidentId, Math.max(0, at - answeredAt)];
      }),
    );
  }

  /** The slowest of the screens that read the queue at once. @throws when one does not show the declaration */
  async readQueue(incidentId: string): Promise<number> {
    const began = performance.now();
    await Promise.all(
      this.sessions.slice(0, SCREENS).map(async ({ cookie, csrfToken }) => {
        const client = new Client(this.platform.baseUrl).impatient().useSession(cookie, csrfToken);
        const { items } = ok(await client.get<Queue>('/api/incidents', { state: 'declared', limit: 50 }));
        if (!items.some(({ id }) => id === incidentId)) throw new Error('the queue does not show the last declaration');
      }),
    );
    return performance.now() - began;
  }

  close(): void {
    for (const one of this.consoles) one.close();
  }

  private openOne(session: SeededSession): ConsoleSocket {
    const one = openConsole(this.platform.baseUrl, session, {}, () => this.hear(one));
    return one;
  }

  private hear(one: ConsoleSocket): void {
    const now = performance.now();
    for (const [, cursor] of one.received.splice(0)) {
      const last = this.lastOf.get(one);
      if (last !== undefined && cursor !== last + 1) throw new Error(`a console heard ${cursor} after ${last}`);
      this.lastOf.set(one, cursor);
      const heard = (this.heardBy.get(cursor) ?? 0) + 1;
      this.heardBy.set(cursor, heard);
      if (heard === CONSOLES) this.completeAt.set(cursor, now);
    }
  }

  private async cursorsOf(declared: readonly Declared[]): Promise<Map<string, number>> {
    const found = await ask<{ record_id: string; cursor: string }>(
      this.platform.adminUrl,
      `SELECT record_id::text, cursor FROM gateway.feed WHERE recipient = 'agency' AND type = 'incident.declared'
         AND record_id::text = ANY($1::text[])`,
      [declared.map(({ incidentId }) => incidentId)],
    );
    return new Map(found.map(({ record_id, cursor }) => [record_id, Number(cursor)]));
  }
}
