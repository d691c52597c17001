import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '#libs/contracts';
import { newId } from '#libs/platform';
import { Client, type Platform, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import type { GrownBench } from './history.js';
import { seedSessions } from './sessions.js';
import { type ConsoleSocket, openConsole, openConsoles } from './socket-clients.js';

const RUNS = 3;
const PEOPLE = 200;
const AT_ONCE = 50;
const ENTRIES = 60;
/** Milliseconds between two entries: a lively room. */
const PACE = 250;
/** Milliseconds after which what was not shown never will be. */
const LOST = 30_000;

/** Two hundred people in a crisis room: from the moment at which an entry is sent until each of them has it, its text included; at each size of the history. */
export const benchRoom: GrownBench = (platform, [facilityId]) =>
  Promise.resolve((size) => benchRoomOf(platform, facilityId!, size));

async function benchRoomOf(platform: Platform, facilityId: string, size: number): Promise<Figure[]> {
  const [declarant] = await seedSessions(platform.adminUrl, 1, { facility: ['declarant'], facilityIds: [facilityId] });
  const { incidentId } = ok(
    await clientOf(platform, declarant!).post<Receipt>('/api/declarations', aDeclaration(facilityId)),
  );
  const sessions = await seedSessions(platform.adminUrl, PEOPLE, { agency: ['analyst'] });
  const shownAt = new Map<string, number[]>();
  const { consoles } = await openConsoles(PEOPLE, AT_ONCE, (index) =>
    openConsole(
      platform.baseUrl,
      sessions[index]!,
      {},
      () => undefined,
      (id) => shownAt.get(id)?.push(performance.now()),
    ),
  );
  for (const one of consoles) one.enter(incidentId);
  await sleep(3_000);
  const writer = clientOf(platform, sessions[0]!);
  const samples: Sample[] = [];
  await play(writer, incidentId, 10, shownAt);
  for (let run = 0; run < RUNS; run++) {
    const lags = await play(writer, incidentId, ENTRIES, shownAt);
    samples.push({ value: percentile(lags, 0.99), limit: null });
  }
  close(consoles);
  return [figureOf(`room.shown.p99.${size}`, 'ms', samples, { atMost: 300, of: 'value' })];
}

/** Writes entries at a steady pace. @returns milliseconds, of each entry and person @throws when one is not shown to everybody */
async function play(
  writer: Client,
  incidentId: string,
  count: number,
  shownAt: Map<string, number[]>,
): Promise<number[]> {
  const began = performance.now();
  const sentAt = new Map<string, number>();
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const due = began + index * PACE;
      await sleep(Math.max(0, due - performance.now()));
      const id = newId();
      shownAt.set(id, []);
      sentAt.set(id, due);
      ok(await writer.post(`/api/incidents/${incidentId}/journal`, { id, text: `Relevé n° ${index} du pare-feu.` }));
    }),
  );
  const deadline = performance.now() + LOST;
  while ([...sentAt.keys()].some((id) => shownAt.get(id)!.length < PEOPLE)) {
    if (performance.now() > deadline) throw new Error('an entry was not shown to everybody in the room');
    await sleep(20);
  }
  return [...sentAt].flatMap(([id, at]) => shownAt.get(id)!.map((shown) => shown - at));
}

const clientOf = ({ baseUrl }: Platform, { cookie, csrfToken }: { cookie: string; csrfToken: string }) =>
  new Client(baseUrl).impatient().useSession(cookie, csrfToken);

const close = (consoles: readonly ConsoleSocket[]): void => {
  for (const one of consoles) one.close();
};
