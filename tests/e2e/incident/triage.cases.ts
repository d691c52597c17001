import { randomUUID } from 'node:crypto';
import type { Actor, JournalEntry } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf, staff } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(who = declarant()): Promise<{ who: typeof who; incidentId: string }> {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}

const qualification = {
  rsitClass: 'availability',
  rsitType: 'outage',
  severity: 'high',
  tlp: 'GREEN',
  malicious: 'no',
} as const;

const note = (incidentId: string, part: { visibility?: 'shared' | 'agency'; text?: string; id?: string } = {}) => ({
  id: newId(),
  incidentId,
  text: 'Nous avons isolé le serveur.',
  ...part,
});

async function journal(who: Actor, incidentId: string): Promise<JournalEntry[]> {
  return (await rig.as(who, 'incident.journal.list', { incidentId })).items;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Neither the versions of the events nor the places in the journal have a gap, and both end where the incident stands. */
async function expectGapless(incidentId: string): Promise<void> {
  const { version } = await rig.as(analyst, 'incident.incident.get', { incidentId });
  expect((await rig.events(incidentId)).map((event) => event.version)).toEqual(upTo(version));
  const entries = await journal(analyst, incidentId);
  expect(entries.map(({ seq }) => seq)).toEqual(upTo(entries.length));
}

describe('the triage', () => {
  it('leads an incident from declared to closed and back, each step seen by its facility', async () => {
    const { who, incidentId } = await declared();
    const step = { incidentId };
    expect(await rig.as(analyst, 'incident.incident.take', step)).toEqual({ incidentId, state: 'taken', version: 2 });
    await rig.as(analyst, 'incident.incident.acknowledge', step);
    await rig.as(analyst, 'incident.incident.qualify', { ...step, ...qualification });
    await rig.as(analyst, 'incident.incident.resolve', step);
    await rig.as(analyst, 'incident.incident.close', step);
    expect(await rig.as(analyst, 'incident.incident.reopen', step)).toEqual({
      incidentId,
      state: 'acknowledged',
      version: 7,
    });

    const types = ['declared', 'taken', 'acknowledged', 'qualified', 'resolved', 'closed', 'reopened'];
    expect((await journal(who, incidentId)).map(({ type }) => type)).toEqual(types);
    expect((await rig.events(incidentId)).map(({ type }) => type)).toEqual(types.map((type) => `incident.${type}`));
    expect(await rig.as(who, 'incident.incident.get', step)).toMatchObject({
      ...qualification,
      state: 'acknowledged',
      assigned: true,
      assigneeId: null,
    });
    expect(await rig.as(analyst, 'incident.incident.get', step)).toMatchObject({
      assigneeId: analyst.id,
      actions: ['take', 'qualify', 'resolve'],
    });
    await expectGapless(incidentId);
    const audited = await rig.database.asAdmin(
      'SELECT action, actor_id, facility_id, origin FROM incident.audit WHERE record_id = $1 ORDER BY id',
      [incidentId],
    );
    expect(audited).toHaveLength(7);
    expect(audited[1]).toEqual({
      action: 'incident.incident.take',
      actor_id: analyst.id,
      facility_id: who.facilityId,
      origin: '192.0.2.7',
    });
  });

  it('refuses a step that is not open, says the state, and leaves nothing', async () => {
    const { incidentId } = await declared();
    for (const action of ['acknowledge', 'resolve', 'close', 'reopen'] as const) {
      const asked = rig.as(analyst, `incident.incident.${action}`, { incidentId });
      await expect(asked).rejects.toMatchObject({ code: 'state-conflict', params: { state: 'declared' } });
    }
    await expectGapless(incidentId);
    expect(await rig.as(analyst, 'incident.incident.get', { incidentId })).toMatchObject({ version: 1 });
  });

  it('takes the same step once for one key, and says nothing when its analyst takes it again', async () => {
    const { incidentId } = await declared();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => rig.as(analyst, 'incident.incident.take', { incidentId }, key)),
    );
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([2]));
    expect(await rig.as(analyst, 'incident.incident.take', { incidentId })).toMatchObject({ version: 2 });
    const other = await declared();
    const reused = rig.as(analyst, 'incident.incident.take', { incidentId: other.incidentId }, key);
    expect(await refusalOf(reused)).toBe('idempotency-key-reused');
    await expectGapless(incidentId);
  });

  it('lets one of two analysts take it first and the other take it over', async () => {
    const { incidentId } = await declared();
    const second = agent('analyst');
    await Promise.all([analyst, second].map((who) => rig.as(who, 'incident.incident.take', { incidentId })));
    const { version, assigneeId } = await rig.as(analyst, 'incident.incident.get', { incidentId });
    expect(version).toBe(3);
    expect((await rig.events(incidentId)).at(-1)).toMatchObject({ type: 'incident.taken', payload: { assigneeId } });
    await expectGapless(incidentId);
  });

  it('is not for a facility, an approver or an auditor; an unknown incident is not found', async () => {
    const { who, incidentId } = await declared();
    for (const other of [who, agent('approver'), agent('auditor')]) {
      expect(await refusalOf(rig.as(other, 'incident.incident.take', { incidentId }))).toBe('forbidden');
    }
    expect(await refusalOf(rig.as(analyst, 'incident.incident.take', { incidentId: newId() }))).toBe('not-found');
    expect(await rig.as(agent('auditor'), 'incident.incident.get', { incidentId })).toMatchObject({ actions: [] });
  });

  it('refuses a type of another RSIT class', async () => {
    const { incidentId } = await declared();
    const wrong = { incidentId, ...qualification, rsitClass: 'fraud' };
    expect(await refusalOf(rig.as(analyst, 'incident.incident.qualify', wrong))).toBe('invalid-request');
  });
});

