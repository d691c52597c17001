import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DeclarationInput,
  type Incident,
  type JournalEntry,
  type Receipt,
  type RefusalBody,
  type RelayReceipt,
  joinRelayParts,
  newDeviceKeys,
  toBase64url,
} from '#libs/contracts';
import { type Answer, type Client, ok } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from './platform.js';
import { Phone } from './relay/phone.js';
import { aDeclaration } from './story/declare.js';
import { newRecordId, until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

let platform: Platform;
let cast: Cast;
let admin: pg.Client;
let author: Client;
let relayer: Client;
let phone: Phone;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  author = cast.rightful.declarant;
  // Of another facility, and no declarant: whoever stands near.
  relayer = cast.foreign['inventory-officer'];
  phone = await Phone.enrolledBy(author);
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});

const declared = (more: Partial<DeclarationInput> = {}) => aDeclaration(cast.facilityA, more);
const relay = (parts: readonly string[], by = relayer, key?: string) =>
  by.post<RelayReceipt>('/api/relays', { parts }, { key });
const send = (declaration: DeclarationInput, key: string) =>
  author.post<Receipt>('/api/declarations', declaration, { key });
const personOf = (client: Client) => client.session?.identity.personId;

async function incidentsOf(id: string): Promise<{ source: string; relayed_by: string | null; declared_by: string }[]> {
  const sql = 'SELECT source, relayed_by, declared_by FROM incident.incident WHERE id = $1';
  return (await admin.query<{ source: string; relayed_by: string | null; declared_by: string }>(sql, [id])).rows;
}

const eventsOf = async (id: string): Promise<number> => {
  const sql = "SELECT count(*)::int AS n FROM messaging.event WHERE aggregate_id = $1 AND type = 'incident.declared'";
  return (await admin.query<{ n: number }>(sql, [id])).rows[0]?.n ?? 0;
};

/** A refusal with its sentence, and nothing recorded. */
async function expectRefused(answer: Answer, status: number, code: string, id?: string): Promise<RefusalBody> {
  const body = answer.body as RefusalBody;
  expect([answer.status, body.code]).toEqual([status, code]);
  expect(body.message).toMatch(/^[^{}]{60,}$/);
  if (id) expect(await incidentsOf(id)).toEqual([]);
  return body;
}

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

