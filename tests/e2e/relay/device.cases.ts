import { describe, expect, it } from '@jest/globals';
import { type RefusalBody, joinRelayParts, newDeviceKeys, toBase64url } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import { newRecordId } from '../story/world.js';
import { declared } from './requests.js';
import { author, cast, phone } from './running.js';

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
