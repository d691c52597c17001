import { describe, expect, it } from '@jest/globals';
import type { CommandResult } from '#libs/contracts';
import { ok } from '#libs/testing';
import { newRecordId } from '../story/world.js';
import { makeMachine } from '../tenancy/records.js';
import { codeOf, keysPath, revoke, seen, send } from './requests.js';
import { admin, cast, manager } from './running.js';

type Keys = CommandResult<'directory.machine-key.list'>;

describe('the keys of a facility', () => {
  it('are listed without their secret, with their prefix and the hour of their last use', async () => {
    const { keyId, secret, client } = await makeMachine(manager);
    ok(await send(client, seen()));
    const answer = await manager.get<Keys>(keysPath());
    const key = ok(answer).items.find(({ id }) => id === keyId);
    expect(key).toMatchObject({ name: 'EDR des serveurs', scopes: ['declare'], revokedAt: null });
    expect(secret.startsWith(key!.prefix)).toBe(true);
    expect(key!.lastUsedAt).toMatch(/:00:00\.000Z$/);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toMatch(/hash/i);
  });

  it('the secret is in no table: neither of keys, nor of answers, nor of the audit', async () => {
    const { secret } = await makeMachine(manager);
    for (const table of ['directory.machine_key', 'directory.idempotency', 'directory.audit']) {
      const { rows } = await admin.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} AS t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`,
        [secret.slice(12)],
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  });

  it('the same request again gives the key without its secret, and makes no second one', async () => {
    const { contactId } = await makeMachine(manager);
    const body = { id: newRecordId(), name: 'SIEM', contactId, scopes: ['declare'], validDays: 365 };
    const key = newRecordId();
    type Created = CommandResult<'directory.machine-key.create'>;
    const first = ok(await manager.post<Created>(keysPath(), body, { key }));
    const again = ok(await manager.post<Created>(keysPath(), body, { key }));
    expect(first.secret).toMatch(/^vgk_/);
    expect(again).toEqual({ ...first, secret: null });
    const days = (Date.parse(first.expiresAt) - Date.parse(first.createdAt)) / 86_400_000;
    expect(days).toBe(365);
  });

  it('a key cannot live longer than a year, nor lead to a contact within the facility’s network', async () => {
    const contactId = newRecordId();
    const inside = { label: 'Accueil', name: 'Accueil', email: null, phone: '+596 596 00 00 01', outside: false };
    ok(await manager.put(`/api/facilities/${cast.facilityA}/contacts/${contactId}`, { ...inside, locale: 'fr' }));
    const body = { id: newRecordId(), name: 'SIEM', contactId, scopes: ['declare'], validDays: 30 };
    expect(codeOf(await manager.post(keysPath(), body))).toEqual([422, 'contact-not-outside']);
    expect(codeOf(await manager.post(keysPath(), { ...body, validDays: 366 }))).toEqual([400, 'invalid-request']);
    const ofNobody = { ...body, contactId: newRecordId() };
    expect(codeOf(await manager.post(keysPath(), ofNobody))).toEqual([404, 'not-found']);
  });

  it('an administrator manages them too; a declarant, an analyst and another facility’s manager do not', async () => {
    const { keyId } = await makeMachine(manager);
    const { administrator, auditor, declarant, analyst } = cast.rightful;
    expect(ok(await administrator.get<Keys>(keysPath())).items.map(({ id }) => id)).toContain(keyId);
    ok(await auditor.get<Keys>(keysPath()));
    for (const client of [declarant, analyst]) expect((await client.get(keysPath())).status).toBe(403);
    expect((await auditor.post(`${keysPath()}/${keyId}/revoke`, {})).status).toBe(403);
    expect((await cast.foreign['facility-manager'].post(`${keysPath()}/${keyId}/revoke`, {})).status).toBe(404);
    const theirs = `${keysPath(cast.facilityB)}/${keyId}/revoke`;
    expect((await cast.foreign['facility-manager'].post(theirs, {})).status).toBe(404);
    const { revokedAt } = await revoke(administrator, keyId);
    expect(revokedAt).not.toBeNull();
    expect((await revoke(manager, keyId)).revokedAt).toBe(revokedAt);
  });
});
