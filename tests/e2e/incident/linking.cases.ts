import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agent, declarant, declaration } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(count: number): Promise<string[]> {
  const receipts = Array.from({ length: count }, async () => {
    const { facilityId, ...who } = declarant();
    return (await rig.as(who, 'incident.declaration.submit', declaration(facilityId))).incidentId;
  });
  return Promise.all(receipts);
}
const create = async (incidentIds: string[]) =>
  (await rig.as(analyst, 'incident.regional.create', { id: newId(), title: 'Panne', supplier: null, incidentIds })).id;
const codeOf = (asked: Promise<unknown>): Promise<string | null> =>
  asked.then(
    () => null,
    ({ code }: { code: string }) => code,
  );

interface Standing {
  parents: (string | null)[];
  counts: number[];
  /** Links without an unlink after them, and how often both were written. */
  journal: number[];
}

/** How incidents and parents stand in the database; parents by their place. */
async function standingOf(incidentIds: string[], regionalIds: string[]): Promise<Standing> {
  const incidents = await rig.database.asAdmin<{ id: string; parent: string | null; balance: number }>(
    `SELECT i.id, regional_id AS parent, (SELECT coalesce(sum(CASE type WHEN 'linked' THEN 1 WHEN 'unlinked' THEN -1 ELSE 0 END), 0)::int
       FROM incident.journal_entry e WHERE e.incident_id = i.id) AS balance
     FROM incident.incident i WHERE i.id = ANY($1)`,
    [incidentIds],
  );
  const regionals = await rig.database.asAdmin<{ id: string; count: number }>(
    'SELECT id, incident_count AS count FROM incident.regional_incident WHERE id = ANY($1)',
    [regionalIds],
  );
  const found = incidentIds.map((id) => incidents.find((one) => one.id === id)!);
  return {
    parents: found.map(({ parent }) => (parent === null ? null : String(regionalIds.indexOf(parent)))),
    counts: regionalIds.map((id) => regionals.find((one) => one.id === id)!.count),
    journal: found.map(({ balance }) => balance),
  };
}

const [INCIDENTS, PARENTS] = [5, 2];
const step = fc.record({
  act: fc.constantFrom('link', 'unlink'),
  incident: fc.nat({ max: INCIDENTS - 1 }),
  parent: fc.nat({ max: PARENTS - 1 }),
});

describe('linking and unlinking', () => {
  it('end, in whatever order, where the direct way ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const incidentIds = await declared(INCIDENTS + PARENTS);
        // A parent is made with a declaration of its own, which stays.
        const regionalIds = await Promise.all(incidentIds.splice(INCIDENTS).map((id) => create([id])));
        const model: (number | null)[] = incidentIds.map(() => null);
        for (const { act, incident, parent } of steps) {
          const [regionalId, incidentId] = [regionalIds[parent]!, incidentIds[incident]!];
          if (act === 'link') {
            const expected = model[incident] === null ? null : 'already-linked';
            const body = { regionalId, incidentIds: [incidentId] };
            expect(await codeOf(rig.as(analyst, 'incident.regional.link', body))).toBe(expected);
            if (expected === null) model[incident] = parent;
          } else {
            const expected = model[incident] === parent ? null : 'not-found';
            const body = { regionalId, incidentId };
            expect(await codeOf(rig.as(analyst, 'incident.regional.unlink', body))).toBe(expected);
            if (expected === null) model[incident] = null;
          }
        }
        expect(await standingOf(incidentIds, regionalIds)).toEqual({
          parents: model.map((parent) => (parent === null ? null : String(parent))),
          counts: regionalIds.map((_, place) => 1 + model.filter((parent) => parent === place).length),
          journal: model.map((parent) => (parent === null ? 0 : 1)),
        });
        for (const regionalId of regionalIds)
          await rig.as(analyst, 'incident.regional.take-apart', { regionalId, reason: 'Fin.' });
        expect(await standingOf(incidentIds, regionalIds)).toEqual({
          parents: model.map(() => null),
          counts: regionalIds.map(() => 0),
          journal: model.map(() => 0),
        });
      }),
      { numRuns: 8 },
    );
  });

  const acts = ['link', 'unlink', 'take-apart'] as const;
  it.each(acts)('%s is done once although the service dies by kill -9, before its commit and after it', async (act) => {
    const incidentIds = await declared(3);
    const regionalId = await create(incidentIds.slice(0, 2));
    const bodies = {
      link: { regionalId, incidentIds: [incidentIds[2]!] },
      unlink: { regionalId, incidentId: incidentIds[0]! },
      'take-apart': { regionalId, reason: 'Deux causes.' },
    };
    const key = randomUUID();
    const name = `incident.regional.${act}` as CommandName;
    const send = () => rig.as(analyst, name, bodies[act] as CommandInput<typeof name>, key);
    await rig.killedTwice(send);
    await send();
    await send();
    const expected = {
      link: { parents: ['0', '0', '0'], counts: [3], journal: [1, 1, 1] },
      unlink: { parents: [null, '0', null], counts: [1], journal: [0, 1, 0] },
      'take-apart': { parents: [null, null, null], counts: [0], journal: [0, 0, 0] },
    };
    expect(await standingOf(incidentIds, [regionalId])).toEqual(expected[act]);
    const events = await rig.events(regionalId);
    expect(events.map(({ type }) => type)).toEqual(['regional.created', 'regional.changed']);
  });
});
