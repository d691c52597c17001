import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { declaration } from '../incident/rig.js';
import { agent, mail } from './rig.js';
import { north, rig } from './running.js';

const RECORD = 'incident.declaration.record';
const analyst = agent('analyst');

const fromMail = (mailDraftId: string) => ({
  ...declaration(north.id),
  source: 'mail' as const,
  caller: 'Camille Inventée',
  callBack: null,
  mailDraftId,
});

describe('a draft', () => {
  it('is accepted with the declaration that is recorded from it, once, and the journal leads back to it', async () => {
    const draft = await rig.take(mail({ From: 'a@traiter.example', Subject: 'A déclarer' }, 'x'), 'A déclarer');
    const body = fromMail(draft.id);
    const key = randomUUID();
    const receipt = await rig.as(analyst, RECORD, body, key);
    expect(await rig.as(analyst, RECORD, body, key)).toEqual(receipt);
    expect(await rig.as(analyst, 'incident.mail-draft.get', { mailDraftId: draft.id })).toMatchObject({
      state: 'accepted',
      incidentId: receipt.incidentId,
      decidedBy: analyst.id,
    });
    const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId: receipt.incidentId });
    expect(items.at(0)?.details).toMatchObject({ source: 'mail', mailDraftId: draft.id });
    const events = await rig.database.asAdmin(
      `SELECT type, payload->>'state' AS state FROM messaging.event WHERE aggregate_id = $1 ORDER BY version`,
      [draft.id],
    );
    expect(events).toEqual([
      { type: 'mail.received', state: null },
      { type: 'mail.handled', state: 'accepted' },
    ]);

    const again = fromMail(draft.id);
    await expect(rig.as(analyst, RECORD, again)).rejects.toMatchObject({ code: 'mail-handled' });
    await expect(rig.as(analyst, 'incident.incident.get', { incidentId: again.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('that is not there records nothing', async () => {
    const body = fromMail(newId());
    await expect(rig.as(analyst, RECORD, body)).rejects.toMatchObject({ code: 'not-found' });
    await expect(rig.as(analyst, 'incident.incident.get', { incidentId: body.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is dismissed with a reason, once, and can then not be declared', async () => {
    const draft = await rig.take(mail({ From: 'pub@traiter.example', Subject: 'Publicite' }, 'x'), 'Publicite');
    const body = { mailDraftId: draft.id, reason: 'Publicité, sans rapport.' };
    const key = randomUUID();
    expect(await rig.as(analyst, 'incident.mail-draft.dismiss', body, key)).toEqual({
      mailDraftId: draft.id,
      state: 'dismissed',
    });
    expect(await rig.as(analyst, 'incident.mail-draft.dismiss', body, key)).toMatchObject({ state: 'dismissed' });
    await expect(rig.as(analyst, 'incident.mail-draft.dismiss', body)).rejects.toMatchObject({ code: 'mail-handled' });
    await expect(rig.as(analyst, RECORD, fromMail(draft.id))).rejects.toMatchObject({ code: 'mail-handled' });
    const { items } = await rig.as(analyst, 'incident.mail-draft.list', { state: ['dismissed'] });
    expect(items.map(({ id }) => id)).toContain(draft.id);
    await expect(rig.as(agent('auditor'), 'incident.mail-draft.dismiss', body)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const [audited] = await rig.database.asAdmin<{ details: unknown }>(
      `SELECT details FROM incident.audit WHERE action = 'incident.mail-draft.dismiss' AND record_id = $1`,
      [draft.id],
    );
    // The reason is a text that a person wrote: it is in the record, not in the audit.
    expect(audited).toEqual({ details: {} });
  });
});
