import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, refusalOf } from '../incident/rig.js';
import { HOUR, LIST, TELL, type Tell, ago, audits, clockWhen, clocksOf, declared, telling } from './declared.js';
import { rig } from './running.js';

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
