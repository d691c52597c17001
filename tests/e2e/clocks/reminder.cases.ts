import { describe, expect, it } from '@jest/globals';
import { ServiceProcess } from '../alerting/process.js';
import { agent } from '../incident/rig.js';
import { until } from '../story/world.js';
import { HOUR, TELL, audits, clockWhen, clocksOf, declared, later, telling } from './declared.js';
import { rig } from './running.js';

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
  });

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
  });

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
  );
});
