import { describe, expect, it } from '@jest/globals';
import type { Incident, Receipt } from '#libs/contracts';
import { Client, ok } from '#libs/testing';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { aDeclaration, anAmendment, anAssessment } from '../story/declare.js';
import { newRecordId, until } from '../story/world.js';
import { download } from '../attachments/files.js';
import { FILES } from './more-records.js';
import { asAdmin, exported, newInstance, quiet, running, storeOf, vigie } from './running.js';

/** The platform's services, on the copy from now on: it takes the place of the database that they had. */
async function workOn(copy: string): Promise<void> {
  const services = [...running.platform.running.services.values()];
  await Promise.all(services.map((service) => service.stop()));
  await asAdmin('postgres', 'ALTER DATABASE vigie RENAME TO vigie_of_before');
  await asAdmin('postgres', `ALTER DATABASE "${copy}" RENAME TO vigie`);
  await rename(storeOf('vigie'), storeOf('vigie_of_before'));
  await rename(storeOf(copy), storeOf('vigie'));
  await Promise.all(services.map((service) => service.restart()));
}

/** A file that was found clean is given to its facility; one that was not, to nobody there, as before. */
async function hasItsFiles(declarant: Client, analyst: Client): Promise<void> {
  const incidents = ok(await declarant.get<{ items: Incident[] }>('/api/incidents?limit=50')).items;
  for (const { id, bytes, verdict, visibility } of FILES) {
    const [row] = await asAdmin<{ incident_id: string }>(
      'vigie',
      'SELECT incident_id FROM incident.attachment WHERE id = $1',
      [id],
    );
    const incidentId = row?.incident_id ?? '';
    expect(incidents.map((incident) => incident.id)).toContain(incidentId);
    const clean = verdict === 'clean' && visibility === 'shared';
    const asked = await declarant.post(`/api/incidents/${incidentId}/attachments/${id}/downloads`, { reason: null });
    expect({ id, clean: asked.status === 200 }).toEqual({ id, clean });
    const fetched = await download(analyst, incidentId, id, 'Vérification.');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
  }
}

async function passwordOf(email: string): Promise<string> {
  const done = await vigie('vigie', 'password', email);
  expect(done).toMatchObject({ code: 0 });
  return done.stdout.trim();
}

describe('the instance that was imported into', () => {
  it('refuses an import while services are connected', async () => {
    const { folder } = await exported('vigie');
    expect(await vigie('vigie', 'import', folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Services are connected'),
    });
  });

  it('goes on where the other one ended, and has sent nothing by itself', async () => {
    await quiet();
    const { cast, platform } = running;
    const emails = [cast.rightful.declarant, cast.rightful.analyst, cast.foreign.declarant].map(
      ({ session }) => session?.identity.email ?? '',
    );
    const before = ok(await cast.rightful.analyst.get<{ items: Incident[] }>('/api/incidents?limit=50')).items;
    const copy = await newInstance({ sameKey: true });
    const { folder } = await exported('vigie');
    expect(await vigie(copy, 'import', folder)).toMatchObject({ code: 0 });
    const mails = (await platform.mails()).length;
    await workOn(copy);

    expect(await vigie('vigie', 'doctor')).toMatchObject({ code: 0 });
    const signIn = async (email = '') => new Client(platform.baseUrl).signIn(email, await passwordOf(email));
    const [declarant, analyst, stranger] = [await signIn(emails[0]), await signIn(emails[1]), await signIn(emails[2])];
    const now = ok(await analyst.get<{ items: Incident[] }>('/api/incidents?limit=50')).items;
    expect(now).toEqual(before);
    // Long enough for each sweeper to have looked.
    await sleep(5_000);
    await quiet();
    expect((await platform.mails()).length).toBe(mails);

    await hasItsFiles(declarant, analyst);
    const facilityId = cast.facilityA;
    const subject = now.find((incident) => incident.facilityId === facilityId && incident.state === 'declared');
    const path = `/api/incidents/${subject?.id}`;
    const own = ok(await declarant.get<Incident>(path));
    ok(await declarant.post(`${path}/versions`, anAmendment({ base: own.answersNumber ?? 1, since: own.awareAt })));
    ok(await declarant.post(`${path}/journal`, { id: newRecordId(), text: 'La suite, sur la nouvelle instance.' }));
    ok(await analyst.post(`${path}/assessments`, anAssessment()));
    expect((await stranger.get(path)).status).toBe(404);

    const receipt = ok(await declarant.post<Receipt>('/api/declarations', aDeclaration(facilityId)));
    expect(before.map(({ reference }) => reference)).not.toContain(receipt.reference);
    await until(
      async () => ((await platform.mails()).length > mails ? true : undefined),
      'mails about what is new, as ever',
      60_000,
    );
    await quiet();
  }, 600_000);
});
