import { randomUUID } from 'node:crypto';
import type { Actor, CommandInput, IncidentClock, RegimeVersion } from '#libs/contracts';
import { newId } from '#libs/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceProcess } from './alerting/process.js';
import { Directory, hospital } from './clocks/directory.js';
import { Rig, agent, declarant, declaration, refusalOf } from './incident/rig.js';
import { until } from './story/world.js';

const HOUR = 3_600_000;
const TELL = 'incident.authority.tell';
const LIST = 'incident.clock.list';
type Tell = CommandInput<typeof TELL>;

let rig: Rig;
let directory: Directory;

beforeAll(async () => {
  rig = await Rig.start();
  directory = await Directory.at(rig.nats);
}, 120_000);
afterAll(() => rig.close());

const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** A hospital that declares a ransomware attack, of which it became aware so long ago. */
async function declared(aware: number, part: Parameters<typeof declaration>[1] = {}) {
  const who = declarant();
  directory.profiles.set(who.facilityId, hospital);
  const awareAt = ago(aware);
  const body = declaration(who.facilityId, {
    since: later(awareAt, -HOUR),
    awareAt,
    suspectedMalicious: 'yes',
    dataTouched: 'yes',
    dataClasses: ['personal'],
    ...part,
  });
  const { reference } = await rig.as(who, 'incident.declaration.submit', body);
  return { who, incidentId: body.id, awareAt, facilityId: who.facilityId, reference, body };
}

async function clocksOf(who: Actor, incidentId: string): Promise<Map<string, IncidentClock>> {
  const { items } = await until(async () => {
    const list = await rig.as(who, LIST, { incidentId });
    return list.pending ? undefined : list;
  }, 'the clocks of the incident');
  return new Map(items.map((clock) => [`${clock.regime}/${clock.stage}`, clock]));
}

const clockWhen = async (
  who: Actor,
  incidentId: string,
  key: string,
  fits: (clock: IncidentClock) => boolean,
): Promise<IncidentClock> =>
  until(async () => {
    const clock = (await clocksOf(who, incidentId)).get(key);
    return clock && fits(clock) ? clock : undefined;
  }, `the clock ${key}`);

const telling = (incidentId: string, part: Partial<Tell> = {}): Tell => ({
  id: newId(),
  incidentId,
  authority: 'anssi',
  status: 'told',
  toldAt: ago(60_000),
  reference: 'CERTFR-2026-1',
  toldBy: 'Camille Inventée',
  stages: ['nis2/notification'],
  ...part,
});

const audits = (recordId: string, action: string): Promise<{ details: Record<string, unknown> }[]> =>
  rig.database.asAdmin('SELECT details FROM incident.audit WHERE record_id = $1 AND action = $2 ORDER BY id', [
    recordId,
    action,
  ]);

