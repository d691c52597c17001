import type { Facility, FigureRelease, Figures, PublishedFigures } from '#libs/contracts';
import { ok } from '#libs/testing';
import { describe, expect, it } from '@jest/globals';
import { newRecordId } from '../story/world.js';
import { admin, cast } from './running.js';

type Page = { items: Facility[] };
const publish = async (): Promise<FigureRelease[]> =>
  ok(await cast.rightful.analyst.post<PublishedFigures>('/api/figures/published', {})).items;

/** One facility of each of so many legal entities. */
async function facilitiesOf(entities: number): Promise<Facility[]> {
  const { items } = ok(await cast.rightful.analyst.get<Page>('/api/facilities?limit=5000'));
  const one = new Map(items.map((facility) => [facility.legalEntityFiness, facility]));
  expect(one.size).toBeGreaterThanOrEqual(entities);
  return [...one.values()].slice(0, entities);
}

/** An incident that was declared long ago. */
async function declared(facility: Facility, at: string, severity: string): Promise<string> {
  const id = newRecordId();
  await admin.query(
    `INSERT INTO incident.incident (id, reference, facility_id, territory, kind, what, aware_at, recorded_at, changed_at,
       suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
       declared_by, declaration_hash, severity)
     VALUES ($1::uuid, $1::uuid::text, $2, $3, 'real', 'Ancien', $4::timestamptz, $4::timestamptz, $4::timestamptz, 'no', 'no', '{}', 'none', 'no', '{}', '{}', 'Personne', $1::uuid, '\\x00', $5)`,
    [id, facility.id, facility.territory, at, severity],
  );
  return id;
}

describe('published figures', () => {
  it('are of closed quarters, protected, once, and the same for everybody', async () => {
    const all = await facilitiesOf(12);
    const ids: string[] = [];
    // The first quarter of 2024: twelve, of which one is critical. The second: three, of which everybody could subtract.
    for (const [at, facility] of all.entries())
      ids.push(await declared(facility, '2024-02-10T12:00:00Z', at === 0 ? 'critical' : 'low'));
    for (const facility of all.slice(0, 3)) await declared(facility, '2024-05-10T12:00:00Z', 'low');
    const items = await publish();
    expect(items[0]).toMatchObject({ from: '2024-Q1', to: '2024-Q1', incidents: 12 });
    expect(items[0]!.tables['severity']).toEqual([
      { values: ['low', 'medium', 'high', 'critical', 'unassessed'], incidents: 12 },
    ]);
    expect(items[0]!.tables['danger']).toContainEqual({ values: ['none'], incidents: 12 });
    // Three legal entities are too few at the end of the year too: they wait for others, and nothing after them is told.
    expect(items).toHaveLength(1);

    // What changes later is true on the screen of the agency, and never published anew.
    await admin.query(`UPDATE incident.incident SET severity = 'high' WHERE id = $1`, [ids[1]]);
    expect(await publish()).toEqual(items);
    const seen = ok(await cast.rightful.analyst.get<Figures>('/api/figures?from=2024-02&to=2024-02'));
    expect(seen.months[0]!.tables['severity']).toEqual({ low: 10, high: 1, critical: 1 });
    const { items: told } = ok(await cast.rightful.declarant.get<PublishedFigures>('/api/figures/published'));
    expect(told).toEqual(items);
  });

  it('wait until there are enough legal entities, and then tell one number of all', async () => {
    const all = await facilitiesOf(12);
    for (const facility of all.slice(3, 5)) await declared(facility, '2025-02-10T12:00:00Z', 'high');
    const [, second] = await publish();
    expect(second).toMatchObject({ from: '2024-Q2', incidents: 5 });
    // Neither which quarter had three, nor which kind.
    for (const name of ['month', 'severity']) expect(second!.tables[name]).toHaveLength(1);
  });

  it('tell nothing by a filter: there is none', async () => {
    for (const query of ['territory=972', 'from=2024-Q1', 'severity=low']) {
      const answer = await cast.rightful.declarant.get(`/api/figures/published?${query}`);
      expect(answer.status).toBe(400);
    }
    const own = ok(await cast.rightful.declarant.get<Figures>('/api/figures?from=2024-01&to=2025-12&territory=972'));
    expect(own.incidents).toBeLessThanOrEqual(3);
  });

  it('cannot be changed, by nobody', async () => {
    for (const scope of ['facility', 'agency', 'system']) {
      const { rows } = await admin.query<{ may: boolean }>(
        `SELECT has_any_column_privilege($1, 'incident.figure_release', 'UPDATE')
           OR has_table_privilege($1, 'incident.figure_release', 'DELETE, TRUNCATE') AS may`,
        [`vigie_incident_${scope}`],
      );
      expect(rows[0]?.may).toBe(false);
    }
  });
});
