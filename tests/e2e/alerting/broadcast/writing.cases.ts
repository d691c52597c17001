import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { draft, hospitals, refused } from './advisory.js';
import { analyst, approver, auditor, clinic, colleague, declarant, home, rig } from './running.js';

describe('writing an advisory', () => {
  it('gives it a reference, and keeps it through every save', async () => {
    const body = draft();
    const first = await rig.as(analyst, 'alerting.advisory.save', body);
    expect(first).toMatchObject({ state: 'draft', version: 1, recipientCount: null });
    expect(first.reference).toMatch(/^972-A-\d{4}-\d{4}$/);
    const again = await rig.as(colleague, 'alerting.advisory.save', { ...body, tlp: 'AMBER' });
    expect(again).toEqual({ ...first, version: 2 });
    const read = await rig.as(auditor, 'alerting.advisory.get', { advisoryId: body.id });
    expect(read).toMatchObject({ tlp: 'AMBER', authorId: colleague.id, texts: body.texts, audience: hospitals });
  });

  it('marks the reference of an exercise, and never makes it real', async () => {
    const body = draft({ kind: 'exercise' });
    const { reference } = await rig.as(analyst, 'alerting.advisory.save', body);
    expect(reference).toMatch(/^972-A-X-\d{4}-\d{4}$/);
    await expect(rig.as(analyst, 'alerting.advisory.save', { ...body, kind: 'real' })).rejects.toEqual(
      refused('invalid-request', { params: { places: [{ path: 'kind', code: 'kind-fixed' }] } }),
    );
  });

  it('happens once for one key', async () => {
    const body = draft();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => rig.as(analyst, 'alerting.advisory.save', body, key)));
    expect(answers.map(({ version }) => version)).toEqual([1, 1, 1]);
    await expect(rig.as(analyst, 'alerting.advisory.save', { ...body, tlp: 'RED' }, key)).rejects.toEqual(
      refused('idempotency-key-reused'),
    );
  });

  it('is for analysts only', async () => {
    for (const who of [approver, auditor, declarant]) {
      await expect(rig.as(who, 'alerting.advisory.save', draft())).rejects.toEqual(refused('forbidden'));
    }
  });
});

describe('the audience', () => {
  it('is shown exactly, with the reasons', async () => {
    const { count, members } = await rig.as(analyst, 'alerting.audience.preview', {
      audience: { ...hospitals, facilities: [home.id], except: [clinic.id] },
    });
    expect(count).toBe(2);
    expect(members.map(({ name, reasons }) => [name, reasons])).toEqual([
      ['Hôpital Nord', ['category']],
      ['Résidence du Morne', ['named']],
    ]);
  });

  it('may not be empty when it is submitted', async () => {
    const { advisoryId } = await rig.as(
      analyst,
      'alerting.advisory.save',
      draft({ audience: { categories: ['dialysis'] } }),
    );
    await expect(rig.as(analyst, 'alerting.advisory.submit', { advisoryId })).rejects.toEqual(
      refused('audience-empty'),
    );
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({ state: 'draft' });
  });
});