describe('the same declaration again', () => {
  it('relayed again, by whoever, is told as received already', async () => {
    const declaration = declared();
    const parts = await phone.shows(declaration);
    const first = ok(await relay(parts));
    for (const by of [relayer, cast.foreign.declarant, author]) {
      expect(ok(await relay(parts, by))).toEqual({ ...first, alreadyReceived: true });
    }
    expect(await incidentsOf(declaration.id)).toMatchObject([{ relayed_by: personOf(relayer) }]);
    expect(await eventsOf(declaration.id)).toBe(1);
  });

  it('relayed five times at once makes one incident', async () => {
    const declaration = declared();
    const parts = await phone.shows(declaration);
    const all = [relayer, cast.foreign.declarant, cast.rightful.analyst, relayer, author];
    const receipts = (await Promise.all(all.map((by) => relay(parts, by)))).map(ok);
    expect(new Set(receipts.map(({ reference, recordedAt }) => `${reference} ${recordedAt}`)).size).toBe(1);
    expect(receipts.filter(({ alreadyReceived }) => !alreadyReceived)).toHaveLength(1);
    expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
  });

  it.each(['relayed, then sent', 'sent, then relayed', 'both at once'])('%s makes one incident', async (order) => {
    const declaration = declared();
    const key = randomUUID();
    const parts = await phone.shows(declaration, { key });
    const steps = [() => relay(parts), () => send(declaration, key)];
    if (order === 'sent, then relayed') steps.reverse();
    const answers =
      order === 'both at once'
        ? await Promise.all(steps.map((step) => step()))
        : [await steps[0]!(), await steps[1]!()];
    const references = answers.map((answer) => (ok<unknown>(answer) as Receipt).reference);
    expect(new Set(references).size).toBe(1);
    expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
  });

  it('relayed as it was before its author changed and sent it, is told as received already', async () => {
    const declaration = declared();
    const key = randomUUID();
    const parts = await phone.shows(declaration, { key });
    const sent = ok(await send({ ...declaration, what: 'Tout est revenu.' }, key));
    expect(ok(await relay(parts))).toEqual({
      reference: sent.reference,
      recordedAt: sent.recordedAt,
      alreadyReceived: true,
    });
    expect(ok(await author.get<Incident>(`/api/incidents/${declaration.id}`)).what).toBe('Tout est revenu.');
  });

  it('of thirty-one days ago is refused, unless it was received', async () => {
    const signedAt = new Date(Date.now() - 31 * 86_400_000).toISOString();
    const declaration = declared();
    const parts = await phone.shows(declaration, { signedAt });
    const refusal = await expectRefused(await relay(parts), 422, 'relay-too-old', declaration.id);
    expect(refusal.message).toContain('30 jours');
    ok(await send(declaration, randomUUID()));
    expect(ok(await relay(parts)).alreadyReceived).toBe(true);
  });

  it('after kill -9 of the incident service in the middle of a relay, again makes one incident', async () => {
    const carrier = cast.foreign['facility-manager'];
    const work = Array.from({ length: 12 }, () => ({ declaration: declared(), key: randomUUID() }));
    const codes = await Promise.all(work.map(({ declaration }) => phone.shows(declaration)));
    const first = codes.map((parts, index) => relay(parts, carrier, work[index]!.key));
    // One is through, the others are on their way.
    await Promise.race(first);
    await platform.kill('incident');
    const statuses = (await Promise.all(first)).map(({ status }) => status);
    expect(statuses).toContain(503);
    for (const [index, { declaration, key }] of work.entries()) {
      const receipt = await until(async () => {
        const answer = await relay(codes[index]!, carrier, key);
        return answer.status === 503 ? undefined : ok(answer);
      }, 'the incident service again');
      expect(receipt.reference).toMatch(/^972-/);
      expect([(await incidentsOf(declaration.id)).length, await eventsOf(declaration.id)]).toEqual([1, 1]);
      const { rows } = await admin.query(
        "SELECT count(*)::int AS n FROM incident.audit WHERE record_id = $1 AND action = 'incident.declaration.relay'",
        [declaration.id],
      );
      expect(rows).toEqual([{ n: 1 }]);
    }
  }, 60_000);
});

describe('what is refused', () => {
  it('a code that is damaged, cut, of somebody else, or no code of ours', async () => {
    const declaration = declared();
    const [part = ''] = await phone.shows(declaration);
    const middle = part.length >> 1;
    const altered = part.slice(0, middle) + (part[middle] === 'A' ? 'B' : 'A') + part.slice(middle + 1);
    for (const wrong of [altered, part.slice(0, -3), part.toLowerCase(), 'https://example.org/menu']) {
      await expectRefused(await relay([wrong]), 422, 'relay-damaged', declaration.id);
    }
  });

  it('a code of another region', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const region = toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
    const declaration = declared();
    const parts = await phone.shows(declaration, { region });
    await expectRefused(await relay(parts), 422, 'relay-other-region', declaration.id);
  });

  it('a device that was never enrolled, was removed, or has expired; and the audit keeps who tried', async () => {
    const declaration = declared();
    const unknown = await phone.showsText('{}', phone.region, randomUUID());
    await expectRefused(await relay(unknown), 403, 'relay-device-refused');

    const [lost, old] = [await Phone.enrolledBy(author), await Phone.enrolledBy(author)];
    ok(await author.delete(`/api/devices/${lost.deviceId}`));
    await admin.query("UPDATE directory.device SET expires_at = now() - interval '1 minute' WHERE id = $1", [
      old.deviceId,
    ]);
    for (const device of [lost, old]) {
      await expectRefused(await relay(await device.shows(declaration)), 403, 'relay-device-refused', declaration.id);
    }
    const { rows } = await admin.query(
      "SELECT DISTINCT details FROM gateway.audit WHERE action = 'denial' AND record_type = 'relay' AND actor_id = $1",
      [personOf(relayer)],
    );
    expect(rows).toEqual([{ details: { code: 'relay-device-refused' } }]);
  });

  it('a signature that is not the device’s', async () => {
    const declaration = declared();
    const forger = await Phone.enrolledBy(relayer);
    const text = JSON.stringify({ declaration, key: randomUUID(), signedAt: new Date().toISOString() });
    const parts = await forger.showsText(text, phone.region, phone.deviceId);
    await expectRefused(await relay(parts), 403, 'relay-forged', declaration.id);
  });

  it('an author who may not declare for the facility', async () => {
    const declaration = declared();
    const stranger = await Phone.enrolledBy(cast.foreign.declarant);
    await expectRefused(await relay(await stranger.shows(declaration)), 403, 'relay-not-entitled', declaration.id);
    const officer = await Phone.enrolledBy(cast.rightful['inventory-officer']);
    await expectRefused(await relay(await officer.shows(declaration)), 403, 'relay-not-entitled', declaration.id);
  });

  it('an author whose role has ended since', async () => {
    const declaration = declared();
    const parts = await phone.shows(declaration);
    const end = (until: string | null) =>
      admin.query('UPDATE directory.membership SET until = $2, ended = false WHERE person_id = $1', [
        personOf(author),
        until,
      ]);
    await end(new Date(Date.now() - 60_000).toISOString());
    try {
      await expectRefused(await relay(parts), 403, 'relay-not-entitled', declaration.id);
    } finally {
      await end(null);
    }
    expect(ok(await relay(parts)).alreadyReceived).toBe(false);
  });

  it('hours that cannot be, a content that is none, and another’s record under the id', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const declaration = declared({ awareAt: tomorrow });
    await expectRefused(await relay(await phone.shows(declaration)), 422, 'relay-unfit', declaration.id);
    for (const text of ['{}', 'null', 'rien']) {
      await expectRefused(await relay(await phone.showsText(text)), 422, 'relay-unfit');
    }
    const other = aDeclaration(cast.facilityB);
    ok(await cast.foreign.declarant.post('/api/declarations', other));
    await expectRefused(await relay(await phone.shows(declared({ id: other.id }))), 422, 'relay-unfit');
  });

  it('another code under the same key, and nobody', async () => {
    const key = newRecordId();
    ok(await relay(await phone.shows(declared()), relayer, key));
    const declaration = declared();
    const again = await relay(await phone.shows(declaration), relayer, key);
    expect([again.status, (again.body as unknown as RefusalBody).code]).toEqual([409, 'idempotency-key-reused']);
    expect(await incidentsOf(declaration.id)).toEqual([]);
    expect((await relay(await phone.shows(declaration), cast.nobody)).status).toBe(401);
  });
});