describe('the clocks of an incident', () => {
  it('hang on the instant of becoming aware, and each says why it is there', async () => {
    const { who, incidentId, awareAt } = await declared(HOUR);
    const clocks = await clocksOf(who, incidentId);
    expect([...clocks.keys()].sort()).toEqual([
      'complaint/complaint',
      'csp/declaration',
      'eigs/part-1',
      'eigs/part-2',
      'gdpr/notification',
      'nis2/early-warning',
      'nis2/final',
      'nis2/intermediate',
      'nis2/notification',
      'nis2/progress',
    ]);
    expect(clocks.get('csp/declaration')).toMatchObject({ applies: 'yes', state: 'open', dueAt: awareAt });
    expect(clocks.get('nis2/early-warning')).toMatchObject({
      applies: 'yes',
      dueAt: later(awareAt, 24 * HOUR),
      nextRingAt: later(awareAt, 18 * HOUR),
      authorities: ['anssi'],
      regimeName: { fr: 'NIS 2', en: 'NIS 2' },
      stageName: { fr: 'Alerte précoce', en: 'Early warning' },
      reason: { due: { code: 'after-aware', delay: 'PT24H' } },
    });
    expect(clocks.get('nis2/early-warning')?.reason.facts).toContainEqual({ fact: 'nis2', value: 'essential' });
    expect(clocks.get('nis2/final')).toMatchObject({ dueAt: null, reason: { due: { code: 'waits-for-stage' } } });
    // Danger that has harmed nobody is no serious adverse event.
    expect(clocks.get('eigs/part-1')).toMatchObject({ applies: 'no', state: 'not-applicable' });
    expect(clocks.get('complaint/complaint')?.toConfirm).toBe(true);
  });

  it('are listed for the agency, and to a facility only its own', async () => {
    const { who, facilityId, incidentId } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const stranger = declarant();
    expect(await refusalOf(rig.as(stranger, LIST, { incidentId }))).toBe('not-found');
    expect(await rig.as(stranger, LIST, { facilityId })).toMatchObject({ items: [], total: 0 });
    const own = await rig.as(who, LIST, { state: ['due'], limit: 2 });
    expect(own.items.map(({ dueAt }) => dueAt)).toEqual(own.items.map(({ dueAt }) => dueAt).sort());
    const rest = await rig.as(who, LIST, { state: ['due'], limit: 50, cursor: own.next ?? '' });
    expect(own.items.length + rest.items.length).toBe(own.total);
    expect(own.counts).toMatchObject({ overdue: 1, due: own.total });
    const board = await rig.as(agent('analyst'), LIST, { facilityId, regime: 'gdpr' });
    expect(board.items.map(({ stage }) => stage)).toEqual(['notification']);
  });

  it('of an exercise are counted apart', async () => {
    const { who, facilityId, incidentId } = await declared(HOUR, { kind: 'exercise' });
    await clocksOf(who, incidentId);
    const analyst = agent('analyst');
    expect((await rig.as(analyst, LIST, { facilityId })).items).toEqual([]);
    expect((await rig.as(analyst, LIST, { facilityId, kind: 'exercise' })).items.length).toBeGreaterThan(0);
  });

  it('follow what is learnt, and what the incident turns out to be', async () => {
    const { who, incidentId } = await declared(HOUR, { dataTouched: 'unknown', dataClasses: [] });
    expect((await clocksOf(who, incidentId)).get('gdpr/notification')).toMatchObject({
      applies: 'unknown',
      state: 'open',
      reason: { facts: [{ fact: 'personal-data', value: 'unknown' }] },
    });
    await rig.as(who, 'incident.incident.reclassify', { incidentId, nature: 'false-alarm', reason: null });
    const moved = await clockWhen(who, incidentId, 'gdpr/notification', ({ state }) => state === 'not-applicable');
    expect(moved).toMatchObject({ nextRingAt: null, reason: { facts: [{ fact: 'nature', value: 'false-alarm' }] } });
  });

  it('are worked out with what is known while the directory is away, and again when it is back', async () => {
    directory.isThere = false;
    const { who, incidentId } = await declared(HOUR);
    const early = await until(async () => {
      const { items } = await rig.as(who, LIST, { incidentId });
      return items.find(({ stage }) => stage === 'early-warning');
    }, 'a clock without the directory');
    expect(early).toMatchObject({ applies: 'unknown', state: 'open' });
    expect(early.nextRingAt).not.toBeNull();
    directory.isThere = true;
    await until(
      async () => ((await clocksOf(who, incidentId)).get('nis2/early-warning')?.applies === 'yes' ? true : undefined),
      'the clocks with the directory',
      40_000,
    );
  }, 60_000);
});

describe('a corrected instant of becoming aware', () => {
  it('moves every due time, and the audit says so', async () => {
    const { who, incidentId, awareAt } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const corrected = later(awareAt, -2 * HOUR);
    const since = later(awareAt, -HOUR);
    // The beginning was before both.
    expect(Date.parse(since)).toBeGreaterThan(Date.parse(corrected));
    expect(
      await refusalOf(rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt: corrected, reason: 'x' })),
    ).toBe('aware-before-start');
    const nearer = later(awareAt, -30 * 60_000);
    await rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt: nearer, reason: 'Main courante.' });
    const due = later(nearer, 24 * HOUR);
    await clockWhen(who, incidentId, 'nis2/early-warning', ({ dueAt }) => dueAt === due);
    const clocks = await clocksOf(who, incidentId);
    expect(clocks.get('csp/declaration')?.dueAt).toBe(nearer);
    expect(clocks.get('gdpr/notification')?.dueAt).toBe(later(nearer, 72 * HOUR));
    const [moved] = await audits(incidentId, 'incident.clock.move');
    expect(moved?.details['clocks']).toContainEqual({
      regime: 'nis2',
      stage: 'early-warning',
      from: { state: 'open', dueAt: later(awareAt, 24 * HOUR) },
      to: { state: 'open', dueAt: due },
    });
    const [event] = await rig.database.asAdmin<{ payload: { clocks: unknown[] } }>(
      `SELECT payload FROM messaging.event WHERE type = 'clock.moved' AND payload->>'incidentId' = $1`,
      [incidentId],
    );
    expect(event?.payload.clocks).toContainEqual({ regime: 'nis2', stage: 'early-warning', state: 'open', dueAt: due });
  });

  it('does not restart a clock that is met', async () => {
    const { who, incidentId, awareAt } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const told = telling(incidentId, { stages: ['nis2/early-warning'] });
    await rig.as(who, TELL, told);
    const nearer = later(awareAt, -30 * 60_000);
    await rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt: nearer, reason: 'Main courante.' });
    const due = later(nearer, 24 * HOUR);
    const met = await clockWhen(who, incidentId, 'nis2/early-warning', ({ dueAt }) => dueAt === due);
    expect(met).toMatchObject({ state: 'met', metAt: told.toldAt, nextRingAt: null });
  });
});

