import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type RefusalBody, toBase64url } from '#libs/contracts';
import { ok } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { newRecordId } from '../story/world.js';
import { Phone } from './phone.js';
import { declared, expectRefused, incidentsOf, personOf, relay } from './requests.js';
import { admin, author, cast, phone, relayer } from './running.js';

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
