import { randomUUID } from 'node:crypto';
import { Reference } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { declarant, declaration, refusalOf, staff } from './rig.js';
import { rig } from './running.js';

const SUBMIT = 'incident.declaration.submit';

const rowsOf = async (incidentId: string) => {
  const [row] = await rig.database.asAdmin<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM incident.incident WHERE id = $1) AS incidents,
       (SELECT count(*)::int FROM incident.journal_entry WHERE incident_id = $1) AS entries,
       (SELECT count(*)::int FROM incident.audit WHERE record_id = $1::text) AS audits,
       (SELECT count(*)::int FROM messaging.event WHERE aggregate_id = $1) AS events,
       (SELECT count(*)::int FROM messaging.delivery WHERE aggregate_id = $1) AS deliveries`,
    [incidentId],
  );
  return row;
};
const ONCE = { incidents: 1, entries: 1, audits: 1, events: 1, deliveries: 3 };
const NEVER = { incidents: 0, entries: 0, audits: 0, events: 0, deliveries: 0 };

describe('a declaration', () => {
  it('gets a reference at once, and all of its rows are there', async () => {
    const who = declarant();
    const body = declaration(who.facilityId);
    const receipt = await rig.as(who, SUBMIT, body);
    expect(receipt).toEqual({
      incidentId: body.id,
      reference: expect.stringMatching(/^972-\d{4}-\d{4}$/),
      recordedAt: expect.any(String),
    });
    expect(await rowsOf(body.id)).toEqual(ONCE);
    const incident = await rig.as(who, 'incident.incident.get', { incidentId: body.id });
    expect(incident).toMatchObject({
      reference: receipt.reference,
      state: 'declared',
      version: 1,
      recordedAt: receipt.recordedAt,
      what: body.what,
      since: body.since,
      awareAt: body.awareAt,
      contact: body.contact,
      careServices: body.careServices,
      assigned: false,
      similarCount: null,
      actions: [],
    });
    const [event] = await rig.events(body.id);
    expect(event).toMatchObject({
      type: 'incident.declared',
      version: 1,
      payload: { reference: receipt.reference, facilityId: who.facilityId, territory: '972', state: 'declared' },
    });
  });

  it('is made once for one key, and answered alike each time', async () => {
    const who = declarant();
    const body = declaration(who.facilityId);
    const key = randomUUID();
    const receipts = await Promise.all(Array.from({ length: 12 }, () => rig.as(who, SUBMIT, body, key)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await rig.as(who, SUBMIT, body, key)).toEqual(receipts[0]);
    expect(await rowsOf(body.id)).toEqual(ONCE);
  });

  it('is not made for a key that came with another body', async () => {
    const who = declarant();
    const key = randomUUID();
    await rig.as(who, SUBMIT, declaration(who.facilityId), key);
    const other = declaration(who.facilityId, { what: 'Autre chose' });
    expect(await refusalOf(rig.as(who, SUBMIT, other, key))).toBe('idempotency-key-reused');
    expect(await rowsOf(other.id)).toEqual(NEVER);
  });

  it('that comes again under another key gets its receipt; another one under its id is refused', async () => {
    const who = declarant();
    const body = declaration(who.facilityId);
    const receipt = await rig.as(who, SUBMIT, body);
    expect(await rig.as(who, SUBMIT, body)).toEqual(receipt);
    expect(await refusalOf(rig.as(who, SUBMIT, { ...body, what: 'Autre chose' }))).toBe('already-exists');
    const stranger = declarant();
    const theirs = { ...body, facilityId: stranger.facilityId };
    expect(await refusalOf(rig.as(stranger, SUBMIT, theirs))).toBe('already-exists');
    expect(await rowsOf(body.id)).toEqual(ONCE);
  });

  it('has a reference of its own, also when many come at once, and exercises have their own series', async () => {
    const who = declarant();
    const submit = (kind: 'real' | 'exercise') => rig.as(who, SUBMIT, declaration(who.facilityId, { kind }));
    const receipts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => submit(index % 2 === 0 ? 'real' : 'exercise')),
    );
    const references = receipts.map(({ reference }) => reference);
    expect(new Set(references).size).toBe(40);
    expect(references.every((reference) => Reference.safeParse(reference).success)).toBe(true);
    expect(references.filter((reference) => /^972-X-\d{4}-/.test(reference))).toHaveLength(20);
  });

  it('says so when the instants cannot be, and writes nothing', async () => {
    const who = declarant();
    const future = new Date(Date.now() + 600_000).toISOString();
    const ahead = declaration(who.facilityId, { awareAt: future });
    expect(await refusalOf(rig.as(who, SUBMIT, ahead))).toBe('aware-in-future');
    const early = declaration(who.facilityId, { since: new Date().toISOString() });
    expect(await refusalOf(rig.as(who, SUBMIT, early))).toBe('aware-before-start');
    expect(await rowsOf(ahead.id)).toEqual(NEVER);
    expect(await rowsOf(early.id)).toEqual(NEVER);
  });

  it('is refused for a facility where the person may not declare, as for one that does not exist', async () => {
    const facilityId = newId();
    const officer = staff([facilityId], 'inventory-officer');
    expect(await refusalOf(rig.as(officer, SUBMIT, declaration(facilityId)))).toBe('forbidden');
    const elsewhere = declarant();
    const both = { ...elsewhere, facilities: [...elsewhere.facilities, ...officer.facilities] };
    expect(await refusalOf(rig.as(both, SUBMIT, declaration(facilityId)))).toBe('not-found');
    expect(await refusalOf(rig.as(elsewhere, SUBMIT, declaration(newId())))).toBe('not-found');
  });

  it('keeps quotes, backslashes, commas and emojis as they were typed', async () => {
    const who = declarant();
    const what = `O'Brien "a dit" : C:\\temp\\{x}, $1 -- ; DROP TABLE incident; 🏥\nligne 2`;
    const body = declaration(who.facilityId, { what, supplier: `d'Éditeur \\ "S.A."` });
    await rig.as(who, SUBMIT, body);
    expect(await rig.as(who, 'incident.incident.get', { incidentId: body.id })).toMatchObject({
      what,
      supplier: `d'Éditeur \\ "S.A."`,
    });
  });

  it('leaves no personal text in events, audit, receipts kept or logs', async () => {
    const who = declarant();
    const body = declaration(who.facilityId, { what: 'Le patient Zéphyrin est arrivé' });
    await rig.as(who, SUBMIT, body);
    const kept = await rig.database.asAdmin<{ text: string }>(
      `SELECT e::text AS text FROM messaging.event e WHERE aggregate_id = $1
       UNION ALL SELECT a::text FROM incident.audit a WHERE record_id = $1::text
       UNION ALL SELECT i::text FROM incident.idempotency i WHERE actor_id = $2`,
      [body.id, who.id],
    );
    const all = [...kept.map(({ text }) => text), ...rig.service.log].join('\n');
    for (const personal of ['Zéphyrin', 'Camille', '0696', '696 00', 'ailleurs.example']) {
      expect(all).not.toContain(personal);
    }
    expect(kept).toHaveLength(3);
  });
});