describe('an authority', () => {
  it('that was told stops the clock of its stage at once; the first time counts', async () => {
    const { who, incidentId } = await declared(3 * HOUR);
    await clocksOf(who, incidentId);
    const first = telling(incidentId, { toldAt: ago(HOUR) });
    await rig.as(who, TELL, first);
    const { items } = await rig.as(who, LIST, { incidentId, state: ['met'] });
    expect(items).toMatchObject([{ stage: 'notification', metAt: first.toldAt, nextRingAt: null }]);
    // A month after the first submission, to the end of that day in Paris; it lasts, so progress is what is due.
    const progress = await clockWhen(who, incidentId, 'nis2/progress', ({ dueAt }) => dueAt !== null);
    expect(progress.reason.due.code).toBe('while-ongoing');
    expect((await clocksOf(who, incidentId)).get('nis2/early-warning')?.state).toBe('superseded');

    await rig.as(agent('analyst'), TELL, telling(incidentId, { toldAt: ago(60_000), status: 'received' }));
    const again = await clocksOf(who, incidentId);
    expect(again.get('nis2/notification')?.metAt).toBe(first.toldAt);
    expect(again.get('nis2/progress')?.dueAt).toBe(progress.dueAt);
    // One that was earlier, and is written down later, was the first.
    const earlier = ago(2 * HOUR);
    await rig.as(who, TELL, telling(incidentId, { toldAt: earlier }));
    await clockWhen(who, incidentId, 'nis2/notification', ({ metAt }) => metAt === earlier);
  });

  it('has a status, a reference, a time and a name; the journal and the audit know it, without the name', async () => {
    const { who, incidentId } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const told = telling(incidentId);
    await rig.as(who, TELL, told);
    await rig.as(agent('analyst'), TELL, telling(incidentId, { status: 'received', reference: null, stages: [] }));
    const { items } = await rig.as(who, 'incident.authority.list', { incidentId });
    expect(items.map(({ authority, status }) => [authority, status])).toEqual([
      ['ars', null],
      ['cert-sante', null],
      ['anssi', 'received'],
      ['cnil', null],
      ['police', null],
      ['corruss', null],
    ]);
    expect(items[2]?.notices).toMatchObject([
      { status: 'received', authorSide: 'agency' },
      {
        status: 'told',
        reference: 'CERTFR-2026-1',
        toldBy: 'Camille Inventée',
        toldAt: told.toldAt,
        authorSide: 'facility',
      },
    ]);
    const journal = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(journal.items.at(-1)).toMatchObject({ type: 'authority-told', details: { authority: 'anssi' } });
    const left = JSON.stringify([
      await audits(incidentId, TELL),
      (await rig.events(incidentId)).filter(({ type }) => type === 'authority.told'),
    ]);
    expect(left).toContain('nis2/notification');
    expect(left).not.toContain('Inventée');
  });

  it('is not told in the future, nor before anybody knew, nor of a stage that there is not, nor by a stranger', async () => {
    const { who, incidentId } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const refused = (part: Partial<Tell>) => refusalOf(rig.as(who, TELL, telling(incidentId, part)));
    expect(await refused({ toldAt: ago(-HOUR) })).toBe('told-in-future');
    expect(await refused({ toldAt: ago(2 * HOUR) })).toBe('told-before-aware');
    expect(await refused({ stages: ['nis2/nothing'] })).toBe('stage-unknown');
    expect(await refusalOf(rig.as(declarant(), TELL, telling(incidentId)))).toBe('not-found');
    expect(await refusalOf(rig.as(declarant(), 'incident.authority.list', { incidentId }))).toBe('not-found');
    expect(await refusalOf(rig.as(agent('auditor'), TELL, telling(incidentId)))).toBe('forbidden');
    expect((await clocksOf(who, incidentId)).get('nis2/notification')?.state).toBe('open');
  });

  it('is recorded once for one key, and one id, however often it is sent', async () => {
    const { who, incidentId } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const body = telling(incidentId);
    const key = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => rig.as(who, TELL, body, key)));
    expect(await refusalOf(rig.as(who, TELL, body))).toBe('already-exists');
    const { items } = await rig.as(who, 'incident.authority.list', { incidentId });
    expect(items[2]?.notices).toHaveLength(1);
  });

  it('that is not concerned stops no clock', async () => {
    const { who, incidentId } = await declared(HOUR);
    await clocksOf(who, incidentId);
    await rig.as(who, TELL, telling(incidentId, { status: 'not-concerned' }));
    expect((await clocksOf(who, incidentId)).get('nis2/notification')?.state).toBe('open');
  });
});

