import { describe, expect, it } from '@jest/globals';
import { agent, declarant, refusalOf } from '../incident/rig.js';
import { until } from '../story/world.js';
import { HOUR, LIST, clockWhen, clocksOf, declared, later } from './declared.js';
import { directory, rig } from './running.js';

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
  });
});
