import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt, SituationReport, Timeline } from '#libs/contracts';
import { ok } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { aReport } from './story/reports.js';
import { newRecordId, until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

let platform: Platform;
let cast: Cast;
let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});

const declare = () => cast.rightful.declarant.post<Receipt>('/api/declarations', aDeclaration(cast.facilityA)).then(ok);

/** An advisory to facility A, which it is to answer. */
async function advise(): Promise<string> {
  const { analyst, approver } = cast.rightful;
  const id = newRecordId();
  const text = { title: 'Passerelle vulnérable', body: 'Coupez l’accès distant.' };
  const body = { tlp: 'GREEN', texts: { fr: text, en: text }, respondBy: null, csafId: null, regionalId: null };
  ok(await analyst.put(`/api/advisories/${id}`, { ...body, audience: { facilities: [cast.facilityA] } }));
  ok(await analyst.post(`/api/advisories/${id}/submit`, {}));
  ok(await approver.post(`/api/advisories/${id}/approve`, { expectedCount: 1 }));
  return id;
}

describe('advisories in the story of an incident', () => {
  it('are those of while it lasted, with what was answered after it was closed', async () => {
    const { analyst, declarant } = cast.rightful;
    const { incidentId } = await declare();
    const read = async () => ok(await analyst.get<Timeline>(`/api/incidents/${incidentId}/timeline?limit=500`)).items;
    const step = async (action: string) => ok(await analyst.post(`/api/incidents/${incidentId}/${action}`, {}));
    await step('take');
    await step('acknowledge');
    const during = await advise();
    await until(
      async () => (await read()).find(({ type }) => type === 'advisory-sent'),
      'the advisory in the timeline',
    );
    await step('resolve');
    await step('close');
    const later = await advise();
    const inbox = `/api/inbox/${cast.facilityA}`;
    await until(
      async () => ((await declarant.get(`${inbox}/${later}`)).status === 200 ? true : undefined),
      'the later one',
    );
    ok(await declarant.post(`${inbox}/${during}/answer`, { answer: 'done', note: 'Accès coupés.' }));

    const told = (await read()).filter(({ source }) => source === 'advisories');
    expect(told.map(({ type, details }) => [type, details['advisoryId']])).toEqual([
      ['advisory-sent', during],
      ['advisory-done', during],
    ]);
    const id = newRecordId();
    ok(await analyst.post('/api/reports', { ...aReport(incidentId), id, template: 'after-action' }));
    const { content } = ok(await analyst.get<SituationReport>(`/api/reports/${id}`));
    const [summary] = (content.sections.find(({ code }) => code === 'times')?.blocks ?? []).flatMap((block) =>
      block.type === 'table' ? [block.rows] : [],
    );
    expect(summary?.find(([name]) => name === 'Mesures faites')?.slice(3, 5)).toEqual(['1', '0']);
  });

  it('are told of more facilities than one question asks for', async () => {
    const { analyst } = cast.rightful;
    const { incidentId } = await declare();
    const id = newRecordId();
    const about = { id, title: 'Panne de l’éditeur', supplier: null, incidentIds: [incidentId] };
    ok(await analyst.post('/api/regional-incidents', about));
    await admin.query(
      `WITH copied AS (
         INSERT INTO incident.incident (id, reference, facility_id, territory, kind, what, aware_at, recorded_at, changed_at,
           suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
           declared_by, declaration_hash)
         SELECT gen_random_uuid(), 'copy-' || n, gen_random_uuid(), territory, kind, what, aware_at, recorded_at, changed_at,
           suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
           declared_by, declaration_hash
         FROM incident.incident, generate_series(1, 600) n WHERE id = $1 RETURNING id, facility_id
       )
       INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, details, at)
       SELECT gen_random_uuid(), c.id, 2, c.facility_id, 'linked', 'agency', e.agency_author_id, e.details, e.at
       FROM copied c, incident.journal_entry e WHERE e.incident_id = $1 AND e.type = 'linked'`,
      [incidentId],
    );
    const advisoryId = await advise();
    const read = async () =>
      ok(await analyst.get<Timeline>(`/api/regional-incidents/${id}/timeline?source=advisories&limit=500`));
    const timeline = await until(async () => {
      const found = await read();
      return found.items.some(({ details }) => details['advisoryId'] === advisoryId) ? found : undefined;
    }, 'the advisory in the regional timeline');
    expect(timeline.silent).toEqual([]);
    expect(timeline.items.filter(({ details }) => details['advisoryId'] === advisoryId)).toHaveLength(1);
  });
});