describe('a reminder', () => {
  const rings = (incidentId: string) =>
    rig.database.asAdmin<{ stage: string; rung: number }>(
      `SELECT c.stage, r.rung FROM incident.clock_ring r JOIN incident.clock c ON c.id = r.clock_id
       WHERE c.incident_id = $1 AND c.regime = 'nis2' ORDER BY 1, 2`,
      [incidentId],
    );
  const events = (incidentId: string) =>
    rig.database.asAdmin<{ payload: Record<string, unknown> }>(
      `SELECT payload FROM messaging.event WHERE type = 'clock.rang' AND payload->>'incidentId' = $1 AND payload->>'regime' = 'nis2'`,
      [incidentId],
    );
  const rang = (incidentId: string, many = 1) =>
    until(async () => ((await events(incidentId)).length >= many ? true : undefined), 'the reminder');

  it('of which several have passed rings once, for the latest', async () => {
    // Six hours before, one hour before, and the due time itself have passed; four hours after has not.
    const { who, incidentId, awareAt, reference } = await declared(25 * HOUR);
    const analyst = agent('analyst');
    await clocksOf(who, incidentId);
    await rang(incidentId);
    const [event] = await events(incidentId);
    expect(event?.payload).toMatchObject({
      reference,
      stage: 'early-warning',
      when: 'at',
      dueAt: later(awareAt, 24 * HOUR),
      declarantId: who.id,
      assigneeId: null,
    });
    const early = (await clocksOf(analyst, incidentId)).get('nis2/early-warning');
    expect(early?.nextRingAt).toBe(later(awareAt, 28 * HOUR));
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(await rings(incidentId)).toEqual([{ stage: 'early-warning', rung: 3 }]);
    expect(await events(incidentId)).toHaveLength(1);
    expect(await audits(early?.id ?? '', 'incident.clock.ring')).toHaveLength(1);
  }, 30_000);

  it('comes again for another due time, and never twice for the same', async () => {
    const { who, incidentId, awareAt } = await declared(25 * HOUR);
    await rang(incidentId);
    const correct = async (instant: string) => {
      await rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt: instant, reason: 'Main courante.' });
      await clockWhen(who, incidentId, 'nis2/early-warning', ({ dueAt }) => dueAt === later(instant, 24 * HOUR));
    };
    await correct(later(awareAt, -10 * 60_000));
    await rang(incidentId, 2);
    await correct(awareAt);
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(await events(incidentId)).toHaveLength(2);
  }, 40_000);

  it('is not given for what is met', async () => {
    const { who, incidentId } = await declared(20 * HOUR);
    await rang(incidentId);
    await rig.as(who, TELL, telling(incidentId, { stages: ['nis2/early-warning'] }));
    await clocksOf(who, incidentId);
    expect((await clocksOf(who, incidentId)).get('nis2/early-warning')?.nextRingAt).toBeNull();
  });

  it.each(['before-commit', 'after-commit', 'before-publish'])(
    'is given once when the service dies %s, and when two of it are back',
    async (point) => {
      const { who, incidentId } = await declared(2 * HOUR);
      await clocksOf(who, incidentId);
      await rig.service.stop();
      try {
        // As after a night of downtime: two of its reminders have passed.
        await rig.database.asAdmin(
          `UPDATE incident.clock SET rings = ARRAY[now() - interval '2 h', now() - interval '1 h', now() + interval '1 h'],
             next_ring_at = now() - interval '2 h' WHERE incident_id = $1 AND regime = 'nis2' AND stage = 'early-warning'`,
          [incidentId],
        );
        const dying = new ServiceProcess('incident', { ...rig.environment, VIGIE_FAULT_POINT: `${point}@1` });
        await dying.start().catch(() => undefined);
        await until(async () => (dying.hasEnded ? true : undefined), 'the service to die', 20_000);
      } finally {
        await rig.service.start();
      }
      const twin = new ServiceProcess('incident', { ...rig.environment });
      await twin.start();
      await rang(incidentId);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await twin.stop();
      expect(await events(incidentId)).toHaveLength(1);
      expect(await rings(incidentId)).toEqual([{ stage: 'early-warning', rung: 2 }]);
    },
    90_000,
  );
});