describe('a device', () => {
  const enrol = (client: Client, id: string, publicKey: string) =>
    client.post('/api/devices', { id, publicKey, label: 'Firefox, Android' });

  it('is enrolled once, renewed by its owner, listed to nobody else, and can be removed', async () => {
    const own = cast.foreign['facility-manager'];
    const { publicKey } = await newDeviceKeys();
    const spki = toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)));
    const id = newRecordId();
    ok(await enrol(own, id, spki));
    ok(await enrol(own, id, spki));
    const list = async (client: Client) =>
      ok(await client.get<{ items: { id: string; label: string }[] }>('/api/devices')).items;
    expect(await list(own)).toMatchObject([{ id, label: 'Firefox, Android' }]);
    expect((await list(author)).map((device) => device.id)).not.toContain(id);
    expect((await list(cast.rightful.administrator)).map((device) => device.id)).not.toContain(id);

    for (const [client, key] of [
      [own, phone.publicKey],
      [author, spki],
    ] as const) {
      const answer = await enrol(client, id, key);
      expect([answer.status, (answer.body as RefusalBody).code]).toEqual([409, 'already-exists']);
    }
    expect((await author.delete(`/api/devices/${id}`)).status).toBe(404);
    ok(await own.delete(`/api/devices/${id}`));
    expect(await list(own)).toEqual([]);
    const revoked = await enrol(own, id, spki);
    expect([revoked.status, (revoked.body as RefusalBody).code]).toEqual([409, 'device-revoked']);
  });

  it('has a key that is one', async () => {
    const answer = await enrol(author, newRecordId(), 'A'.repeat(122));
    expect([answer.status, (answer.body as RefusalBody).places?.[0]?.path]).toEqual([400, 'publicKey']);
  });

  it('shows nothing of what it carries to who relays it', async () => {
    const declaration = declared({ what: 'Rançon affichée au bloc opératoire.' });
    const sealed = await joinRelayParts(await phone.shows(declaration));
    const bytes = Buffer.from(sealed).toString('latin1');
    for (const secret of ['Rançon', declaration.id, cast.facilityA]) expect(bytes).not.toContain(secret);
  });
});
