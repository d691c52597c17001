import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { draft, hospitals, refused, sent, submitted } from './advisory.js';
import { analyst, approver, colleague, rig } from './running.js';

describe('approving', () => {
  it('is refused to whoever wrote or submitted any version', async () => {
    const body = draft();
    await rig.as(colleague, 'alerting.advisory.save', body);
    await rig.as(analyst, 'alerting.advisory.save', body);
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId: body.id });
    const approval = { advisoryId: body.id, expectedCount: 2 };
    await expect(rig.as(colleague, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('author-cannot-approve'),
    );
    await expect(rig.as(analyst, 'alerting.advisory.approve', approval)).rejects.toEqual(refused('forbidden'));
    expect(await rig.as(approver, 'alerting.advisory.approve', approval)).toMatchObject({
      state: 'sent',
      recipientCount: 2,
    });
  });

  it('sends nothing when the list is not the one that was seen', async () => {
    const { advisoryId } = await submitted();
    await expect(rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount: 3 })).rejects.toEqual(
      refused('audience-changed', { params: { count: 2 } }),
    );
    expect(await rig.as(approver, 'alerting.advisory.get', { advisoryId })).toMatchObject({
      state: 'submitted',
      sentAt: null,
    });
  });

  it('sends nothing when the text or the list is another than what was seen', async () => {
    const { advisoryId } = await submitted();
    const { digest } = await rig.as(approver, 'alerting.audience.preview', { audience: hospitals });
    const seen = { advisoryId, expectedCount: 2, expectedVersion: 1, expectedDigest: digest };
    await rig.as(approver, 'alerting.advisory.return', { advisoryId, reason: 'Précisez.' });
    await rig.as(analyst, 'alerting.advisory.save', draft({ id: advisoryId }));
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    await expect(rig.as(approver, 'alerting.advisory.approve', seen)).rejects.toEqual(
      refused('advisory-changed', { params: { version: 2 } }),
    );
    const another = { ...seen, expectedVersion: 2, expectedDigest: '0'.repeat(64) };
    await expect(rig.as(approver, 'alerting.advisory.approve', another)).rejects.toEqual(
      refused('audience-changed', { params: { count: 2 } }),
    );
    await rig.as(approver, 'alerting.advisory.approve', { ...seen, expectedVersion: 2 });
  });

  it('can be answered with a return, whose reason the author reads', async () => {
    const { advisoryId } = await submitted();
    await rig.as(approver, 'alerting.advisory.return', { advisoryId, reason: 'Précisez le délai.' });
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({
      state: 'draft',
      returnReason: 'Précisez le délai.',
    });
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    expect(await rig.as(analyst, 'alerting.advisory.get', { advisoryId })).toMatchObject({ returnReason: null });
  });

  it('is impossible in any state but submitted, and repeated without effect', async () => {
    const { advisoryId } = await rig.as(analyst, 'alerting.advisory.save', draft());
    const approval = { advisoryId, expectedCount: 2 };
    await expect(rig.as(approver, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('state-conflict', { params: { state: 'draft' } }),
    );
    await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
    const key = randomUUID();
    const first = await rig.as(approver, 'alerting.advisory.approve', approval, key);
    expect(await rig.as(approver, 'alerting.advisory.approve', approval, key)).toEqual(first);
    await expect(rig.as(approver, 'alerting.advisory.approve', approval)).rejects.toEqual(
      refused('state-conflict', { params: { state: 'sent' } }),
    );
    const rows = await rig.database.asAdmin('SELECT 1 FROM alerting.broadcast WHERE advisory_id = $1', [advisoryId]);
    expect(rows).toHaveLength(1);
  });

  it('leaves an audit row and one fact for each step', async () => {
    const { advisoryId } = await sent();
    const audit = await rig.database.asAdmin<{ action: string; origin: string }>(
      'SELECT action, origin FROM alerting.audit WHERE record_id = $1 ORDER BY id',
      [advisoryId],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'alerting.advisory.save',
      'alerting.advisory.submit',
      'alerting.advisory.approve',
    ]);
    expect(new Set(audit.map(({ origin }) => origin))).toEqual(new Set(['192.0.2.7']));
    const facts = await rig.database.asAdmin(
      'SELECT type, version FROM messaging.event WHERE aggregate_id = $1 ORDER BY version',
      [advisoryId],
    );
    expect(facts).toEqual([
      { type: 'advisory.submitted', version: 1 },
      { type: 'advisory.broadcast', version: 2 },
    ]);
  });
});
