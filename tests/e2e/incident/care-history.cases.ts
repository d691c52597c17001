import { setTimeout as sleep } from 'node:timers/promises';
import type { CareBoard, CareStatus } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCareReport } from '../story/declare.js';
import { agent, declarant, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const HOUR = 3_600_000;
const services = ['emergency', 'theatre', 'imaging'] as const;
type Service = (typeof services)[number];

const step = fc.record({
  service: fc.constantFrom(...services),
  /** Null: confirms what stands. */
  status: fc.option(fc.constantFrom<CareStatus>('open', 'degraded', 'closed', 'unknown')),
});

async function lineAt(facilityId: string, at?: string) {
  const board = await rig.as(analyst, 'incident.care.board', { at });
  return { at: board.at, line: board.facilities.find((line) => line.facilityId === facilityId) };
}
type Line = CareBoard['facilities'][number] | undefined;
type Who = ReturnType<typeof declarant>;

const say = (who: Who, service: Service) =>
  rig.as(who, 'incident.care.report', {
    facilityId: who.facilityId,
    ...aCareReport({ service, status: 'open', transfers: false, transferText: null }),
  });
/** As if all that the facility has said had been said earlier. */
const grow = (facilityId: string, hours: number) =>
  rig.database.asAdmin(
    `UPDATE incident.care_report SET reported_at = reported_at - make_interval(hours => $2) WHERE facility_id = $1`,
    [facilityId, hours],
  );
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
const statusesOf = (line: Line) => Object.fromEntries((line?.reports ?? []).map((one) => [one.service, one.status]));

describe('the past of the board', () => {
  it('is what was seen then, and the newest report before that moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const who = declarant();
        const { facilityId } = who;
        const standing = new Map<Service, { id: string; status: CareStatus }>();
        const seen: { at: string; line: Line; model: Record<string, CareStatus> }[] = [];
        for (const { service, status } of steps) {
          const before = standing.get(service);
          if (status === null && before === undefined) continue;
          const { reports } =
            status === null
              ? await rig.as(who, 'incident.care.confirm', { facilityId, kind: 'real', reportIds: [before!.id] })
              : await rig.as(who, 'incident.care.report', {
                  facilityId,
                  ...aCareReport({ service, status, replaces: before?.id ?? null }),
                });
          const said = reports.find((one) => one.service === service)!;
          standing.set(service, { id: said.id, status: status ?? before!.status });
          await sleep(2);
          const model = Object.fromEntries([...standing].map(([name, one]) => [name, one.status]));
          seen.push({ ...(await lineAt(facilityId)), model });
          await sleep(2);
        }
        for (const { at, line, model } of seen) {
          expect(statusesOf(line)).toEqual(model);
          expect((await lineAt(facilityId, at)).line).toEqual(line);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('has no state before anybody said one, and the present stands for what is still to come', async () => {
    const who = declarant();
    const before = new Date().toISOString();
    await sleep(2);
    await rig.as(who, 'incident.care.report', { facilityId: who.facilityId, ...aCareReport() });
    expect((await lineAt(who.facilityId, before)).line).toBeUndefined();
    const later = await lineAt(who.facilityId, new Date(Date.now() + HOUR).toISOString());
    expect(statusesOf(later.line)).toEqual({ emergency: 'closed' });
    expect(later.at <= new Date().toISOString()).toBe(true);
  });

  it('is stale where nobody had confirmed for twelve hours, and is counted so', async () => {
    const who = declarant();
    const { facilityId } = who;
    await rig.as(who, 'incident.care.report', { facilityId, ...aCareReport({ status: 'open' }) });
    await grow(facilityId, 13);
    const now = await rig.as(analyst, 'incident.care.board', {});
    const own = now.facilities.find((line) => line.facilityId === facilityId);
    expect(own?.reports).toMatchObject([{ status: 'open', stale: true }]);
    expect(now.counts.stale).toBeGreaterThan(0);
    const then = await lineAt(facilityId, hoursAgo(2));
    expect(then.line?.reports).toMatchObject([{ status: 'open', stale: false }]);
    const { reports } = await rig.as(who, 'incident.care.get', { facilityId });
    const reportIds = reports.map(({ id }) => id);
    const again = await rig.as(who, 'incident.care.confirm', { facilityId, kind: 'real', reportIds });
    expect(again.reports).toMatchObject([{ status: 'open', stale: false }]);
  });

  it('can be asked for what is stale at that moment alone, while the counts stay those of all', async () => {
    const who = declarant();
    const { facilityId } = who;
    await say(who, 'theatre');
    const { reports } = await say(who, 'emergency');
    await grow(facilityId, 13);
    const emergency = reports.find(({ service }) => service === 'emergency')!;
    await rig.as(who, 'incident.care.confirm', { facilityId, kind: 'real', reportIds: [emergency.id] });
    await say(who, 'imaging');
    const listedAt = async (at: string) => {
      const [all, stale] = await Promise.all([
        rig.as(analyst, 'incident.care.board', { at }),
        rig.as(analyst, 'incident.care.board', { at, stale: 'yes' }),
      ]);
      expect(stale.counts).toEqual(all.counts);
      expect(stale.facilities.flatMap((line) => line.reports)).toHaveLength(all.counts.stale);
      const line = stale.facilities.find((one) => one.facilityId === facilityId);
      return line?.reports.map(({ service }) => service).toSorted();
    };
    expect(await listedAt(new Date().toISOString())).toEqual(['theatre']);
    expect(await listedAt(hoursAgo(0.5))).toEqual(['emergency', 'theatre']);
    expect(await listedAt(hoursAgo(2))).toBeUndefined();
  });

  it('is asked of what is stale in one way only', async () => {
    const asked = rig.as(analyst, 'incident.care.board', { stale: 'no' as 'yes' });
    expect(await refusalOf(asked)).toBe('invalid-request');
  });
});
