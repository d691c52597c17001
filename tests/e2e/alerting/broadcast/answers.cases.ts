import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { refused, sent } from './advisory.js';
import { analyst, auditor, declarant, hospital, rig } from './running.js';

describe('answers', () => {
  const answer = (
    advisoryId: string,
    reply: 'read' | 'not-concerned' | 'in-progress' | 'done',
    note: string | null = null,
    key?: string,
  ) =>
    rig.as(
      declarant,
      'alerting.acknowledgement.answer',
      { advisoryId, facilityId: hospital.id, answer: reply, note },
      key,
    );

  it('show on the board, each with its history and its fact', async () => {
    const { advisoryId } = await sent({ respondBy: '2020-01-01T00:00:00.000Z' });
    expect(await answer(advisoryId, 'read')).toMatchObject({ state: 'read', note: null });
    expect(await answer(advisoryId, 'in-progress', 'Fournisseur appelé.')).toMatchObject({ state: 'in-progress' });
    const chased = await rig.as(analyst, 'alerting.acknowledgement.board', { advisoryId });
    expect(chased.rows.map(({ name, state, overdue }) => [name, state, overdue])).toEqual([
      ['Clinique Est', 'sent', true],
      ['Hôpital Nord', 'in-progress', true],
    ]);
    await answer(advisoryId, 'done', 'Accès coupé à 11 h.');
    const board = await rig.as(auditor, 'alerting.acknowledgement.board', { advisoryId });
    expect(board.counts).toEqual({ sent: 1, read: 0, 'not-concerned': 0, 'in-progress': 0, done: 1 });
    expect(board.advisory).toMatchObject({ state: 'sent', answered: 1, recipientCount: 2 });
    expect(board.rows[1]).toMatchObject({
      state: 'done',
      note: 'Accès coupé à 11 h.',
      overdue: false,
      commune: 'Fort-de-France',
    });
    const history = await rig.database.asAdmin(
      `SELECT h.version, h.state, h.note FROM alerting.acknowledgement h JOIN alerting.recipient r ON r.id = h.recipient_id
       WHERE r.advisory_id = $1 ORDER BY h.version`,
      [advisoryId],
    );
    expect(history).toEqual([
      { version: 1, state: 'read', note: null },
      { version: 2, state: 'in-progress', note: 'Fournisseur appelé.' },
      { version: 3, state: 'done', note: 'Accès coupé à 11 h.' },
    ]);
    const facts = await rig.database.asAdmin<{ version: number; payload: Record<string, unknown> }>(
      `SELECT version, payload FROM messaging.event WHERE type = 'acknowledgement.changed' AND payload->>'advisoryId' = $1 ORDER BY version`,
      [advisoryId],
    );
    expect(facts.map(({ version, payload }) => [version, payload['state']])).toEqual([
      [1, 'read'],
      [2, 'in-progress'],
      [3, 'done'],
    ]);
    expect(JSON.stringify(facts)).not.toContain('Accès');
  });

  it('need a note where the contract says so', async () => {
    const { advisoryId } = await sent();
    for (const reply of ['done', 'not-concerned'] as const) {
      await expect(answer(advisoryId, reply)).rejects.toEqual(
        refused('invalid-request', { params: { places: [{ path: 'note', code: 'note-required' }] } }),
      );
    }
  });

  it('are never taken back, and given once for one key', async () => {
    const { advisoryId } = await sent();
    const key = randomUUID();
    const first = await answer(advisoryId, 'done', 'Fait.', key);
    expect(await answer(advisoryId, 'done', 'Fait.', key)).toEqual(first);
    await expect(answer(advisoryId, 'read')).rejects.toEqual(refused('state-conflict', { params: { state: 'done' } }));
    const open = await rig.as(declarant, 'alerting.inbox.list', { open: 'yes', limit: 200 });
    expect(open.items.map((item) => item.advisoryId)).not.toContain(advisoryId);
  });
});
