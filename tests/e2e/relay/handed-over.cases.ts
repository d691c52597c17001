import { describe, expect, it } from '@jest/globals';
import { type Incident, type JournalEntry, toBase64url } from '#libs/contracts';
import { ok } from '#libs/testing';
import { declared, expectRefused, incidentsOf, personOf, relay } from './requests.js';
import { admin, author, cast, phone, relayer } from './running.js';

describe('a declaration that another telephone hands over', () => {
  it('is recorded for its author; the agency is told by whom it came, the facility that it did, who relayed nothing else', async () => {
    const declaration = declared();
    const answer = await relay(await phone.shows(declaration));
    const receipt = ok(answer);
    expect(Object.keys(receipt).sort()).toEqual(['alreadyReceived', 'recordedAt', 'reference']);
    expect(receipt.alreadyReceived).toBe(false);
    expect(answer.text).not.toContain(declaration.id);

    const path = `/api/incidents/${declaration.id}`;
    const own = ok(await author.get<Incident>(path));
    expect(own).toMatchObject({ reference: receipt.reference, source: 'relay', relayedBy: null });
    expect(own).toMatchObject({ what: declaration.what, declaredBy: personOf(author), contact: declaration.contact });
    const seen = ok(await cast.rightful.analyst.get<Incident>(path));
    expect(seen).toMatchObject({ source: 'relay', relayedBy: personOf(relayer), declaredBy: personOf(author) });
    const { items } = ok(await author.get<{ items: JournalEntry[] }>(`${path}/journal`));
    expect(items).toMatchObject([{ type: 'declared', authorId: personOf(author), details: { source: 'relay' } }]);
    expect([(await relayer.get(path)).status, (await cast.foreign.declarant.get(path)).status]).toEqual([403, 404]);

    const { rows } = await admin.query(
      'SELECT action, actor_id, facility_id FROM incident.audit WHERE record_id = $1 ORDER BY at',
      [declaration.id],
    );
    expect(rows).toEqual([
      { action: 'incident.declaration.submit', actor_id: personOf(author), facility_id: cast.facilityA },
      { action: 'incident.declaration.relay', actor_id: personOf(relayer), facility_id: cast.facilityA },
    ]);
  });

  it('is kept from a facility by the database: it cannot read the column of who relayed', async () => {
    await admin.query('BEGIN');
    await admin.query('SET LOCAL ROLE vigie_incident_facility');
    await expect(admin.query('SELECT relayed_by FROM incident.incident')).rejects.toThrow(/permission denied/);
    await admin.query('ROLLBACK');
  });

  it('may be of the agency', async () => {
    const declaration = declared();
    ok(await relay(await phone.shows(declaration), cast.rightful.auditor));
    expect(await incidentsOf(declaration.id)).toHaveLength(1);
  });

  it('comes in several codes, in any order, and in an exercise stays one', async () => {
    const what = `${toBase64url(crypto.getRandomValues(new Uint8Array(3_000)))} fin`;
    const declaration = declared({ what, kind: 'exercise' });
    const parts = await phone.shows(declaration);
    expect(parts.length).toBeGreaterThan(3);
    await expectRefused(await relay(parts.slice(1)), 422, 'relay-incomplete', declaration.id);
    const receipt = ok(await relay(parts.toReversed()));
    expect(receipt.reference).toMatch(/^972-X-/);
    expect(ok(await author.get<Incident>(`/api/incidents/${declaration.id}`)).what).toBe(what);
  });
});
