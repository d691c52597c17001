import type { Receipt } from '#libs/contracts';
import { Client, type Platform, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { ask } from './admin.js';
import { type Figure, type Sample, figureOf, percentile } from './figure.js';
import type { GrownBench } from './history.js';
import { type SeededSession, seedSessions } from './sessions.js';

const ENTRIES = 2_000;
const RUNS = 3;
const OPENED = 40;
const GOAL = 150;

/** What the console reads when an incident is opened, all at once; `earlierJournal` gives the newest entries. */
const READS = [
  '',
  '/journal/earlier?limit=100',
  '/journal/pinned',
  '/room/readers',
  '/tasks',
  '/authorities',
  '/assessments',
  '/indicators?limit=20',
];
const ONLY_AGENCY = ['/assessments'];

/** Opening an incident of 2,000 journal entries, as an analyst and as its facility, at each size of the history: until all is there. */
export const benchOpenIncident: GrownBench = async (platform, facilityIds) => {
  const [analyst] = await seedSessions(platform.adminUrl, 1, { agency: ['analyst'] });
  const [declarant] = await seedSessions(platform.adminUrl, 1, { facility: ['declarant'], facilityIds });
  const incidentId = await longIncident(platform, declarant!);
  return async (size) => {
    const figures: Figure[] = [];
    for (const [who, session, reads] of [
      ['analyst', analyst!, READS],
      ['facility', declarant!, READS.filter((read) => !ONLY_AGENCY.includes(read))],
    ] as const) {
      const samples: Sample[] = [];
      for (let run = 0; run <= RUNS; run++) {
        const took = await open(platform, session, incidentId, reads);
        if (run > 0) samples.push({ value: percentile(took, 0.95), limit: null });
      }
      figures.push(figureOf(`open-incident.${who}.${size}`, 'ms', samples, { atMost: GOAL, of: 'value' }));
    }
    return figures;
  };
};

async function longIncident(platform: Platform, declarant: SeededSession): Promise<string> {
  const client = new Client(platform.baseUrl).impatient().useSession(declarant.cookie, declarant.csrfToken);
  const { incidentId } = ok(await client.post<Receipt>('/api/declarations', aDeclaration(declarant.facilityId)));
  await ask(
    platform.adminUrl,
    `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, at)
     SELECT gen_random_uuid(), i.id, i.journal_seq + n, i.facility_id, 'note', CASE WHEN n % 3 = 0 THEN 'agency' ELSE 'shared' END,
       gen_random_uuid(), repeat('Relevé du pare-feu numéro ' || n || '. ', 8), i.recorded_at + n * interval '1 minute'
     FROM incident.incident AS i, generate_series(1, $2::int) AS n WHERE i.id = $1`,
    [incidentId, ENTRIES],
  );
  await ask(platform.adminUrl, 'UPDATE incident.incident SET journal_seq = journal_seq + $2 WHERE id = $1', [
    incidentId,
    ENTRIES,
  ]);
  return incidentId;
}

/** Milliseconds from the first question to the last answer, one opening after the other. */
async function open(
  { baseUrl }: Platform,
  { cookie }: SeededSession,
  incidentId: string,
  reads: readonly string[],
): Promise<number[]> {
  const took: number[] = [];
  for (let opened = 0; opened < OPENED; opened++) {
    const began = performance.now();
    await Promise.all(
      reads.map(async (read) => {
        const answer = await fetch(`${baseUrl}/api/incidents/${incidentId}${read}`, { headers: { cookie } });
        if (!answer.ok) throw new Error(`refused ${read}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }),
    );
    took.push(performance.now() - began);
  }
  return took;
}
