import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { BODY, TITLE, draft, refused, sent } from './advisory.js';
import { analyst, clinic, declarant, english, hospital, laboratory, ofTwo, rig } from './running.js';

describe('a facility', () => {
  it('finds in its inbox what it was sent, in its reader’s language, and nothing else', async () => {
    const before = await rig.as(declarant, 'alerting.inbox.list', {});
    const { advisoryId, reference } = await sent();
    await rig.as(analyst, 'alerting.advisory.save', draft());
    const { items, total } = await rig.as(declarant, 'alerting.inbox.list', { limit: 1 });
    expect(total).toBe(before.total + 1);
    expect(items).toEqual([
      expect.objectContaining({
        advisoryId,
        reference,
        facilityId: hospital.id,
        title: TITLE,
        state: 'sent',
        note: null,
      }),
    ]);
    const [inOtherLanguage] = (await rig.as(english, 'alerting.inbox.list', { limit: 1 })).items;
    expect(inOtherLanguage).toMatchObject({ advisoryId, title: 'Cut remote access' });
    const detail = await rig.as(declarant, 'alerting.inbox.get', { advisoryId, facilityId: hospital.id });
    expect(detail).toMatchObject({
      texts: { fr: { title: TITLE, body: BODY } },
      answers: ['read', 'not-concerned', 'in-progress', 'done'],
    });
  });

  it('pages through its inbox without a gap or a double', async () => {
    for (let index = 0; index < 3; index += 1) await sent();
    const all = await rig.as(declarant, 'alerting.inbox.list', { limit: 200 });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.as(declarant, 'alerting.inbox.list', { limit: 2, cursor });
      paged.push(...page.items.map(({ advisoryId }) => advisoryId));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all.items.map(({ advisoryId }) => advisoryId));
  });

  it('sees another’s as it sees what does not exist', async () => {
    const { advisoryId } = await sent();
    const unknown = newId();
    for (const [advisory, at] of [
      [advisoryId, hospital.id],
      [unknown, clinic.id],
      [advisoryId, laboratory.id],
    ] as const) {
      const body = { advisoryId: advisory, facilityId: at };
      await expect(rig.as(ofTwo, 'alerting.inbox.get', body)).rejects.toEqual(refused('not-found', { params: {} }));
      await expect(
        rig.as(ofTwo, 'alerting.acknowledgement.answer', { ...body, answer: 'read', note: null }),
      ).rejects.toEqual(refused('not-found', { params: {} }));
    }
    expect((await rig.as(ofTwo, 'alerting.inbox.list', { facilityId: hospital.id })).total).toBe(0);
    for (const command of ['alerting.advisory.get', 'alerting.acknowledgement.board'] as const) {
      await expect(rig.as(declarant, command, { advisoryId })).rejects.toEqual(refused('forbidden'));
    }
  });

  it('cannot read how an advisory came about, whatever is asked of the database', async () => {
    await sent();
    const database = await rig.database.connect('alerting', 1);
    const ask = (sql: string) =>
      database.transaction({ kind: 'facility', facilities: [hospital.id], actorId: declarant.id }, (tx) =>
        tx.query(sql),
      );
    for (const column of ['audience', 'author_id', 'approver_id', 'return_reason', 'state', 'recipient_count']) {
      await expect(ask(`SELECT ${column} FROM advisory`)).rejects.toThrow('permission denied');
    }
    for (const table of ['advisory_step', 'broadcast', 'mailing', 'mail', 'duty_notification']) {
      await expect(ask(`SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
    }
    const seen: { facility_id: string }[] = await ask('SELECT DISTINCT facility_id FROM recipient');
    expect(seen).toEqual([{ facility_id: hospital.id }]);
    const drafts = await ask(
      'SELECT 1 FROM advisory_text t WHERE NOT EXISTS (SELECT FROM recipient r WHERE r.advisory_id = t.advisory_id)',
    );
    expect(drafts).toEqual([]);
  });
});
