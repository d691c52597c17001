import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../incident/rig.js';
import { HOUR, TELL, audits, clockWhen, clocksOf, declared, later, telling } from './declared.js';
import { rig } from './running.js';

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