describe('a regime', () => {
  const administrator = agent('administrator');
  const current = async (code: string): Promise<RegimeVersion> => {
    const { items } = await rig.as(administrator, 'incident.regime.list', {});
    const found = items.filter((version) => version.code === code).at(-1);
    if (!found) throw new Error(`there is no regime ${code}`);
    return found;
  };

  it('is looked at before it is saved, and moves the open clocks that it is the law for when it is', async () => {
    const { who, incidentId, awareAt, reference } = await declared(HOUR);
    await clocksOf(who, incidentId);
    const { definition } = await current('gdpr');
    const [stage] = definition.stages;
    if (!stage) throw new Error('a regime has a stage');
    const body = {
      code: 'gdpr',
      validFrom: later(awareAt, -1),
      validTo: later(awareAt, 1),
      definition: { ...definition, stages: [{ ...stage, due: { ...stage.due, delay: 'PT48H' } }] },
    };
    const preview = await rig.as(administrator, 'incident.regime.preview', body);
    expect(preview).toEqual({
      incidents: 1,
      open: 1,
      changed: 1,
      sample: [
        {
          incidentId,
          reference,
          stage: 'notification',
          from: { state: 'open', dueAt: later(awareAt, 72 * HOUR) },
          to: { state: 'open', dueAt: later(awareAt, 48 * HOUR) },
        },
      ],
    });
    expect((await clocksOf(who, incidentId)).get('gdpr/notification')?.dueAt).toBe(later(awareAt, 72 * HOUR));
    const key = randomUUID();
    const saved = await rig.as(administrator, 'incident.regime.save', body, key);
    expect(await rig.as(administrator, 'incident.regime.save', body, key)).toEqual(saved);
    expect((await current('gdpr')).version).toBe(saved.version);
    const moved = await clockWhen(
      who,
      incidentId,
      'gdpr/notification',
      ({ dueAt }) => dueAt === later(awareAt, 48 * HOUR),
    );
    expect(moved.regimeVersion).toBe(saved.version);
    expect((await audits('gdpr', 'incident.regime.save')).at(-1)?.details).toMatchObject({ version: saved.version });
    const before = await declared(3 * HOUR);
    expect((await clocksOf(before.who, before.incidentId)).get('gdpr/notification')?.regimeVersion).toBe(1);
  });

  it('is changed by an administrator only, and only to what makes sense', async () => {
    const { definition } = await current('csp');
    const body = { code: 'csp', validFrom: '2030-01-01T00:00:00.000Z', definition };
    for (const other of [agent('analyst'), agent('auditor'), declarant()])
      expect(await refusalOf(rig.as(other, 'incident.regime.save', body))).toBe('forbidden');
    const [stage] = definition.stages;
    if (!stage) throw new Error('a regime has a stage');
    const nonsense = [
      { ...stage, due: { ...stage.due, delay: '72 hours' } },
      { ...stage, due: { ...stage.due, from: 'stage' as const, stage: 'nothing' } },
      { ...stage, coveredBy: ['nothing'] },
    ];
    for (const one of nonsense)
      expect(
        await refusalOf(
          rig.as(administrator, 'incident.regime.save', { ...body, definition: { ...definition, stages: [one] } }),
        ),
      ).toBe('invalid-request');
    expect(
      await refusalOf(rig.as(administrator, 'incident.regime.save', { ...body, validTo: '2029-01-01T00:00:00.000Z' })),
    ).toBe('invalid-request');
  });
});