describe('the journal', () => {
  it('shows a facility what is shared, and of the agency only that it wrote', async () => {
    const { who, incidentId } = await declared();
    await rig.as(who, 'incident.journal.write', note(incidentId, { text: 'Groupe électrogène démarré' }));
    await rig.as(analyst, 'incident.journal.write', note(incidentId, { text: 'Rappeler', visibility: 'agency' }));
    const written = await rig.as(analyst, 'incident.journal.write', note(incidentId, { text: 'Bien reçu' }));
    expect(written).toMatchObject({ seq: 4, type: 'note', visibility: 'shared', authorSide: 'agency' });

    const seen = await journal(who, incidentId);
    expect(seen.map(({ seq, text, authorSide, authorId }) => [seq, text, authorSide, authorId])).toEqual([
      [1, null, 'facility', who.id],
      [2, 'Groupe électrogène démarré', 'facility', who.id],
      [4, 'Bien reçu', 'agency', null],
    ]);
    expect((await journal(analyst, incidentId)).map(({ authorId }) => authorId)).toEqual([
      who.id,
      who.id,
      analyst.id,
      analyst.id,
    ]);
    const event = (await rig.events(incidentId)).at(-2);
    expect(event?.payload).toMatchObject({ visibility: 'agency', seq: 3, authorSide: 'agency' });
    expect(JSON.stringify(event)).not.toContain('Rappeler');
    await expectGapless(incidentId);
  });

  it('has no gap and no double however many write, move and repeat at once', async () => {
    const { who, incidentId } = await declared();
    await rig.as(analyst, 'incident.incident.take', { incidentId });
    const notes = Array.from({ length: 16 }, () => ({ body: note(incidentId), key: randomUUID() }));
    const writes = notes.flatMap(({ body, key }, index) => {
      const author = index % 2 === 0 ? who : analyst;
      return [1, 2].map(() => rig.as(author, 'incident.journal.write', body, key));
    });
    await Promise.all([...writes, rig.as(analyst, 'incident.incident.acknowledge', { incidentId })]);
    expect(await journal(analyst, incidentId)).toHaveLength(2 + 1 + 16);
    await expectGapless(incidentId);
  });

  it('gives the same answer for a repeated key and keeps no text for it', async () => {
    const { who, incidentId } = await declared();
    const body = note(incidentId, { text: 'Texte de Madame Inventée' });
    const key = randomUUID();
    const first = await rig.as(who, 'incident.journal.write', body, key);
    expect(await rig.as(who, 'incident.journal.write', body, key)).toEqual(first);
    const kept = await rig.database.asAdmin<{ text: string }>(
      'SELECT i::text AS text FROM incident.idempotency i WHERE key = $1',
      [key],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.text).not.toContain('Inventée');
    expect(await refusalOf(rig.as(who, 'incident.journal.write', body))).toBe('already-exists');
  });

  it('is paged, and hides the agency’s entries on every page', async () => {
    const { who, incidentId } = await declared();
    for (const visibility of ['shared', 'agency', 'shared', 'agency'] as const) {
      await rig.as(analyst, 'incident.journal.write', note(incidentId, { visibility }));
    }
    const first = await rig.as(who, 'incident.journal.list', { incidentId, limit: 2 });
    expect(first.items.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(first.next).toBe(2);
    const rest = await rig.as(who, 'incident.journal.list', { incidentId, after: 2, limit: 2 });
    expect(rest).toMatchObject({ items: [{ seq: 4 }], next: null });
  });

  it('refuses a facility an entry that it could not read, and another’s incident', async () => {
    const { who, incidentId } = await declared();
    const hidden = note(incidentId, { visibility: 'agency' });
    expect(await refusalOf(rig.as(who, 'incident.journal.write', hidden))).toBe('forbidden');
    const stranger = declarant();
    expect(await refusalOf(rig.as(stranger, 'incident.journal.write', note(incidentId)))).toBe('not-found');
    expect(await refusalOf(rig.as(stranger, 'incident.journal.list', { incidentId }))).toBe('not-found');
    expect(await refusalOf(rig.as(stranger, 'incident.incident.get', { incidentId }))).toBe('not-found');
  });
});

describe('the database itself', () => {
  const asFacility = async (facilityId: string, sql: string): Promise<unknown[]> => {
    const database = await rig.database.connect('incident', 1);
    return database.transaction({ kind: 'facility', facilities: [facilityId], actorId: newId() }, (tx) =>
      tx.query(sql),
    );
  };

  it.each([
    'SELECT assignee_id FROM incident',
    'SELECT regional_id FROM incident',
    'SELECT similar_count FROM incident',
    'SELECT agency_author_id FROM journal_entry',
    'SELECT * FROM regional_incident',
    'SELECT * FROM regional_entry',
    `UPDATE incident SET state = 'closed'`,
    `UPDATE incident SET similar_count = 3`,
    'DELETE FROM incident',
    `UPDATE journal_entry SET text = ''`,
    'SELECT * FROM audit',
  ])('refuses a facility: %s', async (sql) => {
    const { who } = await declared();
    await expect(asFacility(who.facilityId, sql)).rejects.toThrow(/permission denied/);
  });

  it('shows a facility no row but its own, and nobody any without a scope', async () => {
    const { who, incidentId } = await declared();
    await declared();
    expect(await asFacility(who.facilityId, 'SELECT id FROM incident')).toEqual([{ id: incidentId }]);
    expect(await asFacility(newId(), 'SELECT id FROM incident')).toEqual([]);
    const database = await rig.database.connect('incident', 1);
    await expect(database.dataSource.query('SELECT id FROM incident.incident')).rejects.toThrow(/permission denied/);
  });

  it('lets a person of several facilities see the incidents of each', async () => {
    const [one, two] = [await declared(), await declared()];
    const both = staff([one.who.facilityId, two.who.facilityId], 'facility-manager');
    const { items } = await rig.as(both, 'incident.incident.list', {});
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set([one.incidentId, two.incidentId]));
  });
});
