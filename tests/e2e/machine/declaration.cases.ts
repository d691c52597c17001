import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CommandResult, Incident, RefusalBody } from '#libs/contracts';
import { LiveFeed, ok } from '#libs/testing';
import { until } from '../story/world.js';
import { makeMachine } from '../tenancy/records.js';
import { codeOf, seen, send } from './requests.js';
import { admin, cast, manager, platform } from './running.js';

const incidentsOf = async (externalWhat: string): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM incident.incident WHERE what = $1',
    [externalWhat],
  );
  return rows[0]?.n ?? -1;
};

describe('a facility’s tool', () => {
  it('declares an SOS in the facility’s name; the analysts see it live, by which machine', async () => {
    const { keyId, client } = await makeMachine(manager);
    const live = await new LiveFeed(cast.rightful.analyst).connect();
    const receipt = ok(await send(client, seen({ supplier: 'MediLogiciel SAS', indicators: 'sha256:00ff' })));
    expect(receipt.reference).toMatch(/^972-\d{4}-\d{4,}$/);
    await live.waitFor(({ type, recordId }) => type === 'incident.declared' && recordId === receipt.incidentId);
    live.disconnect();
    for (const reader of [cast.rightful.analyst, cast.rightful.declarant]) {
      const incident = ok(await reader.get<Incident>(`/api/incidents/${receipt.incidentId}`));
      expect(incident).toMatchObject({
        facilityId: cast.facilityA,
        source: 'machine',
        stage: 'sos',
        machineName: 'EDR des serveurs',
        declaredBy: keyId,
        suspectedMalicious: 'yes',
        degradedMode: 'unknown',
        patientDanger: 'unknown',
        careServices: [],
        contact: { name: 'RSSI', phone: '+596 696 00 00 09' },
        report: { indicators: 'sha256:00ff' },
      });
      expect(Date.now() - Date.parse(incident.awareAt)).toBeLessThan(60_000);
    }
  });

  it('leaves audit rows of its own, without a word of what it wrote', async () => {
    const { keyId, client } = await makeMachine(manager);
    const { incidentId } = ok(await send(client, seen()));
    const { rows } = await admin.query<Record<string, unknown>>(
      `SELECT action, actor_id, facility_id, record_id, details FROM incident.audit WHERE actor_id = $1`,
      [keyId],
    );
    expect(rows).toEqual([
      {
        action: 'incident.declaration.submit-by-machine',
        actor_id: keyId,
        facility_id: cast.facilityA,
        record_id: incidentId,
        details: { source: 'machine' },
      },
    ]);
    const actions = await admin.query<{ action: string }>(
      'SELECT action FROM directory.audit WHERE record_id = $1 ORDER BY id',
      [keyId],
    );
    expect(actions.rows.map(({ action }) => action)).toEqual([
      'directory.machine-key.create',
      'directory.machine-key.use',
    ]);
  });

  it('completes nothing by itself: a person of the facility does, from its SOS', async () => {
    const { client } = await makeMachine(manager);
    const { incidentId } = ok(await send(client, seen()));
    const { items } = ok(
      await cast.rightful.declarant.get<CommandResult<'incident.declaration.versions'>>(
        `/api/incidents/${incidentId}/versions`,
      ),
    );
    expect(items).toMatchObject([{ number: 1, stage: 'sos', source: 'machine', authorSide: 'facility' }]);
  });

  it('the same id five times at once makes one declaration, with one receipt', async () => {
    const { client } = await makeMachine(manager);
    const body = seen({ what: `Cinq fois ${randomUUID()}` });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(client, body)));
    const receipts = new Set(answers.map((answer) => JSON.stringify(ok(answer))));
    expect(receipts.size).toBe(1);
    expect(await incidentsOf(body.what)).toBe(1);
  });

  it('the same id is the same declaration when its idempotency key is forgotten and its contact has changed', async () => {
    const { client, contactId, keyId } = await makeMachine(manager);
    const body = seen({ what: `Un mois plus tard ${randomUUID()}` });
    const first = ok(await send(client, body));
    await admin.query('DELETE FROM incident.idempotency WHERE actor_id = $1', [keyId]);
    const other = { label: 'Astreinte', name: 'Autre RSSI', email: null, phone: '+596 696 00 00 08', outside: true };
    ok(await manager.put(`/api/facilities/${cast.facilityA}/contacts/${contactId}`, { ...other, locale: 'fr' }));
    await sleep(3_500);
    expect(ok(await send(client, body))).toEqual(first);
    expect(await incidentsOf(body.what)).toBe(1);
  });

  it('another body under the same id is a conflict, and changes nothing', async () => {
    const { client } = await makeMachine(manager);
    const body = seen({ what: `Conflit ${randomUUID()}` });
    const { incidentId } = ok(await send(client, body));
    const conflict = await send(client, { ...body, what: `${body.what} bis` });
    expect(codeOf(conflict)).toEqual([409, 'external-id-reused']);
    const incident = ok(await cast.rightful.declarant.get<Incident>(`/api/incidents/${incidentId}`));
    expect(incident.what).toBe(body.what);
  });

  it('the same id of two keys is two declarations', async () => {
    const [one, other] = [await makeMachine(manager), await makeMachine(manager)];
    const body = seen();
    const first = ok(await send(one.client, body));
    expect(ok(await send(other.client, body)).incidentId).not.toBe(first.incidentId);
  });

  it('declares an exercise as one', async () => {
    const { client } = await makeMachine(manager);
    expect(ok(await send(client, seen({ kind: 'exercise' }))).reference).toMatch(/^972-X-\d{4}-\d{4,}$/);
  });

  it('is told what is wrong: an hour in the future, an unknown field, no text', async () => {
    const { client } = await makeMachine(manager);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(codeOf(await send(client, seen({ awareAt: tomorrow })))).toEqual([422, 'aware-in-future']);
    const answer = await send(client, { externalId: 'x', facilityId: cast.facilityB });
    expect(codeOf(answer)).toEqual([400, 'invalid-request']);
    expect(((answer.body as unknown as RefusalBody).places ?? []).map(({ path }) => path).sort()).toEqual([
      'facilityId',
      'what',
    ]);
  });

  it.each(['before-commit', 'after-commit'])('is done once although incident dies by kill -9 %s', async (point) => {
    const { client } = await makeMachine(manager);
    const body = seen({ what: `Arrêt brutal ${randomUUID()}` });
    const incident = platform.running.services.get('incident')!;
    // What it commits by itself may be what it dies at: then it is back, and has received, by the time that it is asked.
    await incident.restart({ VIGIE_FAULT_POINT: `${point}@1` }).catch(() => undefined);
    expect([200, 503]).toContain((await send(client, body)).status);
    await incident.restart();
    const receipt = await until(async () => {
      const answer = await send(client, body);
      return answer.status === 503 ? undefined : ok(answer);
    }, 'a receipt');
    expect(ok(await send(client, body))).toEqual(receipt);
    expect(await incidentsOf(body.what)).toBe(1);
  });
});
