import { randomUUID } from 'node:crypto';
import type { RegimeVersion } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, refusalOf } from '../incident/rig.js';
import { HOUR, audits, clockWhen, clocksOf, declared, later } from './declared.js';
import { rig } from './running.js';

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
